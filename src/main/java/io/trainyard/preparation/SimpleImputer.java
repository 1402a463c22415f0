package io.trainyard.preparation;

import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills gaps, as scikit-learn's class of that name. */
@Summary("Fills the gaps of each column with one value that the training rows decide.")
public final class SimpleImputer extends Preprocessor {

  /** What a gap is filled with. */
  public enum Strategy {
    MEAN,
    MEDIAN,
    MOST_FREQUENT,
    CONSTANT
  }

  private final Strategy strategy;
  private final @Nullable Object constant;
  private final boolean indicates;
  private final boolean keepsEmpty;

  /**
   * Takes scikit-learn's arguments.
   *
   * @param strategy what a gap is filled with
   * @param fill_value with the strategy {@code constant}: a number or a text; 0 or {@code
   *     missing_value} when absent
   * @param add_indicator whether a column is added for each that has gaps, 1 where one was
   * @param keep_empty_features whether a column without any value stays
   * @throws IllegalArgumentException for a value to fill with that is no number and no text
   */
  public SimpleImputer(
      @Default("mean") Strategy strategy,
      @Nullable Object fill_value,
      @Default("false") boolean add_indicator,
      @Default("false") boolean keep_empty_features) {
    if (fill_value != null
        && !(fill_value instanceof Number)
        && !(fill_value instanceof String)
        && !(fill_value instanceof Boolean)) {
      throw new IllegalArgumentException("'fill_value' has to be a number or a text");
    }
    this.strategy = strategy;
    this.constant = fill_value;
    this.indicates = add_indicator;
    this.keepsEmpty = keep_empty_features;
  }

  /**
   * What it learned.
   *
   * @param statistics_ what the gaps of each column are filled with
   * @param dropped the places of columns that had no value at all
   * @param indicated the places of columns that get an indicator
   */
  public record Learned(
      List<Object> statistics_, List<Integer> dropped, List<Integer> indicated, boolean averages)
      implements Fitted {

    @Override
    public List<Column> transform(List<Column> columns) {
      List<Column> filled = new ArrayList<>();
      for (int j = 0; j < columns.size(); j++) {
        if (!dropped.contains(j)) {
          filled.add(filled(columns.get(j), statistics_.get(j)));
        }
      }
      for (int j : indicated) {
        Column column = columns.get(j);
        Column.Values values = column.values();
        filled.add(
            column.numbers(
                "missingindicator_" + column.name(), row -> Double.isNaN(values.at(row)) ? 1 : 0));
      }
      return filled;
    }

    private Column filled(Column column, Object statistic) {
      Column.Values values = column.values();
      List<String> words = column.words();
      double filler;
      if (column.type().isNumeric()) {
        filler = number(statistic);
      } else {
        String text = String.valueOf(statistic);
        int known = words.indexOf(text);
        filler = known < 0 ? words.size() : known;
        if (known < 0) {
          words = new ArrayList<>(words);
          words.add(text);
        }
      }
      boolean whole = filler == Math.rint(filler) && !averages;
      ColumnType type = column.type().isNumeric() && !whole ? ColumnType.NUMBER : column.type();
      return new Column(
          column.name(),
          column.source(),
          type,
          words,
          column.rows(),
          row -> {
            double value = values.at(row);
            return Double.isNaN(value) ? filler : value;
          });
    }
  }

  @Override
  Class<Learned> fitted() {
    return Learned.class;
  }

  @Override
  public Learned fit(List<Column> columns, Supervision target) {
    List<Object> statistics = new ArrayList<>();
    List<Integer> dropped = new ArrayList<>();
    List<Integer> indicated = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      Column column = columns.get(j);
      double[] values = column.present();
      statistics.add(statistic(column, values));
      if (values.length == 0 && !keepsEmpty) {
        dropped.add(j);
      }
      if (indicates && values.length < column.rows()) {
        indicated.add(j);
      }
    }
    boolean averages = strategy == Strategy.MEAN || strategy == Strategy.MEDIAN;
    return new Learned(statistics, dropped, indicated, averages);
  }

  private Object statistic(Column column, double[] values) {
    boolean numeric = column.type().isNumeric();
    if (strategy == Strategy.CONSTANT) {
      return constant(column, numeric);
    }
    if (!numeric && strategy != Strategy.MOST_FREQUENT) {
      throw PreparationException.of(
          "Cannot use "
              + (strategy == Strategy.MEAN ? "mean" : "median")
              + " strategy with non-numeric data; the column '"
              + column.name()
              + "' holds text: 'most_frequent' and 'constant' take it",
          column);
    }
    if (values.length == 0) {
      return numeric ? (Object) 0.0 : "";
    }
    return switch (strategy) {
      case MEAN -> Arrays.stream(values).sum() / values.length;
      case MEDIAN -> {
        Arrays.sort(values);
        yield Quantiles.linear(values, 0.5);
      }
      default -> {
        Categories categories = Categories.of(column);
        int[] counts = categories.counts(column);
        int best = 0;
        for (int i = 1; i < categories.words().size(); i++) {
          best = counts[i] > counts[best] ? i : best;
        }
        String word = categories.words().get(best);
        yield numeric ? (Object) PythonText.number(column.type(), word) : word;
      }
    };
  }

  private Object constant(Column column, boolean numeric) {
    if (constant == null) {
      return numeric ? (Object) 0.0 : "missing_value";
    }
    if (numeric == constant instanceof String) {
      throw PreparationException.of(
          "fill_value="
              + (numeric ? "'" + constant + "'" : constant)
              + " cannot be cast to what the column '"
              + column.name()
              + "' holds: "
              + (numeric ? "numbers" : "text"),
          column);
    }
    return numeric ? (Object) number(constant) : constant;
  }

  private static double number(Object value) {
    return value instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) value).doubleValue();
  }
}
