package io.trainyard.dataset;

import static io.trainyard.dataset.ColumnType.CATEGORY;
import static io.trainyard.dataset.ColumnType.NUMBER;
import static io.trainyard.dataset.ColumnType.TEXT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.trainyard.limits.Limits;
import io.trainyard.rest.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is learned from a file, and what is said when it cannot be read. */
class TableReadingTest {
  private static final Limits LIMITS = limits(100, 20);

  static final List<Arguments> READABLE =
      List.of(
          arguments("plain", "a,b\n1,x\n2,y\n", "[[1, x], [2, y]]"),
          arguments("no newline at the end", "a,b\n1,x\n2,y", "[[1, x], [2, y]]"),
          arguments("CRLF", "a,b\r\n1,x\r\n2,y\r\n", "[[1, x], [2, y]]"),
          arguments("CR", "a,b\r1,x\r2,y\r", "[[1, x], [2, y]]"),
          arguments("byte order mark", "\uFEFFa,b\n1,x\n", "[[1, x]]"),
          arguments("blank lines", "\n\na,b\n\n1,x\n\r\n2,y\n\n\n", "[[1, x], [2, y]]"),
          arguments("quotes", "\"a\",\"b\"\n\"1\",\"x,\"\"y\"\"\"\n", "[[1, x,\"y\"]]"),
          arguments("a line break in quotes", "a,b\n1,\"x\ny\"\n2,z\n", "[[1, x\ny], [2, z]]"),
          arguments("a quotation mark inside", "a,b\n1,5\" pipe\n", "[[1, 5\" pipe]]"),
          arguments("spaces", " a , b\n 1 , x\n", "[[1,  x]]"),
          arguments("missing values", "a,b\n,x\n2,NA\n", "[[null, x], [2, null]]"),
          arguments("an empty last field", "a,b\n1,\n2,", "[[1, null], [2, null]]"),
          arguments("beyond ASCII", "größe,b\n1,日本 😀\n", "[[1, 日本 😀]]"),
          arguments("one column", "a\n1\n2\n", "[[1], [2]]"),
          arguments("a value like its column's name", "a\na\nb\n", "[[a], [b]]"));

  @ParameterizedTest(name = "{0}")
  @FieldSource("READABLE")
  void readsCsv(String what, String csv, String rows) throws IOException {
    assertThat(preview(csv).toString()).isEqualTo(rows);
  }

  static final List<Arguments> MALFORMED =
      List.of(
          arguments("nothing", "", "The file is empty"),
          arguments("blank lines only", "\n\n\n", "The file is empty"),
          arguments("a header only", "a,b\n", "There are no rows"),
          arguments(
              "a field too few",
              "a,b,c\n1,2,3\n1,2\n",
              "Line 3 has 2 fields, the header has 3 columns: 'c' has no field."),
          arguments(
              "a field too many",
              "a,b\n1,2\n1,2,3\n",
              "Line 3 has 3 fields, the header has 2 columns: field 3 has no column."),
          arguments(
              "a field too few after a quoted line break",
              "a,b\n1,\"x\n\ny\"\n1\n",
              "Line 5 has 1 field, the header has 2 columns: 'b' has no field."),
          arguments("a column twice", "a,b,a\n1,2,3\n", "Columns 1 and 3 have the same name 'a'."),
          arguments("a column without name", "a,,c\n1,2,3\n", "Column 2 has no name."),
          arguments("a long name", "abcdefghijklmnopqrstu\n1\n", "has 21 characters; the limit"),
          arguments("the header again", "a,b\n1,2\na,b\n3,4\n", "Line 3 repeats the header"),
          arguments("semicolons", "a;b\n1;2\n", "as if semicolons separated its fields ('a;b')"),
          arguments("tabs", "a\tb\n1\t2\n", "as if tabs separated"),
          arguments("bars", "a|b\n1|2\n", "as if vertical bars separated"),
          arguments(
              "an open quotation mark",
              "a,b\n1,2\n1,\"x\n2,y\n",
              "The row that begins at line 3, column 'b', has a quotation mark that is never"
                  + " closed."),
          arguments(
              "text after a quotation mark",
              "a,b\n\"x\"y,2\n",
              "The row that begins at line 2, column 'a', has more text after a closing quotation"
                  + " mark"),
          arguments("a NUL character", "a,b\n1,2\n3,\0\n", "Line 3 has a NUL character"),
          arguments("too many columns", "a".concat(",a".repeat(150)), "The header has 151 columns"),
          arguments("too many rows", "a\n" + "1\n".repeat(150), "There are 150 rows; the limit"));

