package io.trainyard.script.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.Recorded;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Tensor;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Tensors are printed as PyTorch prints them, to the character. */
class TensorTextTest {

  @TestFactory
  Stream<DynamicTest> printsAreThoseOfPyTorch() {
    return Recorded.tests(
        "prints",
        "prints",
        recorded ->
            assertThat(TensorText.of(value(recorded), new PrintOptions()))
                .isEqualTo(recorded.get("printed").asString()));
  }

  private static TensorValue value(JsonNode recorded) {
    DType dtype = DType.valueOf(recorded.get("dtype").asString().toUpperCase(Locale.ROOT));
    Tensor tensor = Recorded.tensor(recorded).to(dtype);
    if (!recorded.get("requires_grad").asBoolean()) {
      return TensorValue.of(tensor);
    }
    tensor.requiresGrad(true);
    return recorded.get("grad_fn").isNull()
        ? TensorValue.of(tensor)
        : new TensorValue(tensor.alias(), recorded.get("grad_fn").asString());
  }
}
