package io.trainyard.rest;

/** 403: whoever asks may not. */
public final class Forbidden extends Refusal {

  /**
   * Refuses.
   *
   * @param detail a sentence that says why, and what would help
   */
  public Forbidden(String detail) {
    super(ProblemType.FORBIDDEN, detail);
  }
}
