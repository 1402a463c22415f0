package io.trainyard.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Long files in a table, in parts, so that nobody ever holds a whole one. */
public final class Parts {
  private static final int PART_BYTES = 4 * 1024 * 1024;

  private final JdbcClient jdbc;
  private final String insert;
  private final String select;

  /**
   * The files in a table, which has the columns {@code part} and {@code bytes} besides.
   *
   * @param owner the column that says whose file it is
   */
  public Parts(JdbcClient jdbc, String table, String owner) {
    this.jdbc = jdbc;
    this.insert = "insert into %s (%s, part, bytes) values (?, ?, ?)".formatted(table, owner);
    this.select = "select bytes from %s where %s = ? and part = ?".formatted(table, owner);
  }

  /**
   * A stream that stores what it gets as parts of {@code owner}; closing it stores the rest.
   *
   * @param bytes how many are going to come
   */
  public OutputStream write(String owner, long bytes) {
    return new BufferedOutputStream(new Writer(owner), (int) Math.clamp(bytes, 1, PART_BYTES));
  }

  /** The bytes of {@code owner}, fetched part by part; none at all if it has no file. */
  public InputStream read(String owner) {
    return new Reader(owner);
  }

  /** Stores each array of bytes it is handed as one part. */
  private final class Writer extends OutputStream {
    private final String owner;
    private int parts;

    Writer(String owner) {
      this.owner = owner;
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      jdbc.sql(insert)
          .params(owner, parts++, Arrays.copyOfRange(bytes, from, from + count))
          .update();
    }

    @Override
    public void write(int oneByte) {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }
  }

  private final class Reader extends InputStream {
    private final String owner;
    private byte[] part = {};
    private int parts;
    private int position;

    Reader(String owner) {
      this.owner = owner;
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
      Optional<byte[]> bytes = jdbc.sql(select).params(owner, parts).query(byte[].class).optional();
      bytes.ifPresent(found -> {
        part = found;
        position = 0;
        parts++;
      });
      return bytes.isPresent();
    }
  }
}