  @ParameterizedTest(name = "{0}")
  @FieldSource("MALFORMED")
  void saysWhatIsWrongWithCsv(String what, String csv, String detail) {
    assertThatThrownBy(() -> profile(csv)).isInstanceOf(Refusal.class).hasMessageContaining(detail);
  }

  @Test
  void saysEveryRaggedLineButNotWithoutEnd() {
    assertThatThrownBy(() -> profile("a,b\n1\n1,2\n1,2,3\n"))
        .hasMessageContaining("2 faults")
        .hasMessageContaining("Line 2 has 1 field");
    assertThatThrownBy(() -> profile("a,b\n" + "1\n".repeat(90))).hasMessageContaining("20 faults");
  }

  @Test
  void saysTheLineThatIsNotUtf8() {
    byte[] latin = "a,b\n1,x\n2,größe\n".getBytes(ISO_8859_1);
    assertThatThrownBy(() -> profile(latin))
        .hasMessageContaining("Line 3 is not UTF-8: it has the byte 0xF6");
    assertThatThrownBy(() -> profile("a,b\n1,2\n".getBytes(UTF_16)))
        .hasMessageContaining("The file is UTF-16; expected UTF-8");
    byte[] cut = "a\n1\né".getBytes(UTF_8);
    assertThatThrownBy(() -> profile(java.util.Arrays.copyOf(cut, cut.length - 1)))
        .hasMessageContaining("Line 3 is not UTF-8");
  }

  @Test
  void followsAnOpenQuotationMarkOnlySoFar() {
    assertThatThrownBy(() -> profile("a,b\n1,\"" + "x\n".repeat(600_000)))
        .hasMessageContaining("line 2, column 'b', has a field of more than 1048576 characters");
  }

  @Test
  void tellsNumbersCategoriesAndTextsApart() throws IOException {
    assertThat(types("1\n2.5\n-3e2\n")).containsExactly(NUMBER);
    assertThat(types("1\n\n2\n")).containsExactly(NUMBER);
    assertThat(types("1\nx\n")).containsExactly(CATEGORY);
    assertThat(types("1\ninf\n")).containsExactly(CATEGORY);
    assertThat(types("NA\nnan\n")).containsExactly(NUMBER);
    assertThat(types(numbered(11))).containsExactly(TEXT);
    assertThat(types(numbered(10))).containsExactly(CATEGORY);
    assertThat(types("x".repeat(1001) + "\n")).containsExactly(TEXT);
  }

  @Test
  void sortsCategoriesByCodePoint() throws IOException {
    assertThat(column("b\n10\nB\n2\n\uFF21\n😀\né\n").classes())
        .containsExactly("10", "2", "B", "b", "é", "\uFF21", "😀");
  }

  @Test
  void keepsCategoriesThatWereTakenForNumbersFirst() throws IOException {
    Column column = column("1\n1.0\n2\nNA\nx\n3\n");
    assertThat(column.type()).isEqualTo(CATEGORY);
    assertThat(column.classes()).containsExactly("1", "1.0", "2", "3", "x");
    assertThat(column.missing()).isEqualTo(1);
  }

