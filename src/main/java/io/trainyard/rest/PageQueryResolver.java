package io.trainyard.rest;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads a {@link PageQuery} from the query string. */
final class PageQueryResolver implements HandlerMethodArgumentResolver {
  private static final String NEWEST_FIRST = "-created_at";
  private static final String OLDEST_FIRST = "created_at";

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == PageQuery.class;
  }

  @Override
  public PageQuery resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return new PageQuery(
        limit(request.getParameter("limit")),
        request.getParameter("after"),
        newestFirst(request.getParameter("sort")));
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return PageQuery.DEFAULT_LIMIT;
    }
    int limit;
    try {
      limit = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw InvalidRequest.parameter(
          "limit",
          "wrong_type",
          "Query parameter 'limit' must be a whole number from 1 to %d; got %s."
              .formatted(PageQuery.MOST, Refusal.quoted(text)));
    }
    InvalidRequest.checkRange("limit", limit, 1, PageQuery.MOST);
    return limit;
  }

  private static boolean newestFirst(@Nullable String text) {
    if (text == null || text.equals(NEWEST_FIRST)) {
      return true;
    }
    if (text.equals(OLDEST_FIRST)) {
      return false;
    }
    throw InvalidRequest.parameter(
        "sort",
        "unknown_name",
        "Query parameter 'sort' must be '%s' or '%s'; got %s."
            .formatted(NEWEST_FIRST, OLDEST_FIRST, Refusal.quoted(text)));
  }
}
