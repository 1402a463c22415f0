package io.trainyard.rest;

import io.trainyard.signature.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The paths that there are, to help whoever mistyped one. */
@Component
class Routes {
  private final ObjectProvider<RequestMappingHandlerMapping> mapping;

  Routes(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> mapping) {
    this.mapping = mapping;
  }

  /**
   * The nearest path below {@code /v1} that exists for the same method and can do no harm, with the
   * variable parts as they came.
   */
  Optional<String> nearest(String method, String path) {
    if (path.length() > 200) {
      return Optional.empty();
    }
    List<String> segments = List.of(path.replaceFirst("/+$", "").split("/"));
    List<String> candidates = new ArrayList<>();
    for (String pattern : patterns(method)) {
      List<String> parts = List.of(pattern.split("/"));
      List<String> filled = new ArrayList<>();
      for (int i = 0; i < Math.min(parts.size(), segments.size()); i++) {
        String part = parts.get(i);
        String segment = segments.get(i);
        if (part.startsWith("{") || part.equals(segment)) {
          filled.add(segment);
        } else {
          Suggestion.nearest(segment, List.of(part)).ifPresent(filled::add);
        }
      }
      if (filled.size() == parts.size() && filled.size() == segments.size()) {
        candidates.add(String.join("/", filled));
      }
    }
    return Suggestion.nearest(path, candidates).filter(found -> !found.equals(path));
  }

  private Set<String> patterns(String method) {
    Set<String> patterns = new TreeSet<>();
    mapping.ifAvailable(routes ->
        routes
            .getHandlerMethods()
            .forEach((info, handler) -> {
              if (isFor(method, info) && !handler.hasMethodAnnotation(Irreversible.class)) {
                patterns.addAll(info.getPatternValues());
              }
            }));
    patterns.removeIf(pattern -> !pattern.startsWith("/v1/"));
    return patterns;
  }

  private static boolean isFor(String method, RequestMappingInfo info) {
    return info.getMethodsCondition().getMethods().stream()
        .map(RequestMethod::name)
        .anyMatch(name -> name.equals(method) || (name.equals("GET") && method.equals("HEAD")));
  }
}
