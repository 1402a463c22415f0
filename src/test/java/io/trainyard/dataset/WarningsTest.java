package io.trainyard.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.limits.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of tables that are read otherwise than they may have been meant. */
class WarningsTest {
  private static final Limits LIMITS = Limits.defaults();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          blanks.txt               | one_column year  month   temp    rain 1
          booleans.csv             | similar_categories camel 4
          constant-and-id.csv      | id_like row -, id_like customer -, constant country -, empty_column fax -
          dates-day-first.csv      | date_not_iso day 2, date_not_iso written 2
          dates-iso.csv            | date day 2, date at 2, date local 2
          digits-as-names.csv      | beyond_2_53 id 3, beyond_2_53 order 2, leading_zeros zip 2
          empty-lines.csv          | empty_row - 7
          excel-bom-crlf.csv       | -
          gap-words.csv            | id_like no -, mixed_column dose 6
          headerless.csv           | numeric_header - 1
          infinities.csv           | infinite a 3, out_of_range b 2
          lone-cr.csv              | -
          mixed-column.csv         | mixed_column result 5
          number-forms.csv         | mixed_column grouped 2
          numeric-header.csv       | numeric_header - 1
          odd-cells.csv            | -
          one-row.csv              | one_row - -
          percent-and-currency.csv | number_with_sign margin 2, number_with_sign turnover 2, number_with_sign profit 2
          question-marks.csv       | mixed_column hours 4
          quoted.csv               | -
          single-column.csv        | -
          spaces-and-case.csv      | similar_categories colour 3, id_like size -, similar_categories Group 3
          two-hundred-categories.csv | -
          unicode.csv              | similar_categories имя 5
          units-line.csv           | mixed_column time 2, mixed_column speed 2, mixed_column mass 2
          unseen-category.csv      | -
          unseen-category-new.csv  | -
          """)
  void warnsOfWhatIsDoubtfulInATable(String file, String warnings) throws IOException {
    assertThat(told(warnings(table(file)))).isEqualTo(warnings.equals("-") ? "" : warnings);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          comments.csv            | Line 3 has 3 fields, the header has 1 column: field 2 has no column. Is line 1, the header, a comment?
          header-only.csv         | There are no rows below the names of the columns.
          names-missing-and-twice.csv | Columns 1 and 2 have the same name 'x'.
          pipes.csv               | as if vertical bars separated its fields
          ragged-long.csv         | Line 3 has 4 fields, the header has 3 columns: field 4 has no column.
          ragged-short.csv        | Line 3 has 2 fields, the header has 3 columns: 'c' has no field.
          semicolons-german.csv   | as if semicolons separated its fields
          tabs.tsv                | as if tabs separated its fields
          trailing-separator.csv  | Column 4 has no name. Does each line end with a comma?
          trailing-separator-rows.csv | field 4 has no column. Does each line end with a comma?
          unnamed-index.csv       | Column 1 has no name. Is it the index of a table of pandas?
          latin-1.csv             | Line 1 is not UTF-8
          cp1252.csv              | Line 1 is not UTF-8
          utf-16.csv              | The file is UTF-16
          """)
  void saysWhatATableIsThatCannotBeRead(String file, String sentence) {
    assertThatThrownBy(() -> warnings(table(file))).hasMessageContaining(sentence);
  }

  @Test
  void saysWhatSeparatesAQuotedHeader() {
    assertThatThrownBy(() -> warnings("\"a\";\"b\"\n\"1\";\"x\"\n"))
        .hasMessageContaining(
            "The header looks as if semicolons separated its fields; expected commas.");
    assertThatThrownBy(() -> warnings("\"a\"\t\"b\"\n1\t2\n"))
        .hasMessageContaining("as if tabs separated");
    assertThatThrownBy(() -> warnings("\"a\",\"b\"x\n1,2\n"))
        .hasMessageContaining("has more text after a closing quotation mark");
  }

  @Test
  void saysThatAHeaderMayBeARowWhereItsNamesCannotBe() {
    assertThatThrownBy(() -> warnings("0,0,1.5\n1,0,2.5\n"))
        .hasMessageContaining("Columns 1 and 2 have the same name '0'. Is this line a row?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PK\u0003\u0004", "PAR1", "\u0093NUMPY", "%PDF-1.7", "\u00FD7zXZ"})
  void saysWhatAFileIsThatIsNoText(String start) {
    byte[] file =
        (start + "\u0000\u0001rest").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> warnings(file))
        .hasMessageMatching("The file is .+; expected CSV in UTF-8: .+\\.");
  }

  @Test
  void saysWhatGzipIsAndWhatToDo() throws IOException {
    byte[] csv = zipped("a,b\n1,2\n");
    assertThatThrownBy(() -> warnings(csv))
        .hasMessage(
            "The file is compressed with gzip; expected CSV in UTF-8: unpack it first (gunzip).");
    byte[] json = zipped("{\"columns\": [\"a\"], \"rows\": [[1]]}");
    assertThatThrownBy(() -> JsonRows.of(() -> new ByteArrayInputStream(json), LIMITS))
        .hasMessageContaining("The file is compressed with gzip; expected JSON in UTF-8");
  }

  @Test
  void warnsOfLongIdsInJson() throws IOException {
    String json =
        """
        {"columns": ["id", "key"],
         "rows": [[9007199254740992, "9007199254740993"],
                  [9007199254740993, "9007199254740993"],
                  [-9007199254740994, "9007199254740992"]]}\
        """;
    RowSource rows = JsonRows.of(() -> new ByteArrayInputStream(json.getBytes(UTF_8)), LIMITS);
    assertThat(told(TableProfile.of(rows, LIMITS).warnings())).isEqualTo("beyond_2_53 id 3");
  }

  @Test
  void takesNamesOfJsonForNames() throws IOException {
    String json = "{\"columns\": [\"2019\", \"2020\"], \"rows\": [[1.5, 2], [2.5, 2.5]]}";
    RowSource rows = JsonRows.of(() -> new ByteArrayInputStream(json.getBytes(UTF_8)), LIMITS);
    assertThat(TableProfile.of(rows, LIMITS).warnings()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          9007199254740992;1             | -
          9007199254740993;1             | beyond_2_53 2
          -9007199254740993;1            | beyond_2_53 2
          1;09007199254740993            | leading_zeros 3, beyond_2_53 3
          9007199254740993.5;1           | -
          1e300;1                        | -
          007;7                          | leading_zeros 2
          -01;1                          | leading_zeros 2
          0;0.5;0e3;-0                   | -
          1,299;12,000                   | thousands 2
          1.200;1.000.000                | thousands 3
          12,5;0,25                      | decimal_comma 2
          1'299;2'000'000                | thousands 2
          5;-inf;Infinity                | infinite 3
          inf;sup;inf;sup                | -
          12%;3 %                        | number_with_sign 2
          EUR 3;EUR 4.50                 | number_with_sign 2
          5;n.d.;6                       | mixed_column 3
          5;S;M;L                        | -
          12;12a;14b;15c                 | mixed_column 3
          2024-01-31;2024-02-28          | date 2
          1.2.3;1.2.4                    | -
          31/1/2024;28/2/2024            | date_not_iso 2
          a;A                            | similar_categories 3
          a;b;a                          | -
          1;2;3;4;5                      | id_like
          5;4;3;1;2                      | -
          1.5;2.5;3.5;4.5;5.5            | -
          e;a;d;c;b                      | id_like
          7;7                            | constant
          7;7.0;NA                       | -
          """)
  void doubts(String values, String codes) throws IOException {
    String csv =
        "value,other\n"
            + values
                .lines()
                .flatMap(line -> List.of(line.split(";")).stream())
                .map(value -> "\"" + value + "\",x\n")
                .collect(Collectors.joining());
    assertThat(
            warnings(csv).stream()
                .filter(warning -> "value".equals(warning.column()))
                .map(warning ->
                    warning.code() + (warning.line() == null ? "" : " " + warning.line()))
                .collect(Collectors.joining(", ")))
        .isEqualTo(codes.equals("-") ? "" : codes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,0,1,2\n1,0.5,0.5,2\n1,0.5,0.5,2\n",
        "year,2019\n1.5,2\n1.5,2\n",
        "red,blue\nred,green\nred,green\n",
        "first last,2\nx y,z\n"
      })
  void doubtsNoHeaderThatARowCannotBe(String csv) throws IOException {
    assertThat(warnings(csv).stream().map(Warning::code)).doesNotContain("numeric_header");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2019,2020\n1.5,2\n",
        "shop,2019,2020\nx,1.5,2\ny,1,2\n",
        "red,small\nblue,small\nred,big\n",
        "7\n8\n"
      })
  void doubtsAHeaderThatReadsLikeARow(String csv) throws IOException {
    assertThat(warnings(csv).stream().map(Warning::code)).contains("numeric_header");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          a b|1 2|3 4     ; one_column
          "a,b"|"1,2"     ; one_column
          a:b|1:2         ; one_column
          a b|1 2|3 4 5   ; -
          a|1 2|3 4       ; -
          """)
  void doubtsATableOfOneColumn(String lines, String code) throws IOException {
    List<String> codes =
        warnings(lines.strip().replace('|', '\n') + "\n").stream().map(Warning::code).toList();
    assertThat(codes.contains("one_column")).isEqualTo(code.equals("one_column"));
  }

  @Test
  void countsWhatItDoesNotTellOneByOne() throws IOException {
    String names = IntStream.range(0, 500).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    String row = "5" + ",5".repeat(499) + "\n";
    List<Warning> warnings = warnings(names + "\n" + row + row);
    assertThat(warnings).hasSize(11);
    assertThat(warnings.getLast())
        .isEqualTo(new Warning(null, null, "constant", "The same of 490 more columns."));
  }

  @Test
  void warnsOfOneWordInAColumnOfTooManyValuesForACategory() throws IOException {
    String csv =
        "x,y\n"
            + IntStream.range(0, 20_000)
                .mapToObj(i -> (i == 15_000 ? "oops" : i % 9973 + ".25") + i + ",1\n")
                .collect(Collectors.joining());
    List<Warning> warnings = warnings(csv);
    assertThat(warnings.getFirst())
        .isEqualTo(
            new Warning(
                "x",
                15_002L,
                "mixed_column",
                "19999 of 20000 values are numbers, 'oops15000' is none, so the column is text, not"
                    + " numbers; leave the field empty where a value is missing."));
  }

  private static String told(List<Warning> warnings) {
    return warnings.stream()
        .map(warning ->
            "%s %s %s"
                .formatted(
                    warning.code(),
                    Objects.requireNonNullElse(warning.column(), "-"),
                    warning.line() == null ? "-" : warning.line()))
        .collect(Collectors.joining(", "));
  }

  private static List<Warning> warnings(String csv) throws IOException {
    return warnings(csv.getBytes(UTF_8));
  }

  private static List<Warning> warnings(byte[] csv) throws IOException {
    RowSource rows = new CsvRows(() -> new ByteArrayInputStream(csv), LIMITS);
    return TableProfile.of(rows, LIMITS).warnings();
  }

  private static byte[] table(String file) throws IOException {
    try (InputStream stream = WarningsTest.class.getResourceAsStream("/tables/" + file)) {
      return stream.readAllBytes();
    }
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
