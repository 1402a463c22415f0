package io.trainyard.dataset;

import io.trainyard.rest.Refusal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Watches the values of a column for what is read otherwise than it may have been meant, one after
 * the other, in little memory.
 */
final class ColumnDoubts {
  /** Fewer rows than these are different by chance. */
  private static final int FEWEST_ROWS_OF_AN_ID = 8;

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** A value, and the line where it stands. */
  private record Mark(long line, String text) {
    static Mark of(Cells cells, int column) {
      return new Mark(cells.line(), Refusal.quoted(cells.text(column)));
    }

    /** The value as it goes into a query. */
    String bare() {
      return text.substring(1, text.length() - 1).strip();
    }
  }

  private final Set<TextForm> forms = EnumSet.allOf(TextForm.class);
  private @Nullable Mark leadingZeros;
  private @Nullable Mark beyondExact;
  private @Nullable Mark infinite;
  private @Nullable Mark outOfRange;
  private @Nullable Mark word;
  private @Nullable Mark text;
  private long numbers;
  private long unbounded;
  private long words;
  private boolean wordsBeginLikeNumbers = true;
  private boolean rises = true;
  private boolean falls = true;
  private double last = Double.NaN;

  /** Takes a value that is a number, perhaps an infinite one. */
  void number(double value, Cells cells, int column) {
    if (Double.isInfinite(value)) {
      unbounded++;
      if (cells.isInfinity(column)) {
        infinite = infinite == null ? Mark.of(cells, column) : infinite;
      } else {
        outOfRange = outOfRange == null ? Mark.of(cells, column) : outOfRange;
      }
      return;
    }
    numbers++;
    if (rises || falls) {
      boolean whole = value == Math.rint(value);
      rises &= whole && !(value <= last);
      falls &= whole && !(value >= last);
      last = value;
    }
    if (leadingZeros == null && cells.hasLeadingZero(column)) {
      leadingZeros = Mark.of(cells, column);
    }
    if (beyondExact == null
        && Math.abs(value) >= Numbers.EXACT
        && cells.isWholeBeyondExact(column)) {
      beyondExact = Mark.of(cells, column);
    }
  }

  /** Takes a value that is no number. */
  void text(Cells cells, int column) {
    if (text == null) {
      text = Mark.of(cells, column);
    }
    boolean likeANumber = cells.beginsLikeANumber(column);
    if (!forms.isEmpty()) {
      String value = cells.text(column).strip();
      forms.removeIf(form -> !form.fits(value));
    }
    words++;
    word = word == null ? Mark.of(cells, column) : word;
    wordsBeginLikeNumbers &= likeANumber;
  }

  /** Whether each of its numbers is whole and above that before it. */
  boolean rises() {
    return rises;
  }

  /** Whether it has texts and not a single number. */
  boolean hasWordsAlone() {
    return words > 0 && numbers + unbounded == 0;
  }

  /**
   * Says what is doubtful of a column that has been seen to its end.
   *
   * @param firstLines the line where each of its categories stands first; empty if it has none
   */
  void report(Column column, Map<String, Long> firstLines, long rows, Warnings warnings) {
    boolean told =
        switch (column.type()) {
          case NUMBER, INTEGER -> reportNumbers(column, warnings);
          case CATEGORY, TEXT -> {
            boolean meantOtherwise = reportTexts(column, warnings);
            yield reportSimilar(column, firstLines, warnings) || meantOtherwise;
          }
          case BOOLEAN, DATETIME -> false;
        };
    reportWhatTeachesNothing(column, rows, told, warnings);
  }

  private boolean reportNumbers(Column column, Warnings warnings) {
    if (leadingZeros != null) {
      warnings.add(
          column.name(),
          leadingZeros.line,
          "leading_zeros",
          "%s is read as a number without its leading zeros, so 01 and 1 become one value; where it is a code, say dtype=%s:category."
              .formatted(leadingZeros.text(), column.name()));
    }
    if (beyondExact != null) {
      warnings.add(
          column.name(),
          beyondExact.line,
          "beyond_2_53",
          "%s is beyond 2^53, where a double does not hold each whole number: neighbours become equal; ids are no features, or say dtype=%s:category."
              .formatted(beyondExact.text(), column.name()));
    }
    if (infinite != null) {
      warnings.add(
          column.name(),
          infinite.line,
          "infinite",
          "%s is no finite number; a job that uses the column is refused. Where it means a gap, say na_values=%s."
              .formatted(infinite.text(), infinite.bare()));
    }
    if (outOfRange != null) {
      warnings.add(
          column.name(),
          outOfRange.line,
          "out_of_range",
          "%s is beyond the range of a double and became infinite; a job that uses the column is refused."
              .formatted(outOfRange.text()));
    }
    return leadingZeros != null || beyondExact != null || unbounded > 0;
  }

