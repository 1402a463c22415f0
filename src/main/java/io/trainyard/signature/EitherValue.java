package io.trainyard.signature;

import org.jspecify.annotations.Nullable;

/** A word of a few, or another kind of value. */
public record EitherValue(ChoiceValue first, Value second) implements Value {
  @Override
  public @Nullable Object read(@Nullable Object tree, Faults faults) {
    if (!(tree instanceof String word)) {
      Object value = second.read(tree, faults);
      return value == null ? null : Either.second(value);
    }
    if (!first.words().contains(word)) {
      faults.add(
          "unknown_name",
          "expects "
              + expectation()
              + ", got "
              + Literal.describe(word)
              + Suggestion.hint(word, first.words()));
      return null;
    }
    Object value = first.read(word, faults);
    return value == null ? null : Either.first(value);
  }

  @Override
  public @Nullable Object toTree(Object value) {
    return switch ((Either<?, ?>) value) {
      case Either.First<?, ?>(Object word) -> first.toTree(word);
      case Either.Second<?, ?>(Object other) -> second.toTree(other);
    };
  }

  @Override
  public String expectation() {
    return first.expectation() + ", or " + second.expectation();
  }

  @Override
  public String name() {
    return first.name() + " | " + second.name();
  }
}
