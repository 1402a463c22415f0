package io.trainyard.dataset;

import io.trainyard.store.Reserve;
import io.trainyard.tensor.Interruption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What belongs to a data set in the database: its columns, its bytes and its values, in parts. */
@Component
class TableStore {
  private static final int PART_BYTES = 1 << 21;
  private static final int BLOCK_BYTES = 1 << 22;
  private static final int MOST_ROWS_OF_A_BLOCK = 1 << 18;
  private static final int COLUMNS_AT_ONCE = 500;
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};
  private static final TypeReference<List<Warning>> WARNINGS = new TypeReference<>() {};

  private final JdbcTemplate jdbc;
  private final JsonMapper json;
  private final Reserve reserve;

  TableStore(JdbcTemplate jdbc, JsonMapper json, Reserve reserve) {
    this.jdbc = jdbc;
    this.json = json;
    this.reserve = reserve;
  }

  /**
   * Writes everything, within the caller's transaction.
   *
   * @throws io.trainyard.rest.InsufficientStorage when the disk fills up meanwhile
   */
  void write(
      String id, RowSource.Bytes bytes, RowSource rows, TableProfile profile, Reading reading)
      throws IOException {
    jdbc.update(
        "update data_set set warnings = ?, read_options = ? where id = ?",
        json.writeValueAsString(profile.warnings()),
        json.writeValueAsString(reading.toTree()),
        id);
    writeColumns(id, profile.columns());
    writeContent(id, bytes);
    writeBlocks(id, rows, profile.columns());
  }

  /** What is known of a data set's columns. */
  Schema schema(String id) {
    return jdbc
        .query(
            "select warnings, read_options from data_set where id = ?",
            (row, number) -> {
              String warnings = row.getString(1);
              String reading = row.getString(2);
              return new Schema(
                  columns(id),
                  warnings == null ? null : List.copyOf(json.readValue(warnings, WARNINGS)),
                  reading == null ? Reading.FIRST : Reading.of(json.readValue(reading, TREE)));
            },
            id)
        .stream()
        .findFirst()
        .orElseGet(() -> new Schema(columns(id), null, Reading.FIRST));
  }

  /** The columns, what was doubtful of them, null if that was not noted, and how they are read. */
  record Schema(List<Column> columns, @Nullable List<Warning> warnings, Reading reading) {}

  private List<Column> columns(String id) {
    return jdbc.query(
        """
        select name, type, minimum, maximum, mean, std, missing, first_missing_line, classes
        from data_set_column where data_set_id = ? order by ordinal\
        """,
        (row, number) -> column(row),
        id);
  }

  /** A part of the bytes as they were sent; null after the last. */
  @Nullable InputStream content(String id, int part) {
    return jdbc
        .query(
            "select bytes from data_set_content where data_set_id = ? and part = ?",
            (row, number) -> row.getBytes(1),
            id,
            part)
        .stream()
        .map(bytes -> new InflaterInputStream(new ByteArrayInputStream(bytes)))
        .findFirst()
        .orElse(null);
  }

  /**
   * The values of some number or category columns, read in one pass over the blocks. Categories are
   * given as index, missing values as NaN.
   *
   * @param columns how many columns the table has
   * @param wanted which of them, 0-based
   * @return values by column, in the order asked for
   * @throws IllegalStateException if the data set has gone meanwhile
   */
  double[][] values(String id, int rows, int columns, int[] wanted) {
    double[][] values = new double[wanted.length][rows];
    try (Inflater inflater = new Inflater()) {
      int block = 0;
      for (int from = 0; from < rows; block++) {
        StoredBlock stored = block(id, block);
        for (int i = 0; i < wanted.length; i++) {
          Interruption.ask();
          Block.decode(stored.bytes, columns, wanted[i], stored.rows, values[i], from, inflater);
        }
        from += stored.rows;
      }
    }
    return values;
  }

  private void writeColumns(String id, List<Column> columns) {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      rows.add(
          new @Nullable Object[] {
            id,
            i,
            column.name(),
            column.type().name(),
            column.min(),
            column.max(),
            column.mean(),
            column.std(),
            column.missing(),
            column.first_missing_line(),
            column.classes() == null ? null : json.writeValueAsString(column.classes())
          });
      if (rows.size() == COLUMNS_AT_ONCE || i == columns.size() - 1) {
        jdbc.batchUpdate(
            """
            insert into data_set_column (data_set_id, ordinal, name, type, minimum, maximum, mean,
              std, missing, first_missing_line, classes)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """,
            rows,
            new int[] {
              java.sql.Types.VARCHAR,
              java.sql.Types.INTEGER,
              java.sql.Types.VARCHAR,
              java.sql.Types.VARCHAR,
              java.sql.Types.DOUBLE,
              java.sql.Types.DOUBLE,
              java.sql.Types.DOUBLE,
              java.sql.Types.DOUBLE,
              java.sql.Types.BIGINT,
              java.sql.Types.BIGINT,
              java.sql.Types.VARCHAR
            });
        rows.clear();
      }
    }
  }

  private void writeContent(String id, RowSource.Bytes bytes) throws IOException {
    try (InputStream stream = bytes.open();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
      int part = 0;
      for (byte[] plain = stream.readNBytes(PART_BYTES);
          plain.length > 0;
          plain = stream.readNBytes(PART_BYTES)) {
        deflater.reset();
        byte[] deflated =
            new DeflaterInputStream(new ByteArrayInputStream(plain), deflater).readAllBytes();
        reserve.check();
        jdbc.update(
            "insert into data_set_content (data_set_id, part, bytes) values (?, ?, ?)",
            id,
            part++,
            deflated);
      }
    }
  }

  private void writeBlocks(String id, RowSource rows, List<Column> columns) throws IOException {
    try (BlockWriter writer = new BlockWriter(id, columns)) {
      rows.read(writer);
      writer.flush();
    }
  }

  private StoredBlock block(String id, int block) {
    return jdbc
        .query(
            "select row_count, bytes from data_set_block where data_set_id = ? and block = ?",
            (row, number) -> new StoredBlock(row.getInt(1), row.getBytes(2)),
            id,
            block)
        .stream()
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("data set %s has no block %d".formatted(id, block)));
  }

  private Column column(ResultSet row) throws SQLException {
    String classes = row.getString("classes");
    return new Column(
        row.getString("name"),
        ColumnType.valueOf(row.getString("type")),
        row.getObject("minimum", Double.class),
        row.getObject("maximum", Double.class),
        row.getObject("mean", Double.class),
        row.getObject("std", Double.class),
        row.getLong("missing"),
        row.getLong("first_missing_line"),
        classes == null ? null : List.copyOf(json.readValue(classes, TEXTS)));
  }

  private record StoredBlock(int rows, byte[] bytes) {}

  /** Gathers rows into blocks and writes each when it is full. */
  private final class BlockWriter implements RowSource.Sink, AutoCloseable {
    private final String id;
    private final List<Column> columns;
    private final List<Map<String, Integer>> categories = new ArrayList<>();
    private final double[][] values;
    private final int blockRows;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private int rows;
    private int block;

    BlockWriter(String id, List<Column> columns) {
      this.id = id;
      this.columns = columns;
      blockRows =
          Math.clamp(BLOCK_BYTES / ((long) Double.BYTES * columns.size()), 1, MOST_ROWS_OF_A_BLOCK);
      values = new double[columns.size()][];
      for (int i = 0; i < values.length; i++) {
        Column column = columns.get(i);
        Map<String, Integer> indices = new HashMap<>();
        if (!column.type().isNumeric() && column.classes() != null) {
          column.classes().forEach(category -> indices.put(category, indices.size()));
        }
        categories.add(indices);
        values[i] = new double[column.hasValues() ? blockRows : 0];
      }
    }

    @Override
    public void columns(Header header) {
      // known from the profile
    }

    @Override
    public boolean row(Cells cells) {
      for (int i = 0; i < values.length; i++) {
        double[] column = values[i];
        if (column.length > 0) {
          column[rows] = cells.isMissing(i) ? Double.NaN : value(cells, i);
        }
      }
      if (++rows == blockRows) {
        flush();
      }
      return true;
    }

    private double value(Cells cells, int column) {
      return columns.get(column).type().isNumeric()
          ? cells.value(column)
          : categories.get(column).getOrDefault(cells.text(column), -1);
    }

    void flush() {
      if (rows > 0) {
        reserve.check();
        jdbc.update(
            "insert into data_set_block (data_set_id, block, row_count, bytes) values (?, ?, ?, ?)",
            id,
            block++,
            rows,
            Block.encode(values, rows, deflater));
        rows = 0;
      }
    }

    @Override
    public void close() {
      deflater.close();
    }
  }
}
