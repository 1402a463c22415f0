package io.trainyard.dataset;

import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.Malformed;
import io.trainyard.rest.TooLarge;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Unpacks files that begin as gzip, as far as a limit goes. */
final class Gzip {
  private static final int BUFFER = 1 << 16;

  /** No table becomes so many times smaller, and a bomb is told by it before it is unpacked. */
  private static final long MOST_TIMES = 200;

  /** Small files may, for they have hardly anything but a header. */
  private static final long ALWAYS_ALLOWED = 1 << 24;

  private Gzip() {}

  /** Whether a file begins as gzip does. */
  static boolean begins(RowSource.Bytes bytes) throws IOException {
    try (InputStream stream = bytes.open()) {
      return isGzip(stream.readNBytes(2));
    }
  }

  /**
   * What a stream holds, unpacked if it begins as gzip.
   *
   * @param limit most bytes of it, by the limit 'dataset_bytes'
   * @param said whether its sender says that it is gzip
   */
  static InputStream unpacked(InputStream stream, long limit, boolean said) throws IOException {
    PushbackInputStream body = new PushbackInputStream(stream, 2);
    byte[] start = body.readNBytes(2);
    body.unread(start);
    if (isGzip(start)) {
      Counted packed = new Counted(body);
      return new Unpacked(packed, limit);
    }
    if (said) {
      throw new Malformed("The body is not gzip, as its 'Content-Encoding' says.");
    }
    return body;
  }

  private static boolean isGzip(byte[] start) {
    return start.length == 2 && start[0] == 0x1F && start[1] == (byte) 0x8B;
  }

  /** Counts the bytes that are read. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int got = super.read(bytes, offset, length);
      count += Math.max(got, 0);
      return got;
    }
  }

  /** Bytes that were packed, up to a limit. */
  private static final class Unpacked extends InputStream {
    private final Counted packed;
    private final InputStream in;
    private final long limit;
    private long count;

    Unpacked(Counted packed, long limit) throws IOException {
      this.packed = packed;
      this.limit = limit;
      try {
        this.in = new GZIPInputStream(packed, BUFFER);
      } catch (EOFException | ZipException e) {
        throw refusal(e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int got;
      try {
        got = in.read(bytes, offset, length);
      } catch (EOFException | ZipException e) {
        throw refusal(e);
      }
      count += Math.max(got, 0);
      if (count > limit) {
        throw TooLarge.body("dataset_bytes", limit, -1);
      }
      if (count > ALWAYS_ALLOWED && count > MOST_TIMES * packed.count) {
        throw new TooLarge(
            "The file unpacks to more than %d times its size; send it unpacked if it is a table."
                .formatted(MOST_TIMES));
      }
      return got;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    private static InvalidRequest refusal(IOException e) {
      String detail =
          e instanceof EOFException
              ? "The gzip file ends too early; was it cut short?"
              : "The file begins as gzip does and cannot be unpacked (%s)."
                  .formatted(e.getMessage());
      return new InvalidRequest(List.of(InvalidRequest.Flaw.atLine(1, null, "malformed", detail)));
    }
  }
}
