package io.trainyard.signature;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One of a few words: the constants of an enum, in lower case. */
public record ChoiceValue(Class<? extends Enum<?>> type) implements Value {
  @Override
  public @Nullable Object read(@Nullable Object tree, Faults faults) {
    if (!(tree instanceof String text)) {
      return refuse(tree, faults);
    }
    for (Enum<?> constant : type.getEnumConstants()) {
      if (word(constant).equals(text)) {
        return constant;
      }
    }
    faults.add(
        "unknown_name",
        "expects " + expectation() + ", got " + Literal.describe(tree) + didYouMean(text));
    return null;
  }

  private String didYouMean(String text) {
    return Suggestion.nearest(text, words())
        .map(word -> "; did you mean '" + word + "'?")
        .orElse("");
  }

  /** The words that may stand there. */
  public List<String> words() {
    return Arrays.stream(type.getEnumConstants()).map(ChoiceValue::word).toList();
  }

  private static String word(Enum<?> constant) {
    try {
      Named named =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(Named.class);
      return named == null ? constant.name().toLowerCase(Locale.ROOT) : named.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(constant + " is no constant of its class", e);
    }
  }

  @Override
  public Object toTree(Object value) {
    return word((Enum<?>) value);
  }

  @Override
  public String expectation() {
    List<String> words = words().stream().map(word -> "'" + word + "'").toList();
    int last = words.size() - 1;
    return last == 0
        ? words.getFirst()
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  @Override
  public String name() {
    return "string";
  }
}
