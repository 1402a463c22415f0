package io.trainyard.rest;

import io.trainyard.limits.Limits;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads a {@link RequestTree} from a JSON body within the limit. */
final class RequestTreeResolver implements HandlerMethodArgumentResolver {
  private final Limits limits;

  RequestTreeResolver(Limits limits) {
    this.limits = limits;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == RequestTree.class;
  }

  @Override
  public @Nullable RequestTree resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binders)
      throws IOException {
    HttpServletRequest request =
        Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
    if (parameter.isOptional() && hasNoBody(request)) {
      return null;
    }
    checkMediaType(request.getContentType());
    return new RequestTree(
        StrictJson.read(LimitedBody.of(request, limits.request_bytes(), "request_bytes")));
  }

  private static boolean hasNoBody(HttpServletRequest request) {
    return request.getContentLengthLong() <= 0
        && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
  }

  /** Refuses another type than JSON, and JSON in another encoding than UTF-8. */
  private static void checkMediaType(@Nullable String contentType) {
    MediaType type;
    try {
      type = contentType == null ? null : MediaType.parseMediaType(contentType);
    } catch (InvalidMediaTypeException e) {
      type = null;
    }
    if (type == null
        || !(type.isCompatibleWith(MediaType.APPLICATION_JSON)
            || "json".equals(type.getSubtypeSuffix()))) {
      throw UnsupportedBody.mediaType(
          "The body must be JSON, sent with 'Content-Type: application/json'; got %s."
              .formatted(contentType == null ? "no Content-Type" : Refusal.quoted(contentType)),
          MediaType.APPLICATION_JSON_VALUE);
    }
    if (type.getCharset() != null && !type.getCharset().equals(StandardCharsets.UTF_8)) {
      throw UnsupportedBody.mediaType(
          "JSON is read in UTF-8; got charset %s.".formatted(type.getCharset().name()),
          MediaType.APPLICATION_JSON_VALUE);
    }
  }
}
