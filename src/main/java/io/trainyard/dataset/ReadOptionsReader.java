package io.trainyard.dataset;

import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.Refusal;
import io.trainyard.rest.StrictJson;
import io.trainyard.signature.Suggestion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Understands {@link ReadOptions} as a query or a form has them, each a list of texts, and as they
 * are stored.
 */
final class ReadOptionsReader {
  private static final int MOST_LINES_SKIPPED = 10_000;
  private static final int MOST_WORDS = 1000;

  private final Map<String, ?> tree;
  private final List<InvalidRequest.Flaw> flaws = new ArrayList<>();

  private ReadOptionsReader(Map<String, ?> tree) {
    this.tree = tree;
  }

  /**
   * The options in a tree.
   *
   * @param tree by name: a text, a number, true or false, a list of texts, or an object where one
   *     may be given; names that are no options are passed over
   * @throws InvalidRequest with every fault
   */
  static ReadOptions read(Map<String, ?> tree) {
    return new ReadOptionsReader(tree).read();
  }

  private ReadOptions read() {
    List<String> names = texts("names");
    Character decimal = sign("decimal");
    String sep = sep();
    var options =
        new ReadOptions(
            sep,
            decimal,
            sign("thousands"),
            encoding(),
            header(!names.isEmpty()),
            names,
            skiprows(),
            flag("skipinitialspace", false),
            sign("comment"),
            gapWords(),
            flag("keep_default_na", true),
            Set.copyOf(texts("true_values")),
            Set.copyOf(texts("false_values")),
            dtype(),
            texts("parse_dates"),
            flag("dayfirst", false));
    refuseOneSignForTwo(options);
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws);
    }
    return options;
  }

  private @Nullable String sep() {
    String sep = text("sep");
    if (sep == null) {
      return null;
    }
    // In a query a plus that is not escaped is a blank.
    if (List.of("\\s+", "\\s ", "\\s").contains(sep)) {
      return Separator.BLANKS;
    }
    String sign = sep.equals("\\t") ? "\t" : sep;
    if (sign.length() != 1
        || "\"\r\n".contains(sign)
        || Character.isLetterOrDigit(sign.charAt(0))) {
      flaw(
          "sep",
          "'sep' must be one sign, \\t for a tab or \\s+ for runs of blanks; got %s."
              .formatted(Refusal.quoted(sep)));
    }
    return sign;
  }

  private @Nullable Character sign(String name) {
    String sign = text(name);
    if (sign == null) {
      return null;
    }
    boolean one = sign.length() == 1;
    if (!one || "\"\r\n-+".contains(sign) || Character.isLetterOrDigit(sign.charAt(0))) {
      flaw(name, "'%s' must be one sign; got %s.".formatted(name, Refusal.quoted(sign)));
      return null;
    }
    return sign.charAt(0);
  }

  private void refuseOneSignForTwo(ReadOptions options) {
    Map<String, @Nullable String> signs = new LinkedHashMap<>();
    signs.put("sep", options.sep());
    signs.put("decimal", string(options.decimal()));
    signs.put("thousands", string(options.thousands()));
    signs.put("comment", string(options.comment()));
    for (String a : List.of("decimal", "comment")) {
      for (String b : signs.keySet()) {
        String sign = signs.get(a);
        if (!a.equals(b) && sign != null && sign.equals(signs.get(b))) {
          flaw(a, "'%s' and '%s' must not be the same sign; both are '%s'.".formatted(a, b, sign));
        }
      }
    }
  }

  private @Nullable String encoding() {
    String name = text("encoding");
    if (name != null && Encoding.named(name) == null) {
      flaw(
          "encoding",
          "Unknown encoding %s; known are utf-8, utf-16, latin-1, cp1252 and those of Java."
              .formatted(Refusal.quoted(name)));
      return null;
    }
    return name;
  }

  private int header(boolean named) {
    Object value = tree.get("header");
    String header = value instanceof List<?> || value instanceof String ? text("header") : null;
    if (value == null || "infer".equals(header)) {
      return named ? -1 : 0;
    }
    if (header != null && header.equalsIgnoreCase("none")) {
      return -1;
    }
    int row = whole(header == null ? value : header);
    if (row < 0 || row > MOST_LINES_SKIPPED) {
      flaw(
          "header",
          "'header' must be 'none', 'infer' or the number of a row from 0; got %s."
              .formatted(Refusal.quoted(String.valueOf(header == null ? value : header))));
    }
    return row;
  }

  private ReadOptions.Skipped skiprows() {
    Object value = tree.get("skiprows");
    if (value == null) {
      return ReadOptions.Skipped.NONE;
    }
    if (value instanceof Number) {
      int first = whole(value);
      return new ReadOptions.Skipped(first, Set.of());
    }
    Set<Integer> lines = new LinkedHashSet<>();
    for (Object line : value instanceof List<?> list ? list : List.of(value)) {
      int number = whole(line);
      if (number < 0) {
        flaw(
            "skiprows",
            "'skiprows' must be numbers of lines from 0, one parameter each; got %s."
                .formatted(Refusal.quoted(String.valueOf(line))));
        break;
      }
      lines.add(number);
    }
    if (lines.size() > MOST_LINES_SKIPPED) {
      flaw("skiprows", "'skiprows' must be at most %d lines.".formatted(MOST_LINES_SKIPPED));
    }
    return new ReadOptions.Skipped(0, Set.copyOf(lines));
  }

  private ReadOptions.GapWords gapWords() {
    Object object = object("na_values");
    if (!(object instanceof Map<?, ?> byColumn)) {
      return new ReadOptions.GapWords(Set.copyOf(texts("na_values")), Map.of());
    }
    Map<String, Set<String>> words = new LinkedHashMap<>();
    byColumn.forEach((column, given) -> {
      Set<String> some = new LinkedHashSet<>();
      for (Object word : given instanceof List<?> list ? list : List.of(String.valueOf(given))) {
        some.add(String.valueOf(word));
      }
      words.put(String.valueOf(column), some);
    });
    return new ReadOptions.GapWords(Set.of(), words);
  }

  private Map<String, ColumnType> dtype() {
    Map<String, String> given = new LinkedHashMap<>();
    if (object("dtype") instanceof Map<?, ?> types) {
      types.forEach((column, type) -> given.put(String.valueOf(column), String.valueOf(type)));
    } else {
      for (String pair : texts("dtype")) {
        int colon = pair.lastIndexOf(':');
        if (colon < 1) {
          flaw(
              "dtype",
              "'dtype' must be a column, a colon and a type, as zip:category; got %s."
                  .formatted(Refusal.quoted(pair)));
          continue;
        }
        given.put(pair.substring(0, colon), pair.substring(colon + 1));
      }
    }
    Map<String, ColumnType> types = new LinkedHashMap<>();
    given.forEach((column, type) ->
        ColumnType.named(type.strip())
            .ifPresentOrElse(
                known -> types.put(column, known),
                () ->
                    flaw(
                        "dtype",
                        "Unknown type "
                            + Refusal.quoted(type)
                            + " of column "
                            + Refusal.quoted(column)
                            + Suggestion.hint(type, ColumnType.names().keySet()))));
    return types;
  }

  /** A JSON object, as such or as a text; null if there is none. */
  private @Nullable Object object(String name) {
    Object value = tree.get(name);
    if (value instanceof Map<?, ?>) {
      return value;
    }
    List<String> texts = value == null ? List.of() : texts(name);
    if (texts.size() != 1 || !texts.getFirst().startsWith("{")) {
      return null;
    }
    try {
      return StrictJson.read(
          new ByteArrayInputStream(texts.getFirst().getBytes(StandardCharsets.UTF_8)));
    } catch (Refusal e) {
      flaw(name, "'%s' is no JSON: %s".formatted(name, e.getMessage()));
      return Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable String text(String name) {
    List<String> texts = texts(name);
    if (texts.size() > 1) {
      flaw(name, "'%s' must be given once; got %d.".formatted(name, texts.size()));
    }
    return texts.isEmpty() ? null : texts.getFirst();
  }

  private List<String> texts(String name) {
    Object value = tree.get(name);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Object item : value instanceof List<?> list ? list : List.of(value)) {
      texts.add(String.valueOf(item));
    }
    if (texts.size() > MOST_WORDS) {
      flaw(
          name, "'%s' must be at most %d texts; got %d.".formatted(name, MOST_WORDS, texts.size()));
    }
    return List.copyOf(texts);
  }

  private boolean flag(String name, boolean otherwise) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    return switch (text) {
      case "true", "True", "1" -> true;
      case "false", "False", "0" -> false;
      default -> {
        flaw(name, "'%s' must be true or false; got %s.".formatted(name, Refusal.quoted(text)));
        yield otherwise;
      }
    };
  }

  /** A whole number; -1 if it is none. */
  private static int whole(Object value) {
    if (value instanceof Integer number) {
      return number;
    }
    String text = String.valueOf(value);
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }

  private void flaw(String name, String detail) {
    flaws.add(new InvalidRequest.Flaw(null, name, null, null, detail, "invalid_value"));
  }

  private static @Nullable String string(@Nullable Character sign) {
    return sign == null ? null : sign.toString();
  }
}
