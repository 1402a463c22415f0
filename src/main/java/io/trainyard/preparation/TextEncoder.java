package io.trainyard.preparation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes numbers of texts, which it cuts into words. */
public abstract sealed class TextEncoder extends Preprocessor
    permits HashingVectorizer, TfidfVectorizer, Tokenizer {

  TextEncoder() {}

  /** How a row of numbers is brought to size 1. */
  public enum Norm {
    L1,
    L2
  }

  /**
   * How a text is cut.
   *
   * @param lowercase whether letters are made small first
   * @param shortest how many characters a word has at least
   * @param stop_words words that are left out
   * @param least how many words stand together at least
   * @param most how many words stand together at most
   */
  public record Cutting(
      boolean lowercase, int shortest, List<String> stop_words, int least, int most) {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

    static Cutting of(boolean lowercase, @Nullable List<String> stop, List<Integer> range) {
      if (range.size() != 2 || range.getFirst() < 1 || range.getFirst() > range.getLast()) {
        throw new IllegalArgumentException(
            "'ngram_range' is two numbers from 1 on, the smaller first; got " + range);
      }
      return new Cutting(
          lowercase, 2, stop == null ? List.of() : stop, range.getFirst(), range.getLast());
    }

    /** The words of a text in order, and those that stand together. */
    List<String> terms(String text) {
      List<String> words = new ArrayList<>();
      Set<String> stop = new HashSet<>(stop_words);
      Matcher matcher = WORD.matcher(lowercase ? text.toLowerCase(Locale.ROOT) : text);
      while (matcher.find()) {
        String word = matcher.group();
        if (word.codePointCount(0, word.length()) >= shortest && !stop.contains(word)) {
          words.add(word);
        }
      }
      if (most == 1) {
        return words;
      }
      List<String> terms = new ArrayList<>();
      for (int size = least; size <= most; size++) {
        for (int from = 0; from + size <= words.size(); from++) {
          terms.add(String.join(" ", words.subList(from, from + size)));
        }
      }
      return terms;
    }
  }

  /** The text of a row. */
  static String text(Column column, int row) {
    if (column.isMissing(row)) {
      throw PreparationException.of(
          "np.nan is an invalid document, expected byte or unicode string.", column, row);
    }
    return column.words().get((int) column.at(row));
  }

  final void requireTexts(List<Column> columns) {
    for (Column column : columns) {
      if (column.type().isNumeric()) {
        throw PreparationException.of(
            getClass().getSimpleName()
                + " takes texts, and the column '"
                + column.name()
                + "' holds numbers",
            column);
      }
    }
  }

  /** Some numbers of a row that are not 0, by their places in order. */
  record Sparse(int[] places, double[] values) {

    double at(int place) {
      int found = Arrays.binarySearch(places, place);
      return found < 0 ? 0 : values[found];
    }

    /** The same, brought to size 1. */
    Sparse normed(@Nullable Norm norm) {
      double size = 0;
      for (double value : values) {
        size += norm == Norm.L1 ? Math.abs(value) : value * value;
      }
      double length = norm == Norm.L1 ? size : Math.sqrt(size);
      if (norm == null || length == 0) {
        return this;
      }
      return new Sparse(places, Arrays.stream(values).map(value -> value / length).toArray());
    }
  }
}
