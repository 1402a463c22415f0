package io.trainyard.dataset;

import io.trainyard.rest.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The names of a table's columns.
 *
 * @param line where they stand; 0 if a row cannot be taken for them
 * @param unnamed the places of those that had none and were given one
 */
public record Header(List<String> names, long line, Set<Integer> unnamed) {

  /** Names that were not part of the rows' text. */
  static Header given(List<String> names) {
    return new Header(List.copyOf(names), 0, Set.of());
  }

  /** Names of columns that have none: 0, 1, … */
  static Header counted(int columns) {
    return given(IntStream.range(0, columns).mapToObj(Integer::toString).toList());
  }

  /**
   * Names as a line has them, without blanks around; missing and doubled ones get those that pandas
   * gives: {@code Unnamed: 3}, {@code x.1}.
   *
   * @param sink is warned of doubled ones
   */
  static Header of(List<String> written, long line, RowSource.Sink sink) {
    List<String> names = new ArrayList<>();
    Set<Integer> unnamed = new LinkedHashSet<>();
    for (int i = 0; i < written.size(); i++) {
      String name = written.get(i).strip();
      if (name.isEmpty()) {
        unnamed.add(i);
        name = "Unnamed: " + i;
      }
      names.add(name);
    }
    rename(names, unnamed, line, sink);
    return new Header(List.copyOf(names), line, Set.copyOf(unnamed));
  }

  /** Makes the names different; those that were written keep theirs before those that were not. */
  private static void rename(
      List<String> names, Set<Integer> unnamed, long line, RowSource.Sink sink) {
    List<Integer> order = new ArrayList<>();
    IntStream.range(0, names.size()).filter(i -> !unnamed.contains(i)).forEach(order::add);
    order.addAll(unnamed);
    Set<String> all = new HashSet<>(names);
    Map<String, Integer> counts = new HashMap<>();
    for (int i : order) {
      String written = names.get(i);
      String name = written;
      int count = counts.getOrDefault(name, 0);
      while (count > 0) {
        counts.put(written, count + 1);
        name = written + "." + count;
        count = all.contains(name) ? count + 1 : counts.getOrDefault(name, 0);
      }
      if (!name.equals(written)) {
        names.set(i, name);
        all.add(name);
        sink.warn(
            written,
            line,
            "duplicate_name",
            "%s names more than one column; column %d is now %s."
                .formatted(Refusal.quoted(written), i + 1, Refusal.quoted(name)));
      }
      counts.put(name, count + 1);
    }
  }
}
