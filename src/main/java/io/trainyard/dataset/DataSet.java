package io.trainyard.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table that is stored, without its values. It never changes.
 *
 * @param sha256 digest of the bytes as they were sent, in hex
 * @param content_type what these bytes are: CSV, JSON or JSON lines
 * @param read_only whether it came with the service and stays
 * @param warnings what looked doubtful when it was read; null if it was stored before that was
 *     noted
 * @param reading how its bytes are read
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
    List<Column> columns,
    @Nullable List<Warning> warnings,
    Reading reading) {

  /** The column of this name. */
  public Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
