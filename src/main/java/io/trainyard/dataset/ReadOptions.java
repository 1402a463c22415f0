package io.trainyard.dataset;

import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.Refusal;
import io.trainyard.signature.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a file is to be read, in the words of pandas' {@code read_csv}. What is null is found out.
 *
 * @param sep one character, or {@code \s+} for runs of blanks
 * @param decimal the sign before decimals
 * @param thousands the sign between thousands; null for none
 * @param encoding a name that {@link Encoding} knows
 * @param header the row that names the columns, counted from 0; -1 if there is none
 * @param names names for the columns in place of the header's
 * @param skiprows the lines that are left out
 * @param skipinitialspace whether blanks behind a separator are left out
 * @param comment the sign from which on a line is left out; null for none
 * @param na_values further words for a missing value
 * @param keep_default_na whether pandas' words for a missing value are such
 * @param true_values further words for true, {@code false_values} for false
 * @param dtype types of columns by name
 * @param parse_dates columns of dates in whatever form
 * @param dayfirst whether in those the day stands before the month
 */
public record ReadOptions(
    @Nullable String sep,
    @Nullable Character decimal,
    @Nullable Character thousands,
    @Nullable String encoding,
    int header,
    List<String> names,
    Skipped skiprows,
    boolean skipinitialspace,
    @Nullable Character comment,
    GapWords na_values,
    boolean keep_default_na,
    Set<String> true_values,
    Set<String> false_values,
    Map<String, ColumnType> dtype,
    List<String> parse_dates,
    boolean dayfirst) {

  /** Nothing said. */
  static final ReadOptions NONE = of(null, null, null);

  /** What was read before anything could be said. */
  static final ReadOptions FIRST = of(",", '.', Encoding.UTF_8);

  /**
   * Lines of a file that are left out.
   *
   * @param first so many at the beginning
   * @param lines and these, counted from 0
   */
  public record Skipped(int first, Set<Integer> lines) {
    static final Skipped NONE = new Skipped(0, Set.of());

    boolean has(long line) {
      return line < first || (line <= Integer.MAX_VALUE && lines.contains((int) line));
    }

    boolean isNone() {
      return first == 0 && lines.isEmpty();
    }
  }

  /**
   * Words for a missing value.
   *
   * @param all those of all columns
   * @param byColumn those of single columns
   */
  public record GapWords(Set<String> all, Map<String, Set<String>> byColumn) {
    static final GapWords NONE = new GapWords(Set.of(), Map.of());
  }

  private static ReadOptions of(
      @Nullable String sep, @Nullable Character decimal, @Nullable String encoding) {
    return new ReadOptions(
        sep,
        decimal,
        null,
        encoding,
        0,
        List.of(),
        Skipped.NONE,
        false,
        null,
        GapWords.NONE,
        true,
        Set.of(),
        Set.of(),
        Map.of(),
        List.of(),
        false);
  }

  /** The same, with what was found out in the places of what was not said. */
  ReadOptions with(String separator, char decimalSign, String charset) {
    return new ReadOptions(
        separator,
        decimalSign,
        thousands,
        charset,
        header,
        names,
        skiprows,
        skipinitialspace,
        comment,
        na_values,
        keep_default_na,
        true_values,
        false_values,
        dtype,
        parse_dates,
        dayfirst);
  }

  /**
   * Refuses names of columns that a table has not.
   *
   * @throws InvalidRequest with every one
   */
  void checkNames(List<String> columns) {
    List<InvalidRequest.Flaw> flaws = new ArrayList<>();
    Map.of(
            "dtype",
            dtype.keySet(),
            "na_values",
            na_values.byColumn.keySet(),
            "parse_dates",
            parse_dates)
        .forEach((parameter, named) -> {
          for (String name : named) {
            if (!columns.contains(name)) {
              flaws.add(
                  new InvalidRequest.Flaw(
                      null,
                      parameter,
                      null,
                      null,
                      "There is no column "
                          + Refusal.quoted(name)
                          + Suggestion.hintAmongMany(name, columns),
                      "unknown_name"));
            }
          }
        });
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws);
    }
  }

  /** Whether the file's characters are other than the parser is to see. */
  boolean filters() {
    return comment != null
        || skipinitialspace
        || !skiprows.isNone()
        || Separator.BLANKS.equals(sep);
  }

  /** What {@link ReadOptionsReader} reads as this. */
  Map<String, Object> toTree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    put(tree, "sep", sep);
    put(tree, "decimal", decimal == null ? null : decimal.toString());
    put(tree, "thousands", thousands == null ? null : thousands.toString());
    put(tree, "encoding", encoding);
    if (header != 0) {
      tree.put("header", header < 0 ? "none" : header);
    }
    putSome(tree, "names", names);
    if (!skiprows.lines.isEmpty()) {
      tree.put("skiprows", skiprows.lines.stream().sorted().toList());
    } else if (skiprows.first > 0) {
      tree.put("skiprows", skiprows.first);
    }
    putTrue(tree, "skipinitialspace", skipinitialspace);
    put(tree, "comment", comment == null ? null : comment.toString());
    if (na_values.byColumn.isEmpty()) {
      putSome(tree, "na_values", List.copyOf(na_values.all));
    } else {
      Map<String, List<String>> words = new LinkedHashMap<>();
      na_values.byColumn.forEach((column, some) -> words.put(column, List.copyOf(some)));
      tree.put("na_values", words);
    }
    if (!keep_default_na) {
      tree.put("keep_default_na", false);
    }
    putSome(tree, "true_values", List.copyOf(true_values));
    putSome(tree, "false_values", List.copyOf(false_values));
    if (!dtype.isEmpty()) {
      Map<String, String> types = new LinkedHashMap<>();
      dtype.forEach((column, type) -> types.put(column, type.toString()));
      tree.put("dtype", types);
    }
    putSome(tree, "parse_dates", parse_dates);
    putTrue(tree, "dayfirst", dayfirst);
    return tree;
  }

  private static void put(Map<String, Object> tree, String name, @Nullable String value) {
    if (value != null) {
      tree.put(name, value);
    }
  }

  private static void putSome(Map<String, Object> tree, String name, List<String> values) {
    if (!values.isEmpty()) {
      tree.put(name, values);
    }
  }

  private static void putTrue(Map<String, Object> tree, String name, boolean value) {
    if (value) {
      tree.put(name, true);
    }
  }
}
