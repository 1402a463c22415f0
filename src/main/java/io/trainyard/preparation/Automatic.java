package io.trainyard.preparation;

import io.trainyard.signature.Either;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Decides what is to be done to columns by what they hold, and says why.
 *
 * @param list the decision as a request could write it
 * @param reasons one for each column, those that are left out too
 */
public record Automatic(List<ColumnSteps> list, Map<String, String> reasons) {

  /** More categories than this share a column, the rarest of them. */
  private static final int MOST_CATEGORIES = 50;

  /** In fewer rows values may well be all different by chance. */
  private static final int LEAST_ROWS_OF_AN_ID = 8;

  private static final int WORDS_OF_A_SENTENCE = 5;
  private static final int TEXTS_LOOKED_AT = 1000;
  private static final int MOST_WORDS = 1000;

  /** What is done to a column. */
  private enum Way {
    NUMBERS,
    TRUTHS,
    CATEGORIES,
    TEXTS,
    NOTHING
  }

  /**
   * Decides.
   *
   * @param columns the training rows, in the table's order
   * @param tableRows how many rows the whole table has
   */
  public static Automatic of(List<Column> columns, int tableRows) {
    Map<Way, List<String>> chosen = new LinkedHashMap<>();
    Map<String, String> reasons = new LinkedHashMap<>();
    for (Way way : Way.values()) {
      chosen.put(way, new ArrayList<>());
    }
    for (Column column : columns) {
      Way way = way(column, tableRows, reasons);
      Objects.requireNonNull(chosen.get(way)).add(column.name());
    }
    List<ColumnSteps> list = new ArrayList<>();
    chosen.forEach((way, names) -> {
      if (!names.isEmpty() && way != Way.NOTHING) {
        list.add(new ColumnSteps(Either.first(names), steps(way)));
      }
    });
    return new Automatic(list, reasons);
  }

  private static Way way(Column column, int tableRows, Map<String, String> reasons) {
    Way way = Way.NOTHING;
    String reason;
    int missing = column.missing();
    if (missing == column.rows()) {
      reason = "left out: it has no value in the training rows";
    } else if (isConstant(column)) {
      reason = "left out: it has the same value in every training row";
    } else {
      switch (column.type()) {
        case BOOLEAN -> {
          way = Way.TRUTHS;
          reason = "true or false" + gaps(missing, "a gap is a category of its own");
        }
        case NUMBER, INTEGER -> {
          if (numbersTheRows(column, tableRows)) {
            reason = "left out: it numbers the rows";
          } else {
            way = Way.NUMBERS;
            reason = "numbers" + gaps(missing, "filled with the median, and shown by an indicator");
          }
        }
        case CATEGORY, TEXT -> {
          int count = Categories.of(column).words().size();
          boolean many = column.type() == ColumnType.TEXT || 2 * count > column.rows() - missing;
          if (many && areSentences(column)) {
            way = Way.TEXTS;
            reason = "texts of several words" + gaps(missing, "an empty text");
          } else if (count == column.rows() - missing && column.rows() >= LEAST_ROWS_OF_AN_ID) {
            reason = "left out: it has another text in each row";
          } else if (column.type() == ColumnType.TEXT) {
            reason = "left out: it holds texts, too many to be categories";
          } else {
            way = Way.CATEGORIES;
            reason =
                count
                    + (count == 1 ? " category" : " categories")
                    + (count < MOST_CATEGORIES ? "" : ", of which the rarest share a column")
                    + gaps(missing, "a gap is a category of its own");
          }
        }
        default -> throw new IllegalStateException("unknown type " + column.type());
      }
    }
    reasons.put(column.name(), reason);
    return way;
  }

  private static String gaps(int missing, String what) {
    return missing == 0
        ? ", without gaps"
        : ", " + missing + (missing == 1 ? " gap: " : " gaps: ") + what;
  }

  /** Whether the texts are longer than names are. */
  private static boolean areSentences(Column column) {
    long words = 0;
    int texts = 0;
    var cutting = new TextEncoder.Cutting(true, 1, List.of(), 1, 1);
    for (int row = 0; row < column.rows() && texts < TEXTS_LOOKED_AT; row++) {
      if (!column.isMissing(row)) {
        words += cutting.terms(column.text(row)).size();
        texts++;
      }
    }
    return words >= WORDS_OF_A_SENTENCE * (long) texts;
  }

  private static boolean isConstant(Column column) {
    double first = column.at(0);
    for (int row = 1; row < column.rows(); row++) {
      if (column.at(row) != first) {
        return false;
      }
    }
    return !Double.isNaN(first);
  }

  /** Whether the values are whole, all different, and within a range of as many rows. */
  private static boolean numbersTheRows(Column column, int tableRows) {
    double[] values = column.present();
    if (column.type() == ColumnType.BOOLEAN
        || values.length < column.rows()
        || values.length < LEAST_ROWS_OF_AN_ID) {
      return false;
    }
    Arrays.sort(values);
    for (int i = 1; i < values.length; i++) {
      if (values[i] != Math.rint(values[i]) || values[i] == values[i - 1]) {
        return false;
      }
    }
    return values[values.length - 1] - values[0] < tableRows;
  }

  private static List<Recipe<? extends Preprocessor>> steps(Way way) {
    return switch (way) {
      case NUMBERS ->
          List.of(
              step(SimpleImputer.class, Map.of("strategy", "median", "add_indicator", true)),
              step(StandardScaler.class, Map.of()));
      case TRUTHS ->
          List.of(
              step(OneHotEncoder.class, Map.of("drop", "if_binary", "handle_unknown", "ignore")));
      case CATEGORIES ->
          List.of(
              step(
                  OneHotEncoder.class,
                  Map.of(
                      "handle_unknown", "infrequent_if_exist", "max_categories", MOST_CATEGORIES)));
      case TEXTS ->
          List.of(
              step(SimpleImputer.class, Map.of("strategy", "constant", "fill_value", "")),
              step(TfidfVectorizer.class, Map.of("max_features", MOST_WORDS)));
      case NOTHING -> List.of();
    };
  }

  private static <T extends Preprocessor> Recipe<T> step(
      Class<T> type, Map<String, Object> arguments) {
    var faults = new Faults();
    Recipe<T> recipe = Signature.of(type).read(arguments, faults);
    if (recipe == null || !faults.isEmpty()) {
      throw new IllegalStateException("what is done by itself has faults: " + faults.list());
    }
    return recipe;
  }
}
