package io.trainyard.dataset;

import io.trainyard.tensor.Interruption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the texts of some columns, each different one once. */
final class Texts implements RowSource.Sink {
  private static final int ROWS_BETWEEN_QUESTIONS = 4096;

  private final int[] columns;
  private final List<Map<String, Integer>> words;
  private final double[][] places;
  private int rows;

  /**
   * @param columns their places in the file
   * @param count how many rows there are
   */
  Texts(int[] columns, int count) {
    this.columns = columns;
    this.words =
        Arrays.stream(columns)
            .<Map<String, Integer>>mapToObj(column -> new LinkedHashMap<>())
            .toList();
    this.places = new double[columns.length][count];
  }

  /** What was gathered, by name. */
  Map<String, DataSets.Words> byName(List<String> names) {
    Map<String, DataSets.Words> found = new HashMap<>();
    for (int i = 0; i < columns.length; i++) {
      found.put(names.get(i), new DataSets.Words(List.copyOf(words.get(i).keySet()), places[i]));
    }
    return found;
  }

  @Override
  public void columns(Header header) {
    // known from the data set
  }

  @Override
  public boolean row(Cells cells) {
    if (rows % ROWS_BETWEEN_QUESTIONS == 0) {
      Interruption.ask();
    }
    for (int i = 0; i < columns.length; i++) {
      Map<String, Integer> known = words.get(i);
      places[i][rows] =
          cells.isMissing(columns[i])
              ? Double.NaN
              : known.computeIfAbsent(cells.text(columns[i]), text -> known.size());
    }
    rows++;
    return true;
  }
}
