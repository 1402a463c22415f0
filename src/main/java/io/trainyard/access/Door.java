package io.trainyard.access;

import io.trainyard.rest.Forbidden;
import io.trainyard.rest.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Keeps out what a browser sends on behalf of somebody else's page: a service that only this
 * computer reaches is reached by every page that is open on it. A browser says where a request
 * comes from (<a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata</a>, or {@code Origin}
 * where it does not trust the connection); programs say nothing, and pass.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class Door extends OncePerRequestFilter {
  private static final String SITE = "Sec-Fetch-Site";
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final OwnHosts hosts;
  private final HandlerExceptionResolver answers;

  Door(OwnHosts hosts, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver answers) {
    this.hosts = hosts;
    this.answers = answers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Forbidden forbidden = refusal(request);
    if (forbidden == null) {
      chain.doFilter(request, response);
    } else {
      answers.resolveException(request, response, null, forbidden);
    }
  }

  private @Nullable Forbidden refusal(HttpServletRequest request) {
    if (!hosts.contains(request.getServerName())) {
      return new Forbidden(
          "The host %s is not a name of this service; if it should be, add it to the setting trainyard.access.hosts."
              .formatted(Refusal.quoted(request.getServerName())));
    }
    if (isForeign(request) && !isLink(request)) {
      String origin = request.getHeader(HttpHeaders.ORIGIN);
      return new Forbidden(
          "This was sent by a page of another site%s; pages may use only the service that they came from."
              .formatted(origin == null ? "" : ", " + Refusal.quoted(origin)));
    }
    return null;
  }

  /** Whether a browser says that it was made to send this by a page from elsewhere. */
  private static boolean isForeign(HttpServletRequest request) {
    String site = request.getHeader(SITE);
    if (site != null) {
      return !OWN_SITES.contains(site.toLowerCase(Locale.ROOT));
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null) {
      return false;
    }
    int authority = origin.indexOf("://");
    return authority < 0
        || !origin.substring(authority + 3).equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
  }

  /** Whether somebody has clicked on a link: that shows a page and changes nothing. */
  private static boolean isLink(HttpServletRequest request) {
    return Set.of("GET", "HEAD").contains(request.getMethod())
        && "navigate".equalsIgnoreCase(request.getHeader("Sec-Fetch-Mode"));
  }
}
