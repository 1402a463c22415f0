package io.trainyard.training;

import io.trainyard.preparation.Column;
import io.trainyard.preparation.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the preparation makes of a column of the table.
 *
 * @param column its name
 * @param type what it holds
 * @param reason why this is done to it; null when the request said what is to be done
 * @param becomes the names of what comes out; none when it is left out
 */
public record PreparedColumn(
    String column, String type, @Nullable String reason, List<String> becomes) {

  static List<PreparedColumn> of(
      Map<String, ColumnType> types, Map<String, String> reasons, List<Column> outputs) {
    List<PreparedColumn> columns = new ArrayList<>();
    types.forEach((name, type) ->
        columns.add(
            new PreparedColumn(
                name,
                type.word(),
                reasons.get(name),
                outputs.stream()
                    .filter(output -> output.source().equals(name))
                    .map(Column::name)
                    .toList())));
    return columns;
  }
}
