package io.trainyard.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.limits.Limits;
import io.trainyard.rest.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReadingTest {
  private static final Limits LIMITS = Limits.defaults();

  @Test
  void readsColumnsAndRowsInAnyOrder() throws IOException {
    String json =
        """
        {"rows": [[1, "x", true], [2.5, null, false]], "name": "mine", "columns": ["a", "b", "c"]}\
        """;
    JsonRows rows = rows(json);
    TableProfile profile = TableProfile.of(rows, ReadOptions.NONE, LIMITS);
    assertThat(rows.name()).isEqualTo("mine");
    assertThat(profile.rows()).isEqualTo(2);
    assertThat(profile.columns().stream().map(Column::type))
        .containsExactly(ColumnType.NUMBER, ColumnType.CATEGORY, ColumnType.BOOLEAN);
    assertThat(profile.columns().get(0).max()).isEqualTo(2.5);
    assertThat(profile.columns().get(1).missing()).isEqualTo(1);
    assertThat(profile.columns().get(2).classes()).containsExactly("false", "true");
  }

  @Test
  void takesAStringForATextWhateverItReadsLike() throws IOException {
    TableProfile profile =
        TableProfile.of(
            rows("{\"columns\":[\"a\"],\"rows\":[[\"1\"],[\"NA\"],[\"\"]]}"),
            ReadOptions.NONE,
            LIMITS);
    assertThat(profile.columns().getFirst().type()).isEqualTo(ColumnType.CATEGORY);
    assertThat(profile.columns().getFirst().classes()).containsExactly("", "1", "NA");
    assertThat(profile.columns().getFirst().missing()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          []                                     | The body must be an object
          7                                      | The body must be an object
          {"columns": ["a"]}                     | /rows: The field 'rows' is needed.
          {"rows": [[1]]}                        | /columns: The field 'columns' is needed.
          {"columns": [], "rows": [[]]}          | at least one column
          {"columns": "a", "rows": [[1]]}        | 'columns' must be a list
          {"columns": ["a"], "rows": {}}         | 'rows' must be a list
          {"columns": ["a"], "rows": []}         | There are no rows
          {"columns": ["a"], "rows": [1]}        | /rows/0: A row must be a list of values.
          {"columns": ["a"], "rows": [[1,2]]}    | /rows/0: The row has 2 values, 'columns' has 1 names.
          {"columns": ["a"], "rows": [[[1]]]}    | /rows/0/0: A value must be
          {"columns": ["a"], "rows": [[1e999]]}  | /rows/0/0: The number '1e999' is beyond
          {"columns": ["a", 2], "rows": [[1,2]]} | /columns/1: The name of a column must be a text.
          {"columns": ["a", "a"], "rows": [[1,2]]} | /columns/1: Columns 1 and 2 have the same name
          {"columns": ["a"], "row": [[1]]}       | Unknown field 'row'; did you mean 'rows'?
          {"columns": ["a"], "rows": [[1]], "name": 5} | /name: 'name' must be a text.
          {"columns": ["a"], "rows": [[1]]} x    | unknown word 'x'
          {"columns": ["a"], "rows": [[1]        | it ends before it is complete
          {"columns": ["a"], "rows": [[1]], "rows": [[1]]} | stands twice
          {"columns": ["a"], "rows": [["\\u0000"]]} | the character U+0000
          {"columns": ["a"], "rows": [[1]], "x": 1, "y": 2} | 2 faults
          """)
  void saysWhatIsWrong(String json, String detail) {
    assertThatThrownBy(() -> TableProfile.of(rows(json), ReadOptions.NONE, LIMITS))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(detail);
  }

  @Test
  void readsJsonLines() throws IOException {
    JsonLines rows =
        lines(
            """
            {"a": 1, "b": "x"}

            {"b": "y", "c": true}
            {"c": null, "a": 9007199254740993} {"a": 3, "b": "1"}
            """);
    TableProfile profile = TableProfile.of(rows, ReadOptions.NONE, LIMITS);
    assertThat(profile.columns())
        .extracting(Column::type)
        .containsExactly(ColumnType.INTEGER, ColumnType.CATEGORY, ColumnType.BOOLEAN);
    Preview preview = new Preview(profile.columns(), false, 0, 10);
    rows.read(preview);
    assertThat(preview.rows().toString())
        .isEqualTo("[[1, x, null], [null, y, true], [9007199254740993, null, null], [3, 1, null]]");
    Preview two = new Preview(profile.columns(), false, 1, 2);
    rows.read(two);
    assertThat(two.rows()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          {"a": 1}|[1]              ! Line 2 is no JSON object.
          {"a": 1}|{"a": [1]}       ! A value must be a number, a text, true, false or null.
          {"a": 1, "a": 2}          ! The name 'a' stands twice in an object.
          {"a": 1e999}              ! The number '1e999' is beyond the range of a double.
          {"": 1}                   ! Column 1 has no name.
          {"a": 1}|{"a"             ! JSON
          """)
  void saysWhatIsWrongWithJsonLines(String lines, String detail) {
    assertThatThrownBy(
            () -> TableProfile.of(lines(lines.replace('|', '\n')), ReadOptions.NONE, LIMITS))
        .isInstanceOf(io.trainyard.rest.Refusal.class)
        .hasMessageContaining(detail);
    assertThatThrownBy(() -> lines(" \n ")).hasMessageContaining("The file is empty");
  }

  private static JsonLines lines(String text) throws IOException {
    return JsonLines.of(
        () -> new ByteArrayInputStream(text.getBytes(UTF_8)), ReadOptions.NONE, LIMITS);
  }

  private static JsonRows rows(String json) throws IOException {
    return JsonRows.of(
        () -> new ByteArrayInputStream(json.getBytes(UTF_8)), ReadOptions.NONE, LIMITS);
  }
}
