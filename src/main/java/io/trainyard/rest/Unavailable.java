package io.trainyard.rest;

import org.springframework.http.HttpHeaders;

/** 503: the service is stopping, or something that it needs is not there. */
public final class Unavailable extends Refusal {
  private static final String RETRY_AFTER_SECONDS = "5";

  public Unavailable(String detail) {
    super(ProblemType.UNAVAILABLE, detail);
  }

  @Override
  HttpHeaders headers() {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    return headers;
  }
}
