package io.trainyard.rest;

import java.util.Map;
import org.springframework.http.HttpHeaders;

/** A request that is answered with a problem; its message is the sentence that the user reads. */
public abstract class Refusal extends RuntimeException {
  private static final int LONGEST_QUOTE = 100;

  private final transient ProblemType type;
  private final transient Map<String, ?> members;

  Refusal(ProblemType type, String detail, Map<String, ?> members) {
    super(detail);
    this.type = type;
    this.members = members;
  }

  Refusal(ProblemType type, String detail) {
    this(type, detail, Map.of());
  }

  /** Headers that go with the answer. */
  HttpHeaders headers() {
    return new HttpHeaders();
  }

  Problem problem(String instance) {
    return new Problem(
        type, type.status(), String.valueOf(getMessage()), instance, members, headers());
  }

  /** What somebody sent, fit to stand in a sentence: in quotes, cut, without control characters. */
  public static String quoted(String text) {
    String cut =
        text.codePointCount(0, text.length()) > LONGEST_QUOTE
            ? text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) + "…"
            : text;
    StringBuilder quoted = new StringBuilder("'");
    cut.codePoints()
        .map(c -> Character.isISOControl(c) || isSurrogate(c) ? '\uFFFD' : c)
        .forEach(quoted::appendCodePoint);
    return quoted.append('\'').toString();
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
