package io.trainyard.script.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.Recorded;
import io.trainyard.loss.Loss;
import io.trainyard.nn.Layer;
import io.trainyard.script.interpreter.Binder;
import io.trainyard.script.value.None;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Signature;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The functions that follow from layers and losses take what PyTorch's own do. */
class FunctionalsTest {

  @TestFactory
  Stream<DynamicTest> argumentsHavePyTorchsNamesOrderAndDefaults() {
    return Recorded.tests(
        "functionals",
        "signatures",
        recorded -> {
          List<Binder.Slot> parameters = binder(recorded).slots();
          JsonNode arguments = recorded.get("parameters");
          assertThat(parameters)
              .extracting(Binder.Slot::name)
              .containsExactlyElementsOf(
                  StreamSupport.stream(arguments.spliterator(), false)
                      .map(argument -> argument.get("name").asString())
                      .toList());
          for (int i = 0; i < arguments.size(); i++) {
            JsonNode argument = arguments.get(i);
            assertThat(plain(parameters.get(i).standard()))
                .as("default of %s", parameters.get(i).name())
                .isEqualTo(argument.has("default") ? plain(argument.get("default")) : "required");
          }
        });
  }

  @Test
  void everyFunctionIsRecorded() {
    List<String> recorded =
        StreamSupport.stream(Recorded.read("functionals").get("signatures").spliterator(), false)
            .map(function -> function.get("op").asString())
            .toList();
    assertThat(
            members()
                .map(member -> member.type().getAnnotation(Functional.class))
                .filter(function -> function != null)
                .map(Functional::value))
        .containsExactlyInAnyOrderElementsOf(recorded);
  }

  private static Stream<Signature<?>> members() {
    return Stream.concat(
        Catalog.of(Layer.class).signatures().stream(),
        Catalog.of(Loss.class).signatures().stream());
  }

  private static Binder binder(JsonNode recorded) {
    Signature<?> member =
        members()
            .filter(other -> other.name().equals(recorded.get("type").asString()))
            .findFirst()
            .orElseThrow();
    Functional function = member.type().getAnnotation(Functional.class);
    assertThat(function.value()).isEqualTo(recorded.get("op").asString());
    List<String> inputs =
        Loss.class.isAssignableFrom(member.type()) ? List.of("input", "target") : List.of("input");
    return LayerFunctions.binder(function, member, inputs, false);
  }

  /** A default in a form in which 1 and 1.0 are the same. */
  private static Object plain(Object value) {
    return switch (value) {
      case null -> "required";
      case None none -> "None";
      case JsonNode node when node.isNull() -> "None";
      case JsonNode node when node.isNumber() -> node.asDouble();
      case JsonNode node when node.isBoolean() -> node.asBoolean();
      case JsonNode node -> node.asString();
      case Number number -> number.doubleValue();
      case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
      default -> value;
    };
  }
}
