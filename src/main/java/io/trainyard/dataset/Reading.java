package io.trainyard.dataset;

import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How a file is read: what was said, completed by what was found out.
 *
 * @param said by whoever sent the file
 * @param options with nothing left open that a reader has to know
 */
public record Reading(ReadOptions said, ReadOptions options) {
  /** So many characters show what separates fields. */
  private static final int START = 1 << 18;

  private static final int MOST_ROWS = 200;

  /** Nothing said and nothing found out, as of files that were stored before that could be. */
  public static final Reading FIRST = new Reading(ReadOptions.FIRST, ReadOptions.FIRST);

  /**
   * Finds out what was not said of a file of separated values.
   *
   * @throws io.trainyard.rest.Refusal if its first lines cannot be decoded
   */
  static Reading of(RowSource.Bytes bytes, ReadOptions said) throws IOException {
    String encoding = said.encoding() == null ? Encoding.of(bytes) : said.encoding();
    String sep = said.sep();
    Character decimal = said.decimal();
    if (sep == null || decimal == null) {
      String start = start(bytes, encoding);
      sep = sep == null ? Separator.of(start, said).sign() : sep;
      decimal = decimal == null ? decimal(start, sep, said) : decimal;
    }
    return new Reading(said, said.with(sep, decimal, encoding));
  }

  /** Whether the encoding was found out by what it cannot be. */
  boolean encodingIsGuessed() {
    return said.encoding() == null && Encoding.GUESSED.equals(options.encoding());
  }

  /** The name of the encoding for a media type. */
  String charset() {
    return Objects.requireNonNull(Encoding.named(Objects.requireNonNull(options.encoding())))
        .name()
        .toLowerCase(Locale.ROOT);
  }

  /** What {@link #of(Map)} reads. */
  Map<String, Object> toTree() {
    return Map.of("said", said.toTree(), "read_as", options.toTree());
  }

  /** A reading as it was stored. */
  static Reading of(Map<String, Object> stored) {
    return new Reading(
        ReadOptionsReader.read(part(stored, "said")),
        ReadOptionsReader.read(part(stored, "read_as")));
  }

  private static Map<String, Object> part(Map<String, Object> stored, String name) {
    Map<String, Object> part = new LinkedHashMap<>();
    if (stored.get(name) instanceof Map<?, ?> tree) {
      tree.forEach((key, value) -> part.put((String) key, value));
    }
    return part;
  }

  /** A comma can be a decimal sign only where another sign separates the fields. */
  private static char decimal(String start, String sep, ReadOptions said) {
    List<List<String>> rows =
        sep.equals(Separator.COMMA.sign()) ? null : Separator.rows(start, sep, said);
    return rows == null ? '.' : DecimalSign.of(rows);
  }

  /** The first whole lines of a file, as many as show how it is written. */
  private static String start(RowSource.Bytes bytes, String encoding) throws IOException {
    char[] chars = new char[START];
    int count = 0;
    try (Reader reader = new TextReader(bytes.open(), encoding)) {
      int got = reader.read(chars, 0, START);
      while (got > 0) {
        count += got;
        got = reader.read(chars, count, START - count);
      }
    }
    int rows = 0;
    int lastLine = 0;
    boolean quoted = false;
    for (int i = 0; i < count && rows <= MOST_ROWS; i++) {
      quoted ^= chars[i] == '"';
      if (!quoted && (chars[i] == '\n' || chars[i] == '\r')) {
        rows++;
        lastLine = i + 1;
      }
    }
    boolean whole = count < START && rows <= MOST_ROWS;
    return new String(chars, 0, whole || lastLine == 0 ? count : lastLine);
  }
}
