package io.trainyard.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON (RFC 8259) as it is written: UTF-8, no name twice, nothing after the end, no nesting
 * without bound. What cannot be read is refused with its line and column.
 */
public final class StrictJson {
  /** Deepest nesting of lists and objects. */
  static final int DEEPEST = 100;

  private static final Pattern UNEXPECTED_CHARACTER =
      Pattern.compile("Unexpected character \\((?:'.{1,2}')? ?\\(?code (\\d+)");
  private static final Pattern UNKNOWN_WORD =
      Pattern.compile("(?:Unrecognized|Non-standard) token '([^']{1,40})");
  private static final Pattern CLOSE_MARKER = Pattern.compile("Unexpected close marker '(.)'");
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private StrictJson() {}

  /** A parser over JSON text in UTF-8; what it throws is told by {@link #refusal}. */
  public static JsonParser parser(InputStream json) throws IOException {
    PushbackInputStream stream = new PushbackInputStream(json, 4);
    byte[] start = stream.readNBytes(4);
    stream.unread(start);
    for (byte b : start) {
      if (b == 0 || b == (byte) 0xFE || b == (byte) 0xFF) {
        throw new Malformed(
            "The body must be JSON in UTF-8; its first bytes are not (UTF-16 or UTF-32?).");
      }
    }
    return FACTORY.createParser(ObjectReadContext.empty(), stream);
  }

  /**
   * Reads a whole document.
   *
   * @return maps in the order of the text, lists, strings, numbers (Integer, Long or BigInteger;
   *     Double, or BigDecimal beyond its range), booleans and nulls
   * @throws Malformed if it is not strict JSON
   */
  public static @Nullable Object read(InputStream json) throws IOException {
    try (JsonParser parser = parser(json)) {
      if (parser.nextToken() == null) {
        throw new Malformed("The body is empty; expected JSON.");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw malformed("there is more after its end", parser.currentTokenLocation());
      }
      return value;
    } catch (JacksonException e) {
      throw refusal(e);
    }
  }

  /** What a parser's exception means to whoever sent the text. */
  public static Refusal refusal(JacksonException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Refusal refusal) {
      return refusal;
    }
    if (e instanceof JacksonIOException && cause instanceof IOException unread) {
      return Malformed.cutOff(unread);
    }
    return malformed(reason(e), e.getLocation());
  }

  /** The text of the current name or string, which must be one that every store can hold. */
  public static String text(JsonParser parser) {
    String text = parser.getString();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw malformed("a text has the character U+0000", parser.currentTokenLocation());
      }
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw malformed("a text has half of a surrogate pair", parser.currentTokenLocation());
        }
        i++;
      }
    }
    return text;
  }

  /** Refuses the text for this reason, a clause that goes after "The body is not JSON: ". */
  public static Malformed malformed(String reason, @Nullable TokenStreamLocation place) {
    return new Malformed(
        place == null || place.getLineNr() < 1
            ? "The body cannot be read as JSON: %s.".formatted(reason)
            : "The body cannot be read as JSON: %s (line %d, column %d)."
                .formatted(reason, place.getLineNr(), place.getColumnNr()));
  }

  // The parser's depth is bounded by the factory, so this recursion is too.
  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> list(parser);
      case VALUE_STRING -> text(parser);
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw malformed("unexpected input", parser.currentTokenLocation());
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = text(parser);
      TokenStreamLocation place = parser.currentTokenLocation();
      if (object.containsKey(name)) {
        throw malformed("the name " + Refusal.quoted(name) + " stands twice in an object", place);
      }
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static List<@Nullable Object> list(JsonParser parser) {
    List<@Nullable Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(parser));
    }
    return list;
  }

  private static Number decimal(JsonParser parser) {
    double value = parser.getDoubleValue();
    if (Double.isFinite(value)) {
      return value;
    }
    try {
      return new BigDecimal(parser.getString());
    } catch (NumberFormatException e) {
      throw malformed("a number's exponent is too large", parser.currentTokenLocation());
    }
  }

  private static String reason(JacksonException e) {
    String message = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    if (e instanceof UnexpectedEndOfInputException) {
      return "it ends before it is complete";
    }
    if (e instanceof StreamConstraintsException) {
      return message.contains("nesting")
          ? "it is nested more than " + DEEPEST + " deep"
          : message.contains("Number")
              ? "a number has more than 1000 digits"
              : "a name or a text is too long";
    }
    if (message.contains("UTF-8")) {
      return "it is not UTF-8";
    }
    Matcher character = UNEXPECTED_CHARACTER.matcher(message);
    if (character.find()) {
      int code = Integer.parseInt(character.group(1));
      return "unexpected "
          + (code < ' ' ? "control character " + code : Refusal.quoted(Character.toString(code)));
    }
    Matcher word = UNKNOWN_WORD.matcher(message);
    if (word.find()) {
      return "unknown word " + Refusal.quoted(word.group(1));
    }
    Matcher closing = CLOSE_MARKER.matcher(message);
    if (closing.find()) {
      return "unexpected " + Refusal.quoted(closing.group(1));
    }
    if (message.contains("surrogate")) {
      return "a text has half of a surrogate pair";
    }
    if (message.contains("CTRL-CHAR")) {
      return "control characters inside a text must be written as escapes";
    }
    if (message.contains("escape")) {
      return "unknown escape in a text";
    }
    return "unexpected input";
  }
}
