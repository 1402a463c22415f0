package io.trainyard.signature;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of one kind or, when it has the other kind's first field, of the other. */
public record AlternativeValue(Value first, ObjectValue second) implements Value {

  private String mark() {
    return second.signature().parameters().getFirst().name();
  }

  @Override
  public @Nullable Object read(@Nullable Object tree, Faults faults) {
    if (tree instanceof Map<?, ?> map && map.containsKey(mark())) {
      Object value = second.read(tree, faults);
      return value == null ? null : Either.second(value);
    }
    Object value = first.read(tree, faults);
    return value == null ? null : Either.first(value);
  }

  @Override
  public @Nullable Object toTree(Object value) {
    return switch ((Either<?, ?>) value) {
      case Either.First<?, ?>(Object one) -> first.toTree(one);
      case Either.Second<?, ?>(Object other) -> second.toTree(other);
    };
  }

  @Override
  public String expectation() {
    return first.expectation() + ", or with a '" + mark() + "'";
  }

  @Override
  public String name() {
    return "object";
  }
}
