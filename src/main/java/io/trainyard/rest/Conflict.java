package io.trainyard.rest;

import java.util.Map;

/** 409: it cannot be done in the present state of things. */
public final class Conflict extends Refusal {

  public Conflict(String detail) {
    super(ProblemType.CONFLICT, detail);
  }

  /** With further members for programs, such as {@code allowed_actions}. */
  public Conflict(String detail, Map<String, ?> members) {
    super(ProblemType.CONFLICT, detail, members);
  }
}
