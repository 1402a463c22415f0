package io.trainyard.job;

import io.trainyard.signature.Faults;
import java.util.Map;
import java.util.regex.Pattern;

/** What a job may be called and labelled with. */
public final class JobWords {
  private static final int MOST_LABELS = 50;

  /** Nothing that a terminal, a log or a database could stumble over. */
  private static final Pattern UNWRITABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

  private static final int LONGEST_SENTENCE = 2000;

  private JobWords() {}

  /** As much of a sentence as is kept. */
  static String shortened(String sentence) {
    return sentence.length() > LONGEST_SENTENCE
        ? sentence.substring(0, LONGEST_SENTENCE - 1) + "…"
        : sentence;
  }

  public static void checkName(String name, int longest, Faults faults) {
    check(name, longest, "name_length", faults);
    if (name.isBlank()) {
      faults.add("invalid_value", "expects a name that is not blank, or null for none");
    }
  }

  public static void checkLabels(Map<String, String> labels, int longest, Faults faults) {
    if (labels.size() > MOST_LABELS) {
      faults.add(
          "limit_exceeded", "the most is %d labels, got %d".formatted(MOST_LABELS, labels.size()));
    }
    labels.forEach((name, text) -> {
      check(name, longest, "name_length", faults.at(name));
      check(text, longest, "name_length", faults.at(name));
    });
  }

  private static void check(String text, int longest, String limit, Faults faults) {
    int length = text.codePointCount(0, text.length());
    if (length > longest) {
      faults.add(
          "limit_exceeded",
          "the most is %d characters (limit '%s'), got %d".formatted(longest, limit, length));
    }
    if (UNWRITABLE.matcher(text).find()) {
      faults.add("invalid_value", "expects text without control characters");
    }
  }
}
