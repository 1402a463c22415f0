package io.trainyard.store;

import io.trainyard.rest.StoresNothing;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses requests that would store something while there is no room, before they are read. */
final class RoomCheck implements HandlerInterceptor {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final Reserve reserve;

  RoomCheck(Reserve reserve) {
    this.reserve = reserve;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && !READING.contains(request.getMethod())
        && !storesNothing(method, request)) {
      reserve.check();
    }
    return true;
  }

  private static boolean storesNothing(HandlerMethod method, HttpServletRequest request) {
    StoresNothing promise = method.getMethodAnnotation(StoresNothing.class);
    return promise != null
        && (promise.when().isEmpty() || "true".equals(request.getParameter(promise.when())));
  }
}
