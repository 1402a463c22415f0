package io.trainyard.dataset;

import static io.trainyard.dataset.ColumnType.BOOLEAN;
import static io.trainyard.dataset.ColumnType.CATEGORY;
import static io.trainyard.dataset.ColumnType.DATETIME;
import static io.trainyard.dataset.ColumnType.INTEGER;
import static io.trainyard.dataset.ColumnType.NUMBER;
import static io.trainyard.dataset.ColumnType.TEXT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
              "a field too many",
              "a,b\n1,2\n1,2,3\n",
              "Line 3 has 3 fields, the header has 2 columns: field 3 has no column."),
          arguments("a long name", "abcdefghijklmnopqrstu\n1\n", "has 21 characters; the limit"),
          arguments("the header again", "a,b\n1,2\na,b\n3,4\n", "Line 3 repeats the header"),
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
  void saysEveryLongLineButNotWithoutEnd() {
    assertThatThrownBy(() -> profile("a,b\n1,2,3\n1,2\n1,2,3,4\n"))
        .hasMessageContaining("2 faults")
        .hasMessageContaining("Line 2 has 3 fields");
    assertThatThrownBy(() -> profile("a,b\n" + "1,2,3\n".repeat(90)))
        .hasMessageContaining("20 faults");
  }

  @Test
  void fillsShortLinesWithGapsButNotInPredictions() throws IOException {
    assertThat(preview("a,b,c\n1,2,3\n4\n5,\"x\n\ny\"\n").toString())
        .isEqualTo("[[1, 2, 3], [4, null, null], [5, x\n\ny, null]]");
    byte[] csv = "a,b\n1,\"x\n\ny\"\n1\n".getBytes(UTF_8);
    RowSource strict = CsvRows.strict(() -> new ByteArrayInputStream(csv), LIMITS);
    assertThatThrownBy(() -> TableProfile.of(strict, ReadOptions.NONE, LIMITS))
        .hasMessageContaining("Line 5 has 1 field, the header has 2 columns: 'b' has no field.");
  }

  @Test
  void saysWhereAnEncodingIsNotWhatWasSaid() throws IOException {
    byte[] latin = "a,b\n1,x\n2,größe\n".getBytes(ISO_8859_1);
    assertThatThrownBy(() -> read(latin, Map.of("encoding", "utf-8")))
        .hasMessageContaining("Line 3 is not utf-8: it has the byte 0xF6");
    byte[] utf16 = "a,b\n1,2\n".getBytes(UTF_16);
    assertThat(read(utf16, Map.of()).columns()).hasSize(2);
    byte[] cut = Arrays.copyOf(utf16, utf16.length - 1);
    assertThatThrownBy(() -> read(cut, Map.of()))
        .hasMessageContaining("ends in the middle of a character of utf-16");
    byte[] noMark = "a,b\n1,2\n".getBytes(UTF_16LE);
    assertThatThrownBy(() -> read(noMark, Map.of())).hasMessageContaining("has a NUL character");
    assertThatThrownBy(() -> read(noMark, Map.of("encoding", "utf-16")))
        .hasMessageContaining("no byte order mark");
    assertThat(read(noMark, Map.of("encoding", "utf-16-le")).columns()).hasSize(2);
    byte[] undefined = {'a', '\n', (byte) 0x81, '\n'};
    assertThatThrownBy(() -> read(undefined, Map.of()))
        .hasMessageContaining("Line 2 is neither UTF-8 nor cp1252: it has the byte 0x81");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          semicolons  ! a;b|1;2                ! ;   ! .
          tabs        ! aTABb|1TAB2           ! TAB ! .
          a name with a comma ! a;b, c|1;2     ! ;   ! .
          decimal comma ! a;b|1,5;x|2;y        ! ;   ! ,
          thousands   ! a;b|1,500;x|2;y        ! ;   ! .
          points too  ! a;b|1,5;2.5|2;1.25     ! ;   ! .
          blanks      ! a  b| 1   2| 3   4     ! RUNS ! .
          words       ! first name|Ann Lee|Bo Ek ! , ! .
          one column  ! kind|rose|tulip        ! ,   ! .
          """)
  void findsOutWhatSeparates(String what, String lines, String sep, String decimal)
      throws IOException {
    byte[] csv = lines.replace("TAB", "\t").replace('|', '\n').getBytes(UTF_8);
    ReadOptions found = Reading.of(() -> new ByteArrayInputStream(csv), ReadOptions.NONE).options();
    assertThat(found.sep()).isEqualTo(sep.replace("TAB", "\t").replace("RUNS", Separator.BLANKS));
    assertThat(found.decimal()).isEqualTo(decimal.charAt(0));
  }

  static final List<Arguments> WRONG_OPTIONS =
      List.of(
          arguments("sep=ab", "'sep' must be one sign"),
          arguments("sep=", "'sep' must be one sign"),
          arguments("decimal=1", "'decimal' must be one sign; got '1'."),
          arguments(
              "sep=;&decimal=;", "'decimal' and 'sep' must not be the same sign; both are ';'."),
          arguments("encoding=klingon", "Unknown encoding 'klingon'"),
          arguments("header=two", "'header' must be 'none', 'infer' or the number of a row"),
          arguments("header=9", "The file has 3 rows; row 9 was to name the columns."),
          arguments("skiprows=x", "'skiprows' must be numbers of lines from 0"),
          arguments("dayfirst=maybe", "'dayfirst' must be true or false; got 'maybe'."),
          arguments("dtype=zip", "'dtype' must be a column, a colon and a type"),
          arguments(
              "dtype=a:strings", "Unknown type 'strings' of column 'a'; did you mean 'string'?"),
          arguments("dtype=c:int", "There is no column 'c'"),
          arguments("parse_dates=day", "There is no column 'day'"),
          arguments("na_values={\"c\"}", "'na_values' is no JSON"),
          arguments("na_values={\"c\":1}", "There is no column 'c'"),
          arguments("names=x", "'names' has 1 names, line 1 has 2 fields."),
          arguments("dtype=b:int", "Expected a whole number; got 'x'."),
          arguments("dtype=b:bool", "Expected true or false; got 'x'"),
          arguments("parse_dates=b", "Expected a date; got 'x'."));

  @ParameterizedTest
  @FieldSource("WRONG_OPTIONS")
  void saysWhatIsWrongWithOptions(String query, String detail) {
    assertThatThrownBy(() -> read("a,b\n1,x\n2,y\n".getBytes(UTF_8), query(query)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(detail);
  }

  @Test
  void takesWhatIsSaid() throws IOException {
    byte[] csv =
        "# made by hand\nskip me, please\n1|  'x'|yes|01.02.2024\n2|\"y|z\"|no|1.3.2024 # late\n"
            .getBytes(UTF_8);
    Map<String, Object> said =
        query(
            "sep=|&comment=#&skiprows=1&skipinitialspace=true&names=n&names=t&names=b&names=d"
                + "&true_values=yes&false_values=no&parse_dates=d&dayfirst=1&dtype=n:float");
    Reading reading = Reading.of(() -> new ByteArrayInputStream(csv), ReadOptionsReader.read(said));
    RowSource rows = new CsvRows(() -> new ByteArrayInputStream(csv), LIMITS, reading);
    TableProfile profile = TableProfile.of(rows, reading.options(), LIMITS);
    Preview preview = new Preview(profile.columns(), true, 0, 10);
    rows.read(preview);
    assertThat(profile.columns())
        .extracting(Column::type)
        .containsExactly(NUMBER, CATEGORY, BOOLEAN, DATETIME);
    assertThat(preview.rows().toString())
        .isEqualTo("[[1, 'x', true, 2024-02-01T00:00:00], [2, y|z, false, 2024-03-01T00:00:00]]");
    assertThat(Reading.of(reading.toTree()).options()).isEqualTo(reading.options());
  }

  @Test
  void followsAnOpenQuotationMarkOnlySoFar() {
    assertThatThrownBy(() -> profile("a,b\n1,\"" + "x\n".repeat(600_000)))
        .hasMessageContaining("line 2, column 'b', has a field of more than 1048576 characters");
  }

  @Test
  void tellsTypesApart() throws IOException {
    assertThat(types("1\n2.5\n-3e2\n")).containsExactly(NUMBER);
    assertThat(types("1\n\n2\n")).containsExactly(INTEGER);
    assertThat(types("9223372036854775807\n-9223372036854775808\n")).containsExactly(INTEGER);
    assertThat(types("9223372036854775808\n")).containsExactly(NUMBER);
    assertThat(types("1\n1.0\n")).containsExactly(NUMBER);
    assertThat(types("1\nx\n")).containsExactly(CATEGORY);
    assertThat(types("1\ninf\n")).containsExactly(NUMBER);
    assertThat(types("inf\nsup\n")).containsExactly(CATEGORY);
    assertThat(types("True\nfalse\n\nTRUE\n")).containsExactly(BOOLEAN);
    assertThat(types("True\nfalse\nno\n")).containsExactly(CATEGORY);
    assertThat(types("2024-02-29\n2024-03-01T12:30\n")).containsExactly(DATETIME);
    assertThat(types("2024-02-29\n2023-02-29\n")).containsExactly(CATEGORY);
    assertThat(types("2024-02-29T10:00Z\n2024-02-29T10:00\n")).containsExactly(CATEGORY);
    assertThat(types("2024-02-29\n5\n")).containsExactly(CATEGORY);
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
    assertThat(profile.columns().get(1).type()).isEqualTo(INTEGER);
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

  private static TableProfile read(byte[] csv, Map<String, Object> said) throws IOException {
    Reading reading = Reading.of(() -> new ByteArrayInputStream(csv), ReadOptionsReader.read(said));
    RowSource rows = new CsvRows(() -> new ByteArrayInputStream(csv), LIMITS, reading);
    return TableProfile.of(rows, reading.options(), LIMITS);
  }

  private static Map<String, Object> query(String query) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      all.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1]);
    }
    return new LinkedHashMap<>(all);
  }

  private static TableProfile profile(String csv) throws IOException {
    return profile(csv.getBytes(UTF_8), LIMITS);
  }

  private static TableProfile profile(byte[] csv, Limits limits) throws IOException {
    Reading reading = Reading.of(() -> new ByteArrayInputStream(csv), ReadOptions.NONE);
    RowSource rows = new CsvRows(() -> new ByteArrayInputStream(csv), limits, reading);
    return TableProfile.of(rows, reading.options(), limits);
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
    RowSource.Bytes bytes = () -> new ByteArrayInputStream(csv.getBytes(UTF_8));
    Reading reading = Reading.of(bytes, ReadOptions.NONE);
    RowSource rows = new CsvRows(bytes, LIMITS, reading);
    TableProfile profile = TableProfile.of(rows, reading.options(), LIMITS);
    Preview preview = new Preview(profile.columns(), false, 0, 10);
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
