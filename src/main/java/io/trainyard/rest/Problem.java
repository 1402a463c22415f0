package io.trainyard.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * An answer that says what went wrong, after RFC 9457.
 *
 * @param status the HTTP status, which may be finer than the type's own
 * @param members further members of the body, such as {@code errors}
 */
record Problem(
    ProblemType type,
    int status,
    String detail,
    String instance,
    Map<String, ?> members,
    HttpHeaders headers) {

  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type.uri());
    body.put("title", type.title());
    body.put("status", status);
    body.put("detail", detail);
    body.put("instance", instance);
    body.putAll(members);
    return body;
  }
}
