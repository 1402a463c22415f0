package io.trainyard.dataset;

import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.InvalidRequest.Flaw;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.Objects;

/** Reads characters in an encoding, and says the line where a file has another. */
final class TextReader extends Reader {
  private static final int BUFFER = 1 << 16;

  private final InputStream stream;
  private final String encoding;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private boolean atStart = true;
  private boolean atEnd;
  private long line = 1;
  private boolean afterReturn;

  /**
   * Reads a stream.
   *
   * @param encoding a name that {@link Encoding} knows
   */
  TextReader(InputStream stream, String encoding) {
    this.stream = stream;
    this.encoding = encoding;
    this.decoder =
        Objects.requireNonNull(Encoding.named(encoding))
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (atStart) {
      begin();
    }
    CharBuffer chars = CharBuffer.wrap(target, offset, length);
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, atEnd);
      int decoded = chars.position() - offset;
      check(target, offset, offset + decoded);
      if (result.isError()) {
        throw refusal(undecodable());
      }
      if (decoded > 0 || length == 0) {
        return decoded;
      }
      if (atEnd) {
        return -1;
      }
      fill();
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private void begin() throws IOException {
    atStart = false;
    while (!atEnd && bytes.remaining() < ForeignFormat.LONGEST_START) {
      fill();
    }
    byte[] start = new byte[Math.min(bytes.remaining(), ForeignFormat.LONGEST_START)];
    bytes.get(bytes.position(), start);
    ForeignFormat.refuse(start, "CSV");
    if (Encoding.needsMark(encoding) && !Encoding.isMark(bytes)) {
      throw refusal(
          "The file has no byte order mark, so which UTF-16 it is cannot be told; say"
              + " encoding=utf-16-le or utf-16-be.");
    }
    int first = bytes.remaining() > 1 ? (bytes.get(0) & 0xFF) << 8 | (bytes.get(1) & 0xFF) : 0;
    if (encoding.startsWith("utf-16-") && Encoding.isMark(bytes)) {
      bytes.position(2);
    }
    if (first == 0xEFBB && bytes.remaining() > 2 && (bytes.get(2) & 0xFF) == 0xBF) {
      bytes.position(3);
    }
  }

  private void fill() throws IOException {
    atEnd |= Encoding.fill(stream, bytes);
  }

  private String undecodable() {
    String what =
        encoding.equals(Encoding.GUESSED) ? "neither UTF-8 nor cp1252" : "not " + encoding;
    int left = bytes.remaining();
    return left < 2 && atEnd && !encoding.equals(Encoding.GUESSED)
        ? "Line %d ends in the middle of a character of %s; was the file cut short?"
            .formatted(line, encoding)
        : "Line %d is %s: it has the byte 0x%02X where that cannot stand; say the encoding."
            .formatted(line, what, bytes.get(bytes.position()) & 0xFF);
  }

  /** Counts the lines among decoded characters and finds those that no text has. */
  private void check(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = chars[i];
      if (c > '\r') {
        afterReturn = false;
      } else if (c == '\n') {
        line += afterReturn ? 0 : 1;
        afterReturn = false;
      } else if (c == '\r') {
        line++;
        afterReturn = true;
      } else if (c == 0) {
        throw refusal(
            "Line %d has a NUL character (U+0000); is the file text? UTF-16 needs a byte order mark or encoding=utf-16-le."
                .formatted(line));
      }
    }
  }

  private InvalidRequest refusal(String detail) {
    return new InvalidRequest(List.of(Flaw.atLine(line, null, "malformed", detail)));
  }
}
