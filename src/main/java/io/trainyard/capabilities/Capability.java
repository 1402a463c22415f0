package io.trainyard.capabilities;

import io.trainyard.signature.ChoiceValue;
import io.trainyard.signature.EitherValue;
import io.trainyard.signature.IntegerValue;
import io.trainyard.signature.ListValue;
import io.trainyard.signature.NumberValue;
import io.trainyard.signature.Parameter;
import io.trainyard.signature.Range;
import io.trainyard.signature.Signature;
import io.trainyard.signature.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a request can name.
 *
 * @param type its name
 * @param summary one sentence on what it does
 * @param arguments each as a tree: {@code name}, {@code type}, {@code expects} (in words), {@code
 *     required}, and where they apply {@code inferred}, {@code nullable}, {@code default}, {@code
 *     minimum} or {@code exclusive_minimum}, {@code maximum} or {@code exclusive_maximum}, {@code
 *     choices}; bounds and choices of a list are those of its entries
 */
record Capability(String type, String summary, List<Map<String, @Nullable Object>> arguments) {

  static Capability of(Signature<?> signature) {
    return new Capability(
        signature.name(),
        signature.summary(),
        signature.parameters().stream().map(Capability::argument).toList());
  }

  private static Map<String, @Nullable Object> argument(Parameter parameter) {
    Map<String, @Nullable Object> argument = new LinkedHashMap<>();
    argument.put("name", parameter.name());
    argument.put("type", parameter.type().name());
    argument.put("expects", parameter.expectation());
    argument.put("required", !parameter.optional());
    if (parameter.inferredFrom().isPresent()) {
      argument.put("inferred", true);
    } else if (parameter.optional()) {
      argument.put("default", parameter.defaultTree());
    }
    if (parameter.nullable()) {
      argument.put("nullable", true);
    }
    narrow(parameter.type(), argument);
    return argument;
  }

  private static void narrow(Value value, Map<String, @Nullable Object> argument) {
    switch (value) {
      case ListValue list -> narrow(list.element(), argument);
      case EitherValue either -> {
        narrow(either.first(), argument);
        narrow(either.second(), argument);
      }
      case IntegerValue integer -> bounds(integer.range(), argument);
      case NumberValue number -> bounds(number.range(), argument);
      case ChoiceValue choice -> argument.put("choices", choice.words());
      default -> {}
    }
  }

  private static void bounds(Range range, Map<String, @Nullable Object> argument) {
    if (range.min() != Double.NEGATIVE_INFINITY) {
      argument.put(
          range.minExclusive() ? "exclusive_minimum" : "minimum", JsonSchema.number(range.min()));
    }
    if (range.max() != Double.POSITIVE_INFINITY) {
      argument.put(
          range.maxExclusive() ? "exclusive_maximum" : "maximum", JsonSchema.number(range.max()));
    }
  }
}
