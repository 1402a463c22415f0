package io.trainyard.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a file's bytes stand for characters: by name, or found out. */
final class Encoding {
  static final String UTF_8 = "utf-8";
  static final String UTF_16 = "utf-16";
  static final String GUESSED = "cp1252";

  /** Python's names of what Java calls otherwise. */
  private static final Map<String, String> PYTHON =
      Map.of(
          "utf-8-sig", "UTF-8",
          "utf-16-le", "UTF-16LE",
          "utf-16-be", "UTF-16BE",
          "latin-1", "ISO-8859-1",
          "mbcs", "windows-1252",
          "ansi", "windows-1252",
          "mac-roman", "x-MacRoman",
          "macroman", "x-MacRoman");

  private static final int BUFFER = 1 << 16;

  private Encoding() {}

  /** The encoding of this name, Python's or Java's; null if it is none. */
  static @Nullable Charset named(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    try {
      String known = PYTHON.getOrDefault(plain, plain);
      if (known.matches("cp125\\d")) {
        known = "windows-" + known.substring(2);
      }
      Charset charset = Charset.forName(known.replaceFirst("^iso8859-", "iso-8859-"));
      return charset.canEncode() ? charset : null;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  /** Whether the name is that of UTF-16 whose byte order its first two bytes tell. */
  static boolean needsMark(String name) {
    return StandardCharsets.UTF_16.equals(named(name));
  }

  /**
   * The encoding of these bytes: UTF-16 where they begin with its mark, UTF-8 where they are valid
   * as such, otherwise cp1252.
   */
  static String of(RowSource.Bytes bytes) throws IOException {
    try (InputStream stream = bytes.open()) {
      ByteBuffer in = ByteBuffer.allocate(BUFFER).flip();
      boolean end = fill(stream, in);
      if (isMark(in)) {
        return UTF_16;
      }
      CharsetDecoder decoder =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      CharBuffer out = CharBuffer.allocate(BUFFER);
      while (true) {
        CoderResult result = decoder.decode(in, out.clear(), end);
        if (result.isError()) {
          return GUESSED;
        }
        if (end && result.isUnderflow()) {
          return UTF_8;
        }
        end = fill(stream, in);
      }
    }
  }

  /** Whether these bytes begin with the mark of UTF-16. */
  static boolean isMark(ByteBuffer bytes) {
    int first = bytes.remaining() > 1 ? Short.toUnsignedInt(bytes.getShort(bytes.position())) : 0;
    return first == 0xFEFF || first == 0xFFFE;
  }

  /**
   * Reads on behind what is left.
   *
   * @return whether there is no more
   */
  static boolean fill(InputStream stream, ByteBuffer bytes) throws IOException {
    bytes.compact();
    int got = stream.read(bytes.array(), bytes.position(), bytes.remaining());
    if (got > 0) {
      bytes.position(bytes.position() + got);
    }
    bytes.flip();
    return got < 0;
  }
}
