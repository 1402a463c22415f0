package io.trainyard.rest;

import java.time.Duration;
import org.springframework.http.HttpHeaders;

/** 429: there is no room for more now. */
public final class Busy extends Refusal {
  private final Duration retryAfter;

  /**
   * Refuses for now.
   *
   * @param retryAfter when another try may be worth it; at least a second is said
   */
  public Busy(String detail, Duration retryAfter) {
    super(ProblemType.TOO_MANY_REQUESTS, detail);
    this.retryAfter = retryAfter;
  }

  @Override
  HttpHeaders headers() {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
    return headers;
  }
}
