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

  /** Tables of which there is nothing to say; what is said of others stands beside them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "excel-bom-crlf.csv",
        "lone-cr.csv",
        "odd-cells.csv",
        "quoted.csv",
        "single-column.csv",
        "two-hundred-categories.csv",
        "unseen-category.csv",
        "unseen-category-new.csv",
        "utf-16.csv",
        "dates-iso.csv"
      })
  void saysNothingWhereNothingIsDoubtful(String file) throws IOException {
    assertThat(warnings(table(file))).isEmpty();
  }

  @Test
  void saysWhatMayBeMeantByAFieldTooMany() {
    assertThatThrownBy(() -> warnings(table("comments.csv")))
        .hasMessageContaining(
            "Line 3 has 3 fields, the header has 1 column: field 2 has no column. Is line 1, the"
                + " header, a comment? Then say comment=#.");
    assertThatThrownBy(() -> warnings(table("ragged-long.csv")))
        .hasMessage(
            "Line 3 has 4 fields, the header has 3 columns: field 4 has no column. Is there a"
                + " separator inside a value? Commas separate the fields; such a value has to be"
                + " quoted.");
    assertThatThrownBy(() -> warnings("\"a\",\"b\"x\n1,2\n"))
        .hasMessageContaining("has more text after a closing quotation mark");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PK\u0003\u0004", "PAR1", "\u0093NUMPY", "%PDF-1.7", "\u00FD7zXZ"})
  void saysWhatAFileIsThatIsNoText(String start) {
    byte[] file =
        (start + "\u0000\u0001rest").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> warnings(file))
        .hasMessageMatching("The file is .+; expected CSV: .+\\.");
  }

  @Test
  void saysWhatGzipIsAndWhatToDo() throws IOException {
    byte[] csv = zipped("a,b\n1,2\n");
    assertThatThrownBy(() -> warnings(csv))
        .hasMessage("The file is compressed with gzip; expected CSV: unpack it first (gunzip).");
    byte[] json = zipped("{\"columns\": [\"a\"], \"rows\": [[1]]}");
    assertThatThrownBy(
            () -> JsonRows.of(() -> new ByteArrayInputStream(json), ReadOptions.NONE, LIMITS))
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
    RowSource rows =
        JsonRows.of(() -> new ByteArrayInputStream(json.getBytes(UTF_8)), ReadOptions.NONE, LIMITS);
    assertThat(told(TableProfile.of(rows, ReadOptions.NONE, LIMITS).warnings()))
        .isEqualTo("beyond_2_53 id 3");
  }

  @Test
  void takesNamesOfJsonForNames() throws IOException {
    String json = "{\"columns\": [\"2019\", \"2020\"], \"rows\": [[1.5, 2], [2.5, 2.5]]}";
    RowSource rows =
        JsonRows.of(() -> new ByteArrayInputStream(json.getBytes(UTF_8)), ReadOptions.NONE, LIMITS);
    assertThat(TableProfile.of(rows, ReadOptions.NONE, LIMITS).warnings()).isEmpty();
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
          1.2.3;1.2.4                    | -
          31/1/2024;28/2/2024            | date_not_iso 2
          a;A                            | similar_categories 3
          a;b;a                          | -
          1;2;3;4;5;6;7                  | -
          1;2;3;4;5;6;7;8                | id_like
          5;4;3;1;2;9;8;7                | id_like
          5;4;3;1;2;9;8;8                | -
          1.5;2.5;3.5;4.5;5.5;6.5;7.5;8  | -
          e;a;d;c;b;f;g;h                | id_like
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
        .isEqualTo(new Warning(null, null, "constant", "The same 490 more times."));
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
                    + " numbers; where it means a gap, say na_values=oops15000."));
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
    RowSource.Bytes bytes = () -> new ByteArrayInputStream(csv);
    Reading reading = Reading.of(bytes, ReadOptions.NONE);
    return TableProfile.of(new CsvRows(bytes, LIMITS, reading), reading.options(), LIMITS)
        .warnings();
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
