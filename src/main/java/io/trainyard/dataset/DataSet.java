package io.trainyard.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A table that is stored, without its values. It never changes.
 *
 * @param sha256 digest of the bytes as they were sent, in hex
 * @param content_type what these bytes are: CSV or JSON
 * @param read_only whether it came with the service and stays
 */
public record DataSet(
    String id,
    String name,
    int rows,
    long size_bytes,
    String sha256,
    String content_type,
    boolean read_only,
    Instant created_at,
    List<Column> columns) {

  /** The column of this name. */
  public Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
