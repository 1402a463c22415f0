package io.trainyard.training;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trainyard.preparation.ColumnType;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A small table from a resource, without missing values. */
final class CsvTable implements Table {

  private final List<NamedCsvRecord> records;
  private final TableSchema schema;

  private CsvTable(List<NamedCsvRecord> records) {
    this.records = records;
    this.schema =
        new TableSchema(
            records.size(), records.getFirst().getHeader().stream().map(this::column).toList());
  }

  static CsvTable of(String resource) {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(CsvTable.class.getResourceAsStream(resource)),
            StandardCharsets.UTF_8)) {
      return new CsvTable(CsvReader.builder().ofNamedCsvRecord(reader).stream().toList());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static CsvTable ofText(String csv) {
    return new CsvTable(CsvReader.builder().ofNamedCsvRecord(csv).stream().toList());
  }

  private ColumnSchema column(String name) {
    List<String> values = records.stream().map(row -> row.getField(name)).distinct().toList();
    boolean numbers = values.stream().allMatch(value -> value.matches("-?[0-9.]+(e-?\\d+)?"));
    List<String> classes =
        values.stream()
            .sorted(
                numbers
                    ? java.util.Comparator.comparing(Double::valueOf)
                    : java.util.Comparator.naturalOrder())
            .toList();
    return new ColumnSchema(
        name,
        numbers ? ColumnType.NUMBER : ColumnType.CATEGORY,
        classes.size() > 1000 ? null : classes,
        0,
        0);
  }

  @Override
  public TableSchema schema() {
    return schema;
  }

  @Override
  public double[][] values(List<String> names) {
    return names.stream().map(this::values).toArray(double[][]::new);
  }

  private double[] values(String name) {
    ColumnSchema column = schema.column(name).orElseThrow();
    return records.stream()
        .map(row -> row.getField(name))
        .mapToDouble(text ->
            column.type() == ColumnType.NUMBER
                ? Double.parseDouble(text)
                : Objects.requireNonNull(column.classes()).indexOf(text))
        .toArray();
  }
}
