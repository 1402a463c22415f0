package io.trainyard.script.value;

/** Strings as Python shows them. */
public final class Quoted {

  private Quoted() {}

  /** {@code repr(string)}: within quotes, which are single where the text has none itself. */
  public static String of(String string) {
    char quote = string.indexOf('\'') >= 0 && string.indexOf('"') < 0 ? '"' : '\'';
    String escaped =
        string.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r");
    return quote + (quote == '\'' ? escaped.replace("'", "\\'") : escaped) + quote;
  }
}
