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
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads UTF-8 and nothing else, and says the line where a file is something else. */
final class Utf8Reader extends Reader {
  private static final int BUFFER = 1 << 16;

  private final InputStream stream;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private boolean atStart = true;
  private boolean atEnd;
  private long line = 1;
  private boolean afterReturn;

  Utf8Reader(InputStream stream) {
    this.stream = stream;
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
        throw refusal(
            "malformed",
            "Line %d is not UTF-8: it has the byte 0x%02X where that cannot stand. Save the file as UTF-8."
                .formatted(line, bytes.get(bytes.position()) & 0xFF));
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
    ForeignFormat.refuse(start, "CSV in UTF-8");
    int first = bytes.remaining() > 1 ? (bytes.get(0) & 0xFF) << 8 | (bytes.get(1) & 0xFF) : 0;
    if (first == 0xFEFF || first == 0xFFFE) {
      throw refusal("malformed", "The file is UTF-16; expected UTF-8. Save the file as UTF-8.");
    }
    if (first == 0xEFBB && bytes.remaining() > 2 && (bytes.get(2) & 0xFF) == 0xBF) {
      bytes.position(3);
    }
  }

  private void fill() throws IOException {
    bytes.compact();
    int got = stream.read(bytes.array(), bytes.position(), bytes.remaining());
    if (got < 0) {
      atEnd = true;
    } else {
      bytes.position(bytes.position() + got);
    }
    bytes.flip();
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
            "malformed", "Line %d has a NUL character (U+0000); is the file text?".formatted(line));
      }
    }
  }

  private InvalidRequest refusal(String code, String detail) {
    return new InvalidRequest(List.of(Flaw.atLine(line, null, code, detail)));
  }
}
