package io.trainyard.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request up to a limit. Beyond it {@link TooLarge} is thrown, and {@link Malformed}
 * when the sender stops too early.
 */
public final class LimitedBody extends FilterInputStream {
  private final long limit;
  private final String limitName;
  private long count;

  private LimitedBody(InputStream body, long limit, String limitName) {
    super(body);
    this.limit = limit;
    this.limitName = limitName;
  }

  /**
   * A request's body.
   *
   * @param limit most bytes
   * @param limitName the limit's name, for the answer to whoever sends more
   */
  public static LimitedBody of(HttpServletRequest request, long limit, String limitName)
      throws IOException {
    long announced = request.getContentLengthLong();
    if (announced > limit) {
      throw TooLarge.body(limitName, limit, announced);
    }
    return new LimitedBody(request.getInputStream(), limit, limitName);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    int got;
    try {
      got = super.read(bytes, offset, length);
    } catch (IOException e) {
      throw Malformed.cutOff(e);
    }
    if (got > 0) {
      count += got;
      if (count > limit) {
        throw TooLarge.body(limitName, limit, -1);
      }
    }
    return got;
  }

  @Override
  public long skip(long bytes) throws IOException {
    return bytes <= 0 ? 0 : readNBytes((int) Math.min(bytes, 8192)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
