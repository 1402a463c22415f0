package io.trainyard.rest;

/**
 * 400: the client closed its side of the connection while its answer was being computed. Most that
 * do so have left and read nothing any more; who only ended what it sends learns why it has no
 * answer.
 */
public final class Abandoned extends Refusal {

  public Abandoned() {
    super(
        ProblemType.MALFORMED_REQUEST,
        "The connection was closed for sending while this was being computed, as by a client that"
            + " has left; keep it open until the answer is there.");
  }
}
