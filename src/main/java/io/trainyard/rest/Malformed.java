package io.trainyard.rest;

import java.io.IOException;
import java.net.SocketTimeoutException;

/** 400: what came cannot even be read. The detail says where. */
public final class Malformed extends Refusal {

  public Malformed(String detail) {
    super(ProblemType.MALFORMED_REQUEST, detail);
  }

  /** A body whose end never came. */
  public static Refusal cutOff(IOException cause) {
    if (cause instanceof SocketTimeoutException) {
      return new Malformed("The body stopped coming before it was complete.");
    }
    return new Malformed(
        "The body ended before it was complete: fewer bytes came than were announced, or a chunk is"
            + " malformed.");
  }
}
