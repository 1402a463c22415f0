package io.trainyard.dataset;

import io.trainyard.rest.Refusal;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
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

  /** What somebody said that the column is; null if that is to be learned. */
  private final @Nullable ColumnType said;

  private final boolean dayfirst;

  private long missing;
  private long firstMissingLine;

  private boolean numeric;
  private boolean whole = true;
  private boolean truths = true;
  private boolean dates = true;
  private boolean allHaveZones = true;
  private boolean noneHasAZone = true;
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
   * A column of which nothing has been seen.
   *
   * @param options may say its type
   * @param room characters that all columns together may still keep as categories
   */
  ColumnProfile(String name, ReadOptions options, int mostCategories, AtomicLong room) {
    this.name = name;
    this.said =
        options.parse_dates().contains(name) ? ColumnType.DATETIME : options.dtype().get(name);
    this.dayfirst = options.dayfirst();
    this.numeric = said == null || said.isNumeric();
    this.tooMany = said == ColumnType.TEXT;
    this.mostCategories = mostCategories;
    this.room = room;
  }

  /**
   * Takes the value of the next row.
   *
   * @param flaws take it where it is not what somebody said of the column
   * @return whether there is one
   */
  boolean add(Cells cells, int column, Flaws flaws) {
    if (cells.isMissing(column)) {
      if (missing++ == 0) {
        firstMissingLine = cells.line();
      }
      return false;
    }
    double value = numeric || said == null ? cells.value(column) : Double.NaN;
    if (said == null) {
      learn(value, cells, column, flaws);
    } else if (!fits(said, value, cells, column)) {
      flaws.atLine(cells.line(), name, "wrong_type", unfit(said, cells, column));
      return true;
    }
    if (numeric) {
      addNumber(value);
    } else {
      addText(cells, column);
    }
    return true;
  }

  private void learn(double value, Cells cells, int column, Flaws flaws) {
    if (!Double.isNaN(value)) {
      doubts.number(value, cells, column);
      whole = whole && cells.isWhole(column);
      return;
    }
    if (cells.isMisgrouped(column) && !TextForm.DATE_NOT_ISO.fits(cells.text(column))) {
      flaws.atLine(
          cells.line(),
          name,
          "malformed",
          "%s is not written with a separator between thousands, which parts three digits; say dtype=%s:category if it is no number."
              .formatted(Refusal.quoted(cells.text(column)), name));
    }
    doubts.text(cells, column);
    truths = truths && cells.truth(column) != null;
    Temporal date = dates ? Dates.iso(cells.text(column)) : null;
    dates = date != null;
    allHaveZones &= date instanceof OffsetDateTime;
    noneHasAZone &= !(date instanceof OffsetDateTime);
    if (numeric) {
      becomeTexts();
    }
  }

  private boolean fits(ColumnType type, double value, Cells cells, int column) {
    return switch (type) {
      case NUMBER -> !Double.isNaN(value);
      case INTEGER -> value == Math.rint(value) && !Double.isInfinite(value);
      case BOOLEAN -> cells.saidTruth(column) != null;
      case DATETIME -> Dates.any(cells.text(column), dayfirst) != null;
      case CATEGORY, TEXT -> true;
    };
  }

  private String unfit(ColumnType type, Cells cells, int column) {
    String text = Refusal.quoted(cells.text(column));
    return switch (type) {
      case NUMBER -> "Expected a number; got %s.".formatted(text);
      case INTEGER -> "Expected a whole number; got %s.".formatted(text);
      case BOOLEAN ->
          "Expected true or false; got %s; other words are said by true_values and false_values."
              .formatted(text);
      case DATETIME ->
          Dates.any(cells.text(column), !dayfirst) == null
              ? "Expected a date; got %s.".formatted(text)
              : "Expected a date with the %s first; got %s; say dayfirst=%s."
                  .formatted(dayfirst ? "day" : "month", text, !dayfirst);
      case CATEGORY, TEXT -> throw new IllegalArgumentException("every value fits " + type);
    };
  }

  /** Whether its values are whole numbers, each by one above that before it. */
  boolean countsTheRows() {
    return numeric && missing == 0 && whole && max - min == numbers - 1.0 && doubts.rises();
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

  /**
   * What the column is.
   *
   * @param flaws take it where that is not what somebody said
   */
  Column column(Flaws flaws) {
    ColumnType type = type();
    if (type.isNumeric()) {
      boolean some = numbers > 0;
      return new Column(
          name,
          type,
          some ? min : null,
          some ? max : null,
          some ? finite(mean()) : null,
          some ? finite(Math.sqrt(squares / numbers)) : null,
          missing,
          firstMissingLine,
          Double.isInfinite(min + max) && some ? null : distinct.classes());
    }
    if (type == ColumnType.TEXT && said == ColumnType.CATEGORY) {
      flaws.atLine(
          1,
          name,
          "limit_exceeded",
          "The column has more than %d different values or one of more than %d characters, so it cannot be a category; say dtype=%s:text. The limit is 'categories'."
              .formatted(mostCategories, LONGEST_CATEGORY, name));
    }
    List<String> categories =
        tooMany
            ? null
            : texts == null ? List.of() : texts.keySet().stream().sorted(BY_CODE_POINT).toList();
    return new Column(name, type, null, null, null, null, missing, firstMissingLine, categories);
  }

  private ColumnType type() {
    if (numeric) {
      boolean isWhole = said == null ? numbers > 0 && whole : said == ColumnType.INTEGER;
      return isWhole ? ColumnType.INTEGER : ColumnType.NUMBER;
    }
    if (said != null && said != ColumnType.CATEGORY) {
      return said;
    }
    if (said == null && doubts.hasWordsAlone()) {
      if (truths) {
        return ColumnType.BOOLEAN;
      }
      if (dates && (allHaveZones || noneHasAZone)) {
        return ColumnType.DATETIME;
      }
    }
    return tooMany ? ColumnType.TEXT : ColumnType.CATEGORY;
  }

  private void addNumber(double value) {
    numbers++;
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (!Double.isInfinite(value)) {
      distinct.add(value);
    }
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
