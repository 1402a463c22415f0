package io.trainyard.rest;

import java.util.Arrays;
import java.util.Locale;

/** The kinds of problem; each has a path that stays the same from version to version. */
enum ProblemType {
  MALFORMED_REQUEST(400, "Malformed request"),
  FORBIDDEN(403, "Forbidden"),
  NOT_FOUND(404, "Not found"),
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  NOT_ACCEPTABLE(406, "Not acceptable"),
  REQUEST_TIMEOUT(408, "Request timeout"),
  CONFLICT(409, "Conflict"),
  TOO_LARGE(413, "Too large"),
  URI_TOO_LONG(414, "URI too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  INVALID_REQUEST(422, "Invalid request"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  HEADERS_TOO_LARGE(431, "Headers too large"),
  INTERNAL_ERROR(500, "Internal error"),
  NOT_IMPLEMENTED(501, "Not implemented"),
  UNAVAILABLE(503, "Unavailable"),
  INSUFFICIENT_STORAGE(507, "Insufficient storage");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  /** The type's URI reference, {@code /problems/not-found}. */
  String uri() {
    return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The type of a status that the server itself decided on; the nearest one when none is exact. */
  static ProblemType of(int status) {
    return Arrays.stream(values())
        .filter(type -> type.status == status)
        .findFirst()
        .orElse(status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR);
  }
}
