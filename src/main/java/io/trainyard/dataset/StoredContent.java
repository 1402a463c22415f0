package io.trainyard.dataset;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a stored data set as they were sent. Each part is fetched when it is needed, so no
 * connection is held between two of them.
 */
final class StoredContent extends InputStream {
  private final TableStore tables;
  private final String id;
  private int next;
  private @Nullable InputStream part;

  StoredContent(TableStore tables, String id) {
    this.tables = tables;
    this.id = id;
    part = tables.content(id, next++);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (part != null) {
      int got = part.read(bytes, offset, length);
      if (got >= 0) {
        return got;
      }
      part.close();
      part = tables.content(id, next++);
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    if (part != null) {
      part.close();
      part = null;
    }
  }
}
