package io.trainyard.dataset;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Learns what a column holds from its values, one after the other, in little memory. */
final class ColumnProfile {
  /** Longest text that can be a category, in characters. */
  static final int LONGEST_CATEGORY = 1000;

  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> {
        int i = 0;
        while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
          i++;
        }
        if (i == a.length() || i == b.length()) {
          return a.length() - b.length();
        }
        // Halves of a surrogate pair stand for code points above all others.
        boolean pairs = Character.isSurrogate(a.charAt(i));
        return pairs == Character.isSurrogate(b.charAt(i))
            ? a.charAt(i) - b.charAt(i)
            : pairs ? 1 : -1;
      };

  private final String name;
  private final int mostCategories;
  private final AtomicLong room;

  private long missing;
  private long firstMissingLine;

  private boolean numeric = true;
  private boolean hasUnseenTexts;
  private long numbers;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double sum;
  private double lost;
  private double runningMean;
  private double squares;
  private DistinctNumbers distinct = new DistinctNumbers();

  private final ColumnDoubts doubts = new ColumnDoubts();

  /** Each text, and the first line of the rows where it stands. */
  private @Nullable Map<String, Long> texts;

  private boolean tooMany;
  private long roomTaken;

  /**
   * A column of which nothing is known.
   *
   * @param room characters that all columns together may still keep as categories
   */
  ColumnProfile(String name, int mostCategories, AtomicLong room) {
    this.name = name;
    this.mostCategories = mostCategories;
    this.room = room;
  }

  /**
   * Takes the value of the next row.
   *
   * @return whether there is one
   */
  boolean add(Cells cells, int column) {
    if (cells.isMissing(column)) {
      if (missing++ == 0) {
        firstMissingLine = cells.line();
      }
      return false;
    }
    double value = cells.number(column);
    if (Double.isNaN(value)) {
      doubts.text(cells, column);
      if (numeric) {
        becomeTexts();
      }
    } else {
      doubts.number(value, cells, column);
    }
    if (numeric) {
      addNumber(value);
    } else {
      addText(cells, column);
    }
    return true;
  }

  /** Says what is doubtful of the column. */
  void report(Column column, long rows, Warnings warnings) {
    doubts.report(column, texts == null ? Map.of() : texts, rows, warnings);
  }

  /** Whether the texts of rows before the first that is no number have yet to be added. */
  boolean hasUnseenTexts() {
    return hasUnseenTexts && !tooMany;
  }

  /** Takes a value's text, for a column that is not numbers. */
  void addText(Cells cells, int column) {
    if (tooMany || cells.isMissing(column)) {
      return;
    }
    if (texts == null) {
      texts = new HashMap<>();
    }
    if (cells.textLength(column) > LONGEST_CATEGORY) {
      giveUp();
      return;
    }
    String text = cells.text(column);
    Long before = texts.putIfAbsent(text, cells.line());
    if (before != null) {
      if (cells.line() < before) {
        texts.put(text, cells.line());
      }
    } else {
      long size = cells.textLength(column) + 32L;
      roomTaken += size;
      if (texts.size() > mostCategories || room.addAndGet(-size) < 0) {
        giveUp();
      }
    }
  }

  Column column() {
    if (numeric) {
      return numbers == 0
          ? new Column(
              name, ColumnType.NUMBER, null, null, null, null, missing, firstMissingLine, List.of())
          : new Column(
              name,
              ColumnType.NUMBER,
              min,
              max,
              finite(mean()),
              finite(Math.sqrt(squares / numbers)),
              missing,
              firstMissingLine,
              distinct.classes());
    }
    List<String> categories =
        tooMany || texts == null ? null : texts.keySet().stream().sorted(BY_CODE_POINT).toList();
    return new Column(
        name,
        categories == null ? ColumnType.TEXT : ColumnType.CATEGORY,
        null,
        null,
        null,
        null,
        missing,
        firstMissingLine,
        categories);
  }

  private void addNumber(double value) {
    numbers++;
    min = Math.min(min, value);
    max = Math.max(max, value);
    distinct.add(value);
    // Neumaier's sum for the mean, Welford's recurrence for the squares: neither cancels.
    double total = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - total + value : value - total + sum;
    sum = total;
    double off = value - runningMean;
    runningMean += off / numbers;
    squares += off * (value - runningMean);
  }

  private double mean() {
    double mean = sum / numbers;
    double rest =
        Math.fma(-mean, (double) numbers, sum) + lost; // what the division and the sum rounded off
    mean += rest / numbers;
    return Double.isFinite(mean) ? mean : runningMean;
  }

  private void becomeTexts() {
    numeric = false;
    hasUnseenTexts = numbers > 0;
    distinct = new DistinctNumbers();
  }

  private void giveUp() {
    tooMany = true;
    texts = null;
    room.addAndGet(roomTaken);
    roomTaken = 0;
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
