package io.trainyard.dataset;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may separate the fields of a file that was taken for one with commas. */
enum Separator {
  SEMICOLON(";", "semicolons"),
  TAB("\t", "tabs"),
  BAR("\\|", "vertical bars"),
  BLANK("\\s+", "blanks"),
  COMMA(",", "commas inside quotation marks"),
  COLON(":", "colons");

  private static final List<Separator> NEVER_IN_A_NAME = List.of(SEMICOLON, TAB, BAR);

  private final Pattern pattern;
  private final String words;

  Separator(String regex, String words) {
    this.pattern = Pattern.compile(regex);
    this.words = words;
  }

  /** Its name in a sentence, in the plural. */
  String words() {
    return words;
  }

  /** How many fields a text has if this separates them. */
  int fields(String text) {
    return pattern.split(text.strip(), -1).length;
  }

  /** The one that separates a header in more places than commas do; null if none does. */
  static @Nullable Separator of(List<String> names) {
    String header = String.join(",", names);
    return NEVER_IN_A_NAME.stream()
        .filter(separator -> separator.fields(header) > names.size())
        .findFirst()
        .orElse(null);
  }

  /** The one of those that this character is; null if it is none. */
  static @Nullable Separator of(char character) {
    return NEVER_IN_A_NAME.stream()
        .filter(separator -> separator.pattern.matcher(String.valueOf(character)).matches())
        .findFirst()
        .orElse(null);
  }
}
