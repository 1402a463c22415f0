package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.loss.Loss;
import io.trainyard.nn.Layer;
import io.trainyard.optim.LRScheduler;
import io.trainyard.optim.Optimizer;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Parameter;
import io.trainyard.signature.Signature;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The arguments of everything that a request can name are PyTorch's: names, order, defaults. */
class PyTorchSignaturesTest {

  private static final Map<String, Catalog<?>> FAMILIES =
      Map.of(
          "layers", Catalog.of(Layer.class),
          "losses", Catalog.of(Loss.class),
          "optimizers", Catalog.of(Optimizer.class),
          "schedulers", Catalog.of(LRScheduler.class));

  @TestFactory
  Stream<DynamicTest> argumentsHavePyTorchsNamesOrderAndDefaults() {
    return FAMILIES.entrySet().stream()
        .flatMap(family ->
            Recorded.tests(
                "signatures",
                family.getKey(),
                recorded -> assertArguments(recorded, signature(family.getValue(), recorded))));
  }

  @TestFactory
  Stream<DynamicTest> everyMemberIsRecordedAndSaysWhatItDoes() {
    JsonNode recorded = Recorded.read("signatures");
    return FAMILIES.entrySet().stream()
        .map(family ->
            DynamicTest.dynamicTest(
                family.getKey(),
                () -> {
                  assertThat(family.getValue().signatures())
                      .extracting(Signature::name)
                      .containsExactlyInAnyOrderElementsOf(types(recorded.get(family.getKey())));
                  assertThat(family.getValue().signatures())
                      .allSatisfy(member -> assertThat(member.summary()).endsWith("."));
                }));
  }

  private static List<String> types(JsonNode members) {
    return StreamSupport.stream(members.spliterator(), false)
        .map(member -> member.get("type").asString())
        .toList();
  }

  private static Signature<?> signature(Catalog<?> family, JsonNode recorded) {
    return family.signatures().stream()
        .filter(member -> member.name().equals(recorded.get("type").asString()))
        .findFirst()
        .orElseThrow();
  }

  private static void assertArguments(JsonNode recorded, Signature<?> signature) {
    JsonNode arguments = recorded.get("parameters");
    assertThat(signature.parameters())
        .extracting(Parameter::name)
        .containsExactlyElementsOf(
            StreamSupport.stream(arguments.spliterator(), false)
                .map(argument -> argument.get("name").asString())
                .toList());
    for (int i = 0; i < arguments.size(); i++) {
      Parameter parameter = signature.parameters().get(i);
      JsonNode argument = arguments.get(i);
      assertThat(parameter.optional() && parameter.inferredFrom().isEmpty())
          .as("%s may be left out", parameter.name())
          .isEqualTo(argument.has("default"));
      assertThat(plain(parameter.defaultTree()))
          .as("default of %s", parameter.name())
          .isEqualTo(argument.has("default") ? plain(argument.get("default")) : null);
    }
  }

  /** A default in a form in which 1 and 1.0 are the same. */
  private static Object plain(Object value) {
    return switch (value) {
      case null -> null;
      case JsonNode node when node.isNull() -> null;
      case JsonNode node when node.isNumber() -> node.asDouble();
      case JsonNode node when node.isArray() ->
          StreamSupport.stream(node.spliterator(), false)
              .map(PyTorchSignaturesTest::plain)
              .toList();
      case JsonNode node when node.isBoolean() -> node.asBoolean();
      case JsonNode node -> node.asString();
      case Number number -> number.doubleValue();
      case List<?> list -> list.stream().map(PyTorchSignaturesTest::plain).toList();
      default -> value;
    };
  }
}