  @Test
  void keepsDistinctNumbersInOrderAsClasses() throws IOException {
    assertThat(column("10\n2\n-1\n2.0\n1.5\n-0\n0\n").classes())
        .containsExactly("-1", "0", "1.5", "2", "10");
    Limits many = limits(100, 2000);
    assertThat(column(count(1000), many).classes()).hasSize(1000).startsWith("0", "1", "2");
    assertThat(column(count(1001), many).classes()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "NA",
        "N/A",
        "n/a",
        "NaN",
        "nan",
        "-nan",
        "-NaN",
        "null",
        "NULL",
        "None",
        "#N/A",
        "#NA",
        "#N/A N/A",
        "<NA>",
        "1.#IND",
        "-1.#IND",
        "1.#QNAN",
        "-1.#QNAN",
        " NA "
      })
  void knowsMissingValuesAsPandasDoes(String token) throws IOException {
    TableProfile profile = profile("a,b\n1,2\n3,\"" + token + "\"\n4,\n");
    assertThat(profile.columns().get(1).type()).isEqualTo(NUMBER);
    assertThat(profile.columns().get(1).missing()).isEqualTo(2);
    assertThat(profile.columns().get(1).first_missing_line()).isEqualTo(3);
  }

  @Test
  void describesNumbers() throws IOException {
    try (InputStream iris = getClass().getResourceAsStream("/datasets/iris.csv")) {
      Column petal = profile(iris.readAllBytes(), limits(100, 200)).columns().get(2);
      assertThat(petal.min()).isEqualTo(1.0);
      assertThat(petal.max()).isEqualTo(6.9);
      assertThat(petal.mean()).isEqualTo(3.758);
      assertThat(petal.std()).isCloseTo(1.759404065775303, within(1e-14));
    }
  }

  @Test
  void describesNumbersFarFromZero() throws IOException {
    Column column = column("1000000000001\n1000000000002\n1000000000003\n");
    assertThat(column.mean()).isEqualTo(1000000000002.0);
    assertThat(column.std()).isCloseTo(Math.sqrt(2.0 / 3), within(1e-9));
    Column huge = column("1e308\n-1e308\n1e308\n");
    assertThat(huge.mean()).isFinite();
    assertThat(huge.std()).isNull();
    assertThat(column("7\n").std()).isZero();
  }

  private static TableProfile profile(String csv) throws IOException {
    return profile(csv.getBytes(UTF_8), LIMITS);
  }

  private static TableProfile profile(byte[] csv) throws IOException {
    return profile(csv, LIMITS);
  }

  private static TableProfile profile(byte[] csv, Limits limits) throws IOException {
    return TableProfile.of(new CsvRows(() -> new ByteArrayInputStream(csv), limits), limits);
  }

  /** Two columns: one that is never blank, and the one asked for. */
  private static Column column(String values) throws IOException {
    return column(values, LIMITS);
  }

  private static Column column(String values, Limits limits) throws IOException {
    String csv =
        "key,value\n"
            + values.lines().map(value -> "1," + value + "\n").collect(Collectors.joining());
    return profile(csv.getBytes(UTF_8), limits).columns().get(1);
  }

  private static List<ColumnType> types(String values) throws IOException {
    return List.of(column(values).type());
  }

  private static String numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "x" + i + "\n").collect(Collectors.joining());
  }

  private static String count(int count) {
    return IntStream.range(0, count).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  private static List<List<Object>> preview(String csv) throws IOException {
    RowSource rows = new CsvRows(() -> new ByteArrayInputStream(csv.getBytes(UTF_8)), LIMITS);
    Preview preview = new Preview(TableProfile.of(rows, LIMITS).columns(), 0, 10);
    rows.read(preview);
    return new ArrayList<>(preview.rows());
  }

  /** At most so many columns, 10 categories, names of 20 characters. */
  private static Limits limits(int columns, int rows) {
    return new Binder(
            new MapConfigurationPropertySource(
                Map.of(
                    "trainyard.limits.dataset-columns",
                    columns,
                    "trainyard.limits.dataset-rows",
                    Math.max(rows, 100),
                    "trainyard.limits.categories",
                    10,
                    "trainyard.limits.name-length",
                    20)))
        .bind("trainyard.limits", Limits.class)
        .get();
  }
}
