package io.trainyard.preparation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Gives each column a name of its own. Those that would be called alike get what they were made
 * from in front, as scikit-learn writes prefixes, or what made them.
 */
final class OutputNames {

  private OutputNames() {}

  /** The columns by names that are all different. */
  static List<Column> unique(List<Column> columns, List<String> types) {
    Map<String, Integer> counts = new HashMap<>();
    columns.forEach(column -> counts.merge(column.name(), 1, Integer::sum));
    if (counts.size() == columns.size()) {
      return columns;
    }
    List<IntFunction<String>> ways =
        List.of(
            i -> columns.get(i).source() + "__" + columns.get(i).name(),
            i -> types.get(i) + "__" + columns.get(i).name(),
            i -> i + "__" + columns.get(i).name());
    for (IntFunction<String> way : ways) {
      List<Column> renamed = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        boolean alone = counts.getOrDefault(column.name(), 0) == 1;
        renamed.add(alone ? column : column.named(way.apply(i)));
      }
      if (new HashSet<>(renamed.stream().map(Column::name).toList()).size() == renamed.size()) {
        return renamed;
      }
    }
    return columns;
  }
}
