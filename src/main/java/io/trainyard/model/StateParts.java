package io.trainyard.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The parameters of the models as bytes, in parts, so that no request ever holds a whole file. */
@Repository
class StateParts {
  private static final int PART_BYTES = 4 * 1024 * 1024;

  private final JdbcClient jdbc;

  StateParts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A stream that stores what it gets as parts of {@code modelId}; closing it stores the rest.
   *
   * @param bytes how many are going to come
   */
  OutputStream write(String modelId, long bytes) {
    return new BufferedOutputStream(new Writer(modelId), (int) Math.clamp(bytes, 1, PART_BYTES));
  }

  /** The bytes of {@code modelId}, fetched part by part; none at all if there is no such model. */
  InputStream read(String modelId) {
    return new Reader(modelId);
  }

  /** Stores each array of bytes it is handed as one part. */
  private final class Writer extends OutputStream {
    private final String modelId;
    private int parts;

    Writer(String modelId) {
      this.modelId = modelId;
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      jdbc.sql("insert into model_state (model_id, part, bytes) values (?, ?, ?)")
          .params(modelId, parts++, Arrays.copyOfRange(bytes, from, from + count))
          .update();
    }

    @Override
    public void write(int oneByte) {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }
  }

  private final class Reader extends InputStream {
    private final String modelId;
    private byte[] part = {};
    private int parts;
    private int position;

    Reader(String modelId) {
      this.modelId = modelId;
    }

    @Override
    public int read(byte[] target, int from, int count) {
      if (count == 0) {
        return 0;
      }
      if (position == part.length && !next()) {
        return -1;
      }
      int copied = Math.min(count, part.length - position);
      System.arraycopy(part, position, target, from, copied);
      position += copied;
      return copied;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private boolean next() {
      Optional<byte[]> bytes =
          jdbc.sql("select bytes from model_state where model_id = ? and part = ?")
              .params(modelId, parts)
              .query(byte[].class)
              .optional();
      bytes.ifPresent(found -> {
        part = found;
        position = 0;
        parts++;
      });
      return bytes.isPresent();
    }
  }
}
