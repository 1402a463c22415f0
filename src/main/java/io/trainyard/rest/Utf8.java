package io.trainyard.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text that comes as bytes. */
public final class Utf8 {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Utf8() {}

  /**
   * Reads bytes strictly as UTF-8, without the mark that some editors put before it.
   *
   * @param what the bytes are, as in "... is not UTF-8": {@code The body}
   * @throws Malformed if they are not UTF-8
   */
  public static String read(byte[] bytes, String what) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Malformed(what + " is not UTF-8.");
    }
  }
}
