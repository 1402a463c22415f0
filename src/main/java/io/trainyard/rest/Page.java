package io.trainyard.rest;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param has_more whether the list goes on
 * @param next_after what {@code after} has to be for the next page; null on the last
 */
public record Page<T>(List<T> data, boolean has_more, @Nullable String next_after) {

  /**
   * A page of what a query gave that was asked for one entry more than the page holds.
   *
   * @param found at most {@code query.limit() + 1} entries in the query's order
   */
  public static <E, T> Page<T> of(
      List<E> found, PageQuery query, Function<E, String> id, Function<E, T> view) {
    boolean more = found.size() > query.limit();
    List<E> shown = more ? found.subList(0, query.limit()) : found;
    return new Page<>(
        shown.stream().map(view).toList(), more, more ? id.apply(shown.getLast()) : null);
  }
}
