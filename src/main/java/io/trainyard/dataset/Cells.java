package io.trainyard.dataset;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The cells of one row, in buffers that the next row uses again. */
public final class Cells {
  /** How a cell is to be understood. */
  enum Kind {
    /** By its characters, as in CSV: a number, a text or a token for a missing value. */
    OPEN,
    /** As a text, whatever it reads like. */
    TEXT,
    /** As true or false. */
    TRUTH,
    /** As no value. */
    NONE
  }

  private final Notation notation;
  private char[] chars = new char[256];
  private int[] ends = new int[16];
  private Kind[] kinds = new Kind[16];
  private int count;
  private long line;

  Cells(Notation notation) {
    this.notation = notation;
  }

  /** Begins a row. */
  void begin(long line) {
    this.line = line;
    count = 0;
  }

  void add(char[] from, int offset, int length, Kind kind) {
    int start = start(count);
    if (chars.length - start < length) {
      chars = Arrays.copyOf(chars, Math.max(chars.length * 2, start + length));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      kinds = Arrays.copyOf(kinds, count * 2);
    }
    System.arraycopy(from, offset, chars, start, length);
    ends[count] = start + length;
    kinds[count++] = kind;
  }

  void add(String text, Kind kind) {
    add(text.toCharArray(), 0, text.length(), kind);
  }

  /** Adds a cell of another row, or one without a value where its place is negative. */
  void add(Cells from, int column) {
    if (column < 0) {
      add("", Kind.NONE);
    } else {
      add(from.chars, from.start(column), from.textLength(column), from.kinds[column]);
    }
  }

  int count() {
    return count;
  }

  /** The line of the file where the row begins, 1-based. */
  public long line() {
    return line;
  }

  /** Characters of all cells so far. */
  int length() {
    return start(count);
  }

  /** Whether the cell has no value. */
  public boolean isMissing(int column) {
    return switch (kinds[column]) {
      case NONE -> true;
      case TRUTH -> false;
      case TEXT -> notation.isOwnGap(column, text(column));
      case OPEN -> notation.isGap(column, chars, start(column), ends[column]);
    };
  }

  /** The cell as a number that is finite; NaN if it is none. */
  public double number(int column) {
    double value = value(column);
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /** The cell as a number, infinite ones included; NaN if it is none. */
  double value(int column) {
    return kinds[column] == Kind.OPEN
        ? notation.number(chars, start(column), ends[column])
        : Double.NaN;
  }

  /** Whether the cell, true or false, says true; null if it says neither. */
  @Nullable Boolean truth(int column) {
    return kinds[column] == Kind.OPEN || kinds[column] == Kind.TRUTH
        ? notation.truth(text(column))
        : null;
  }

  /** The truth of a cell that is said to be true or false: 1 and 0 are, too. */
  @Nullable Boolean saidTruth(int column) {
    Boolean truth = truth(column);
    double value = truth == null ? value(column) : Double.NaN;
    return value == 1 ? Boolean.TRUE : value == 0 ? Boolean.FALSE : truth;
  }

  /** Whether the cell is a number but for wrong separators of thousands. */
  boolean isMisgrouped(int column) {
    return kinds[column] == Kind.OPEN && notation.isMisgrouped(chars, start(column), ends[column]);
  }

  /** Whether the cell begins with a digit, a sign, a point or as an infinity does. */
  boolean beginsLikeANumber(int column) {
    int start = start(column);
    while (start < ends[column] && chars[start] == ' ') {
      start++;
    }
    char first = start < ends[column] ? chars[start] : ' ';
    return (first >= '0' && first <= '9') || "+-.iI".indexOf(first) >= 0;
  }

  /** Whether the cell is a word for an infinity. */
  boolean isInfinity(int column) {
    return Notation.isInfinity(chars, start(column), ends[column]);
  }

  /** Whether the cell is a whole number in digits alone that 64 bits hold. */
  boolean isWhole(int column) {
    return kinds[column] == Kind.OPEN && notation.isWhole(chars, start(column), ends[column]);
  }

  /** The cell, for which {@link #isWhole} holds, as a number. */
  long whole(int column) {
    return notation.whole(chars, start(column), ends[column]);
  }

  /** Whether the cell is a whole number with zeros before it. */
  boolean hasLeadingZero(int column) {
    return Numbers.hasLeadingZero(chars, start(column), ends[column]);
  }

  /** Whether the cell is a whole number that a double need not hold. */
  boolean isWholeBeyondExact(int column) {
    return Numbers.isWholeBeyondExact(chars, start(column), ends[column]);
  }

  /** The cell's characters. */
  public String text(int column) {
    int start = start(column);
    return new String(chars, start, ends[column] - start);
  }

  int textLength(int column) {
    return ends[column] - start(column);
  }

  private int start(int column) {
    return column == 0 ? 0 : ends[column - 1];
  }
}
