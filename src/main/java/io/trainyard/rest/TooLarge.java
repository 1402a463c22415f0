package io.trainyard.rest;

/** 413: the body is beyond a limit. The detail says the limit and what came. */
public final class TooLarge extends Refusal {

  public TooLarge(String detail) {
    super(ProblemType.TOO_LARGE, detail);
  }

  /**
   * A body of too many bytes.
   *
   * @param limit the limit's name
   * @param announced what the request says its length is, or -1 when it does not say
   */
  public static TooLarge body(String limit, long bytes, long announced) {
    return new TooLarge(
        "The body may have %d bytes at most (limit '%s'); %s."
            .formatted(
                bytes, limit, announced > bytes ? announced + " were announced" : "more came"));
  }
}
