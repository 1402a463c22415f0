package io.trainyard.preparation;

import io.trainyard.tensor.Interruption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The different values of a column, in order: numbers by size, words by code point, a gap last.
 *
 * @param type of the column
 * @param words as Python writes them
 * @param missing whether a gap is one of them
 */
public record Categories(ColumnType type, List<String> words, boolean missing) {

  static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  /** Those that a column shows. */
  static Categories of(Column column) {
    Interruption.ask();
    boolean missing = false;
    if (!column.type().isNumeric()) {
      boolean[] seen = new boolean[column.words().size()];
      for (int row = 0; row < column.rows(); row++) {
        double value = column.at(row);
        if (Double.isNaN(value)) {
          missing = true;
        } else {
          seen[(int) value] = true;
        }
      }
      List<String> words = new ArrayList<>();
      for (int i = 0; i < seen.length; i++) {
        if (seen[i]) {
          words.add(column.words().get(i));
        }
      }
      words.sort(BY_CODE_POINT);
      return new Categories(column.type(), words, missing);
    }
    TreeMap<Double, String> words = new TreeMap<>();
    for (int row = 0; row < column.rows(); row++) {
      double value = column.at(row) + 0.0; // no negative zero
      if (Double.isNaN(value)) {
        missing = true;
      } else {
        words.computeIfAbsent(value, key -> PythonText.of(column.type(), key));
      }
    }
    return new Categories(column.type(), List.copyOf(words.values()), missing);
  }

  /** How many there are, the gap among them. */
  int size() {
    return words.size() + (missing ? 1 : 0);
  }

  /** What one is called in the name of a column. */
  String name(int place) {
    return place < words.size() ? words.get(place) : "nan";
  }

  /** The place of each row's value; -1 where it is none of these. */
  int[] places(Column column) {
    Interruption.ask();
    int[] places = new int[column.rows()];
    int ofGap = missing ? words.size() : -1;
    if (!column.type().isNumeric()) {
      Map<String, Integer> known = new HashMap<>();
      words.forEach(word -> known.put(word, known.size()));
      int[] ofWord =
          column.words().stream().mapToInt(word -> known.getOrDefault(word, -1)).toArray();
      for (int row = 0; row < places.length; row++) {
        double value = column.at(row);
        places[row] = Double.isNaN(value) ? ofGap : ofWord[(int) value];
      }
      return places;
    }
    Map<Double, Integer> known = new HashMap<>();
    words.forEach(word -> known.put(PythonText.number(type, word) + 0.0, known.size()));
    for (int row = 0; row < places.length; row++) {
      double value = column.at(row) + 0.0;
      places[row] = Double.isNaN(value) ? ofGap : known.getOrDefault(value, -1);
    }
    return places;
  }

  /** How often a column has each of them. */
  int[] counts(Column column) {
    int[] counts = new int[size()];
    for (int place : places(column)) {
      if (place >= 0) {
        counts[place]++;
      }
    }
    return counts;
  }
}
