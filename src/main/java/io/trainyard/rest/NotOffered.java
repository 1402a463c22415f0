package io.trainyard.rest;

/** 501: something that this installation does not do, with what does it instead. */
public final class NotOffered extends Refusal {
  public NotOffered(String detail) {
    super(ProblemType.NOT_IMPLEMENTED, detail);
  }
}
