package io.trainyard.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What may separate the fields of a file. */
enum Separator {
  COMMA(",", "commas"),
  SEMICOLON(";", "semicolons"),
  TAB("\t", "tabs"),
  BAR("|", "vertical bars"),
  BLANK("\\s+", "blanks"),
  COLON(":", "colons");

  /** What {@code sep} is where runs of blanks separate. */
  static final String BLANKS = BLANK.sign;

  /** Those that a file may show by itself. */
  private static final List<Separator> FOUND_OUT = List.of(COMMA, SEMICOLON, TAB, BAR);

  private final String sign;
  private final String words;

  Separator(String sign, String words) {
    this.sign = sign;
    this.words = words;
  }

  String sign() {
    return sign;
  }

  /** Its name in a sentence, in the plural. */
  String words() {
    return words;
  }

  /** Names any separator in a sentence, in the plural. */
  static String words(String sep) {
    for (Separator separator : values()) {
      if (separator.sign.equals(sep)) {
        return separator.words;
      }
    }
    return "'" + sep + "'";
  }

  /** What the parser takes for it: of runs of blanks one is left. */
  static char sign(String sep) {
    return sep.equals(BLANKS) ? FilteredReader.ONE_BLANK : sep.charAt(0);
  }

  /** How many fields a text has if this separates them. */
  int fields(String text) {
    String regex = this == BLANK ? sign : Pattern.quote(sign);
    return text.strip().split(regex, -1).length;
  }

  /**
   * The one that the first lines of a file show: that which parts the header into most fields and
   * the rows below it as consistently as commas do, otherwise blanks where each row has as many
   * fields as the header and some column is numbers; commas if none does.
   */
  static Separator of(String start, ReadOptions options) {
    List<Separator> candidates =
        FOUND_OUT.stream().filter(found -> !isDecimal(found, options)).toList();
    Separator best = candidates.getFirst();
    int mostFields = 1;
    int mostAgreeing = 0;
    for (Separator candidate : candidates) {
      List<List<String>> rows = rows(start, candidate.sign, options);
      if (rows == null || rows.isEmpty()) {
        continue;
      }
      int fields = rows.getFirst().size();
      int agreeing = agreeing(rows);
      boolean partsMore = fields > mostFields && agreeing >= mostAgreeing;
      boolean fitsMore = fields > 1 && agreeing > mostAgreeing && fields >= mostFields;
      if (partsMore || fitsMore) {
        best = candidate;
        mostFields = fields;
        mostAgreeing = agreeing;
      }
    }
    return mostFields == 1 && showsBlanks(start, options) ? BLANK : best;
  }

  /**
   * The rows of the first lines of a file.
   *
   * @return null if they are none under this separator
   */
  static @Nullable List<List<String>> rows(String start, String sep, ReadOptions options) {
    ReadOptions read = options.with(sep, '.', Encoding.UTF_8);
    List<List<String>> rows = new ArrayList<>();
    var text = new StringReader(start);
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(sign(sep))
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(read.filters() ? new FilteredReader(text, read) : text)) {
      reader.forEach(row -> rows.add(row.getFields()));
      return rows;
    } catch (CsvParseException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isDecimal(Separator separator, ReadOptions options) {
    return options.decimal() != null && separator.sign.equals(options.decimal().toString());
  }

  /** How many rows have as many fields as the header, or one more or less at an empty end. */
  private static int agreeing(List<List<String>> rows) {
    int fields = rows.getFirst().size();
    return (int)
        rows.stream()
            .skip(1)
            .filter(row ->
                row.size() == fields || (row.size() == fields + 1 && row.getLast().isBlank()))
            .count();
  }

  private static boolean showsBlanks(String start, ReadOptions options) {
    List<List<String>> rows = rows(start, BLANKS, options);
    if (rows == null || rows.size() < 2 || rows.getFirst().size() < 2) {
      return false;
    }
    int fields = rows.getFirst().size();
    return rows.stream().allMatch(row -> row.size() == fields)
        && IntStream.range(0, fields)
            .anyMatch(column ->
                rows.stream()
                    .skip(1)
                    .allMatch(row -> !Double.isNaN(Numbers.parse(row.get(column)))));
  }
}
