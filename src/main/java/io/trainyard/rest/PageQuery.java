package io.trainyard.rest;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for, read from {@code limit}, {@code after} and {@code sort}. A
 * controller's method just has a parameter of this type. Ids sort by time, so an id is the cursor.
 *
 * @param limit most entries, 1 to 100
 * @param after the id after which the page starts; null for the first page
 * @param newest_first the order
 */
public record PageQuery(int limit, @Nullable String after, boolean newest_first) {
  static final Set<String> PARAMETERS = Set.of("limit", "after", "sort");
  static final int DEFAULT_LIMIT = 20;
  static final int MOST = 100;

  /**
   * The id to start from: the page is the ids below it, or above it with the oldest first.
   *
   * @param prefix what the ids of this list begin with, as in {@code job_}
   */
  public String start(String prefix) {
    if (after == null) {
      return prefix + (newest_first ? "Z" : "0").repeat(26);
    }
    if (!Ids.isId(prefix, after)) {
      throw InvalidRequest.parameter(
          "after",
          "invalid_value",
          "Query parameter 'after' must be the 'next_after' of the page before; got %s."
              .formatted(Refusal.quoted(after)));
    }
    return after;
  }
}