  private boolean reportTexts(Column column, Warnings warnings) {
    String became =
        "so the column is %s, not numbers"
            .formatted(column.type() == ColumnType.CATEGORY ? "a category" : "text");
    for (TextForm form : forms) {
      if (text != null && (form.besideNumbers() || numbers == 0)) {
        warnings.add(
            column.name(),
            text.line,
            form.code(),
            "%s %s. Now the column is %s."
                .formatted(
                    text.text(),
                    form.meaning(),
                    column.type() == ColumnType.CATEGORY ? "a category" : "text"));
        return true;
      }
    }
    boolean numbersButForSome =
        words == 0 ? unbounded > 0 : numbers > 0 && words <= numbers + unbounded;
    boolean mixed = numbers > 0 && (numbersButForSome || wordsBeginLikeNumbers);
    if (mixed && word != null) {
      warnings.add(
          column.name(),
          word.line,
          "mixed_column",
          "%d of %d values are numbers, %s is none, %s; where it means a gap, say na_values=%s."
              .formatted(numbers, numbers + unbounded + words, word.text(), became, word.bare()));
    }
    return mixed || numbersButForSome;
  }

  private static boolean reportSimilar(
      Column column, Map<String, Long> firstLines, Warnings warnings) {
    if (column.type() != ColumnType.CATEGORY || column.classes() == null) {
      return false;
    }
    Map<String, String> known = new HashMap<>();
    String one = null;
    String other = null;
    long line = Long.MAX_VALUE;
    for (String category : column.classes()) {
      String before = known.putIfAbsent(bare(category), category);
      if (before != null) {
        long a = firstLines.getOrDefault(before, 0L);
        long b = firstLines.getOrDefault(category, 0L);
        if (a > b) {
          known.put(bare(category), category);
        }
        if (Math.max(a, b) < line) {
          line = Math.max(a, b);
          one = a > b ? category : before;
          other = a > b ? before : category;
        }
      }
    }
    if (one != null && other != null) {
      warnings.add(
          column.name(),
          line,
          "similar_categories",
          "%s and %s differ by case, blanks or Unicode form alone and are two categories."
              .formatted(Refusal.quoted(one), Refusal.quoted(other)));
    }
    return one != null;
  }

  private void reportWhatTeachesNothing(Column column, long rows, boolean told, Warnings warnings) {
    if (column.missing() == rows) {
      warnings.add(column.name(), null, "empty_column", "The column has no value in any row.");
      return;
    }
    if (rows == 1 || column.missing() > 0 || told) {
      return;
    }
    if (column.classes() != null && column.classes().size() == 1) {
      warnings.add(
          column.name(),
          null,
          "constant",
          "The column has the same value %s in all rows; nothing can be learned from it."
              .formatted(Refusal.quoted(column.classes().getFirst())));
    } else if (rows >= FEWEST_ROWS_OF_AN_ID && namesTheRows(column, rows)) {
      warnings.add(
          column.name(),
          null,
          "id_like",
          "All values are different%s, so the column may name the rows; then leave it out of the features."
              .formatted(rises || falls ? " and in order" : ""));
    }
  }

  private boolean namesTheRows(Column column, long rows) {
    boolean allDifferent = column.classes() != null && column.classes().size() == rows;
    return switch (column.type()) {
      case INTEGER -> allDifferent || rises || falls;
      case CATEGORY -> allDifferent;
      case NUMBER, BOOLEAN, DATETIME, TEXT -> false;
    };
  }

  /** A text without what the eye does not see or does not mind. */
  private static String bare(String text) {
    String composed = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFKC);
    return BLANKS.matcher(composed.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
  }
}
