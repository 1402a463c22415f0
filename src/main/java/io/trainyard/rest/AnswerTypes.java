package io.trainyard.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes problems out of what a client accepts: they have their own type whatever it asks for, and a
 * good answer never has it, so that a client takes them too, or first, says nothing.
 */
@Component
class AnswerTypes extends OncePerRequestFilter {
  private static final List<MediaType> PROBLEMS =
      List.of(MediaType.APPLICATION_PROBLEM_JSON, MediaType.APPLICATION_PROBLEM_XML);

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    List<String> accepted = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
    List<String> answers = withoutProblems(accepted);
    chain.doFilter(answers.equals(accepted) ? request : new Accepting(request, answers), response);
  }

  private static List<String> withoutProblems(List<String> accepted) {
    try {
      List<MediaType> types = MediaType.parseMediaTypes(accepted);
      List<MediaType> answers = types.stream().filter(type -> !isProblem(type)).toList();
      if (answers.size() == types.size()) {
        return accepted;
      }
      return List.of(answers.isEmpty() ? MediaType.ALL_VALUE : MediaType.toString(answers));
    } catch (InvalidMediaTypeException e) {
      return accepted; // whoever reads it for an answer says so
    }
  }

  private static boolean isProblem(MediaType type) {
    return PROBLEMS.stream().anyMatch(type::equalsTypeAndSubtype);
  }

  /** A request that asks for other types. */
  private static final class Accepting extends HttpServletRequestWrapper {
    private final List<String> accepted;

    Accepting(HttpServletRequest request, List<String> accepted) {
      super(request);
      this.accepted = accepted;
    }

    @Override
    public @Nullable String getHeader(String name) {
      return HttpHeaders.ACCEPT.equalsIgnoreCase(name)
          ? accepted.getFirst()
          : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return HttpHeaders.ACCEPT.equalsIgnoreCase(name)
          ? Collections.enumeration(accepted)
          : super.getHeaders(name);
    }
  }
}
