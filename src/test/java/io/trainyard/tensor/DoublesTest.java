package io.trainyard.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Operations on float64: what PyTorch's recorded cases of float32 give, and finer than those. */
class DoublesTest {

  @TestFactory
  Stream<DynamicTest> recordedOperationsAreComputedOrRefused() {
    return Stream.of("operations", "functions")
        .flatMap(file -> Recorded.tests(file, "operations", DoublesTest::check));
  }

  private static void check(JsonNode recorded) {
    List<Tensor> inputs = new ArrayList<>();
    boolean isLearned = recorded.has("gradients");
    for (Tensor input : RecordedOperationsTest.inputs(recorded)) {
      boolean isNumbers = !isLearned || input.requiresGrad(); // others are places and masks
      Tensor exact = isNumbers ? input.detach().to(DType.FLOAT64).detach() : input;
      inputs.add(exact.requiresGrad(input.requiresGrad()));
    }
    Tensor output = RecordedOperationsTest.apply(recorded, inputs);
    assertThat(output.dtype()).isNotEqualTo(DType.FLOAT32);
    Recorded.assertSame("the output", output.detach(), recorded.get("output"));
    if (recorded.has("upstream")) {
      output.backward(Recorded.tensor(recorded.get("upstream")).to(DType.FLOAT64), false);
      for (int i = 0; i < inputs.size(); i++) {
        Tensor gradient = inputs.get(i).grad();
        if (gradient != null) {
          assertThat(gradient.dtype()).isEqualTo(DType.FLOAT64);
          Recorded.assertSame("gradient " + i, gradient, recorded.get("gradients").get(i));
        }
      }
    }
  }

  @Test
  void numbersAreFinerThanFloats() {
    Tensor x = Tensor.ofDouble(Shape.of(2), 1, 1e-12);
    assertThat(x.sum().exactItem()).isEqualTo(1 + 1e-12);
    assertThat(x.mul(0.1).sum().exactItem()).isEqualTo(0.1 + 1e-13, within(1e-17));
    assertThat(x.exp().log().sub(x).abs().sum().exactItem()).isLessThan(1e-15);
  }

  @Test
  void aFloatBesideADoubleBecomesOne() {
    Tensor third = Tensor.ofDouble(Shape.of(1), 1 / 3.0);
    assertThat(third.add(Tensor.of(1f)).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(Tensor.of(1f, 2f).mul(Tensor.scalar(0.1, DType.FLOAT64)).dtype())
        .isEqualTo(DType.FLOAT32);
  }

  /** What has no form for doubles never computes with floats instead. */
  @Test
  void aConvolutionOfDoublesIsRefused() {
    Tensor image = Tensor.full(Shape.of(1, 1, 3, 3), 1, DType.FLOAT64);
    Tensor kernel = Tensor.full(Shape.of(1, 1, 2, 2), 1, DType.FLOAT64);
    Sliding step = new Sliding(2, 1, 0, 0, 1);
    assertThatThrownBy(() -> image.conv2d(kernel, null, step, step, PaddingMode.ZEROS, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected scalar type Float but found Double");
  }

  @Test
  void gradientsGoBackThroughAChangeOfType() {
    Tensor x = Tensor.of(1f, 2f).requiresGrad(true);
    x.to(DType.FLOAT64).square().sum().backward();
    assertThat(x.grad().dtype()).isEqualTo(DType.FLOAT32);
    assertThat(x.grad().toArray()).containsExactly(2, 4);
  }
}
