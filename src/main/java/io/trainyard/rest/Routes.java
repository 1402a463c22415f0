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

  /** The nearest path below {@code /v1} that exists, with the variable parts as they came. */
  Optional<String> nearest(String path) {
    if (path.length() > 200) {
      return Optional.empty();
    }
    List<String> segments = List.of(path.replaceFirst("/+$", "").split("/"));
    List<String> candidates = new ArrayList<>();
    for (String pattern : patterns()) {
      List<String> parts = List.of(pattern.split("/"));
      if (parts.size() == segments.size()) {
        List<String> filled = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
          filled.add(parts.get(i).startsWith("{") ? segments.get(i) : parts.get(i));
        }
        candidates.add(String.join("/", filled));
      }
    }
    return Suggestion.nearest(path, candidates).filter(found -> !found.equals(path));
  }

  private Set<String> patterns() {
    Set<String> patterns = new TreeSet<>();
    mapping.ifAvailable(routes ->
        routes
            .getHandlerMethods()
            .keySet()
            .forEach(info -> patterns.addAll(info.getPatternValues())));
    patterns.removeIf(pattern -> !pattern.startsWith("/v1/"));
    return patterns;
  }
}
