package io.trainyard.rest;

import io.trainyard.signature.Suggestion;
import java.util.Collection;
import java.util.List;

/** 404: there is no such thing. */
public final class NotFound extends Refusal {

  /**
   * Nothing of that kind has this id or name.
   *
   * @param what the kind, as in "there is no ...": {@code job}
   */
  public NotFound(String what, String id) {
    this(what, id, List.of());
  }

  /** The same, with the nearest of the names that there are. */
  public NotFound(String what, String id, Collection<String> known) {
    super(
        ProblemType.NOT_FOUND,
        "There is no %s %s%s"
            .formatted(
                what,
                quoted(id),
                Suggestion.nearest(id, known)
                    .map(name -> "; did you mean " + quoted(name) + "?")
                    .orElse(".")));
  }
}
