package io.trainyard.rest;

import io.trainyard.signature.Suggestion;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that an endpoint does not know, those given twice where one is meant,
 * and compressed bodies where the handler does not unpack them.
 */
final class StrictQuery implements HandlerInterceptor {
  private static final String OURS = "io.trainyard.";

  private final Map<HandlerMethod, Map<String, Boolean>> known = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getName().startsWith(OURS)
        && !method.getBeanType().equals(ProblemController.class)) {
      checkEncoding(request.getHeader(HttpHeaders.CONTENT_ENCODING), method);
      checkQuery(request.getQueryString(), known.computeIfAbsent(method, StrictQuery::declared));
    }
    return true;
  }

  private static void checkEncoding(@Nullable String encoding, HandlerMethod method) {
    if (encoding != null
        && !encoding.isBlank()
        && !encoding.equalsIgnoreCase("identity")
        && !(encoding.equalsIgnoreCase("gzip") && takesGzip(method))) {
      throw UnsupportedBody.contentEncoding(encoding);
    }
  }

  private static boolean takesGzip(HandlerMethod method) {
    AlsoTakes more =
        AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), AlsoTakes.class);
    return more != null && more.gzip();
  }

  /** Query parameters of a method: name to whether it may be repeated. */
  private static Map<String, Boolean> declared(HandlerMethod method) {
    Map<String, Boolean> declared = new TreeMap<>();
    AlsoTakes more =
        AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), AlsoTakes.class);
    if (more != null) {
      List.of(more.once()).forEach(name -> declared.put(name, false));
      List.of(more.repeated()).forEach(name -> declared.put(name, true));
    }
    for (MethodParameter parameter : method.getMethodParameters()) {
      RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
      if (annotation != null && !Map.class.isAssignableFrom(parameter.getParameterType())) {
        String name =
            annotation.name().isEmpty() ? parameter.getParameter().getName() : annotation.name();
        declared.put(name, Collection.class.isAssignableFrom(parameter.getParameterType()));
      } else if (parameter.getParameterType() == PageQuery.class) {
        PageQuery.PARAMETERS.forEach(name -> declared.put(name, false));
      }
    }
    return declared;
  }

  private static void checkQuery(@Nullable String query, Map<String, Boolean> known) {
    if (query == null || query.isEmpty()) {
      return;
    }
    List<InvalidRequest.Flaw> flaws = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String pair : query.split("&")) {
      String name = decode(pair.contains("=") ? pair.substring(0, pair.indexOf('=')) : pair);
      if (pair.isEmpty()) {
        continue;
      }
      if (!known.containsKey(name)) {
        flaws.add(flaw(name, "unknown_field", unknown(name, known.keySet())));
      } else if (!seen.add(name) && !known.getOrDefault(name, false)) {
        flaws.add(
            flaw(name, "duplicate", "Query parameter '" + name + "' is given more than once."));
      }
    }
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws.subList(0, Math.min(flaws.size(), 20)));
    }
  }

  private static InvalidRequest.Flaw flaw(String name, String code, String detail) {
    return new InvalidRequest.Flaw(null, name, null, null, detail, code);
  }

  private static String unknown(String name, Set<String> known) {
    String hint =
        Suggestion.nearest(name, known)
            .map(nearest -> "; did you mean '" + nearest + "'?")
            .orElse(
                known.isEmpty()
                    ? "; there are none here."
                    : "; known are " + String.join(", ", known) + ".");
    return "Unknown query parameter " + Refusal.quoted(name) + hint;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Malformed("The query string has a '%' that is not followed by two hex digits.");
    }
  }
}
