package io.trainyard.dataset;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Leaves out of a file's characters what is not to be read: lines, comments, blanks behind
 * separators; and turns runs of blanks that separate into one. The ends of lines stay, so that
 * lines keep their numbers.
 */
final class FilteredReader extends FilterReader {
  /** What separates where runs of blanks did. */
  static final char ONE_BLANK = ' ';

  private static final int NOTHING = -2;

  private final ReadOptions options;
  private final boolean byBlanks;
  private final char separator;

  private long line;
  private boolean afterReturn;
  private boolean leavesOutLine;
  private boolean inComment;
  private boolean inQuotes;
  private boolean atFieldStart = true;
  private boolean atLineStart = true;
  private boolean wasQuote;

  /** A character that waits behind a blank; {@link #NOTHING} if none does. */
  private int waiting = NOTHING;

  /** Whether blanks have been seen that separate if something follows them in the line. */
  private boolean blanks;

  FilteredReader(Reader in, ReadOptions options) {
    super(in);
    this.options = options;
    this.byBlanks = Separator.BLANKS.equals(options.sep());
    this.separator = Separator.sign(String.valueOf(options.sep()));
    this.leavesOutLine = options.skiprows().has(0);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int c = next();
      if (c < 0) {
        break;
      }
      target[offset + count++] = (char) c;
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  @Override
  public int read() throws IOException {
    return next();
  }

  private int next() throws IOException {
    if (waiting != NOTHING) {
      int c = waiting;
      waiting = NOTHING;
      return c;
    }
    while (true) {
      int c = in.read();
      if (c < 0) {
        return -1;
      }
      if (c == '\n' || c == '\r') {
        newLine((char) c);
        return c;
      }
      afterReturn = false;
      if (leavesOutLine || inComment) {
        continue;
      }
      if (inQuotes) {
        inQuotes = c != '"';
        wasQuote = !inQuotes;
        return c;
      }
      if (options.comment() != null && c == options.comment()) {
        inComment = true;
        continue;
      }
      if (byBlanks && (c == ' ' || c == '\t')) {
        blanks = true;
        continue;
      }
      if (options.skipinitialspace() && atFieldStart && c == ' ') {
        continue;
      }
      return seen(c);
    }
  }

  /** A character that stays; a blank before it where blanks separated. */
  private int seen(int c) {
    boolean separates = blanks && !atLineStart;
    blanks = false;
    // A quotation mark counts at the beginning of a field alone, and again where one was closed.
    inQuotes = c == '"' && (atFieldStart || separates || atLineStart || wasQuote);
    wasQuote = c == '"';
    atFieldStart = c == separator && !byBlanks;
    atLineStart = false;
    if (separates) {
      waiting = c;
      return ONE_BLANK;
    }
    return c;
  }

  private void newLine(char c) {
    boolean pair = c == '\n' && afterReturn;
    afterReturn = c == '\r';
    if (!pair) {
      line++;
      leavesOutLine = !inQuotes && options.skiprows().has(line);
    }
    inComment = false;
    blanks = false;
    if (!inQuotes) {
      atLineStart = true;
      atFieldStart = true;
      wasQuote = false;
    }
  }
}
