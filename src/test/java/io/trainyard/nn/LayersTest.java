package io.trainyard.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.nn.dropout.Dropout;
import io.trainyard.nn.linear.Linear;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LayersTest {

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / values.length;
  }

  @Test
  void theInitialValuesOfLinearAreSpreadEvenlyAsPyTorchSpreadsThem() {
    Linear linear = new Linear(100, 400, true, new Generator(3));
    double bound = 1 / Math.sqrt(100);
    for (String name : new String[] {"weight", "bias"}) {
      float[] values = linear.stateDict().get(name).toArray();
      double deviation = bound / Math.sqrt(3) / Math.sqrt(values.length);
      for (float value : values) {
        assertThat(Math.abs(value)).as(name).isLessThanOrEqualTo((float) bound);
      }
      assertThat(mean(values)).as(name).isCloseTo(0, within(4 * deviation));
      assertThat(variance(values))
          .as(name)
          .isCloseTo(bound * bound / 3, within(bound * bound / 10));
    }
  }

  @Test
  void theSameGeneratorGivesTheSameInitialValues() {
    Linear one = new Linear(5, 4, true, new Generator(3));
    Linear other = new Linear(5, 4, true, new Generator(3));
    Linear third = new Linear(5, 4, true, new Generator(4));
    assertThat(one.stateDict().get("weight").toArray())
        .isEqualTo(other.stateDict().get("weight").toArray())
        .isNotEqualTo(third.stateDict().get("weight").toArray());
  }

  @Test
  void layersThatShareAGeneratorBeginDifferently() {
    Generator generator = new Generator(3);
    Linear one = new Linear(5, 4, true, generator);
    Linear next = new Linear(5, 4, true, generator);
    assertThat(one.stateDict().get("weight").toArray())
        .isNotEqualTo(next.stateDict().get("weight").toArray());
  }

  @Test
  void linearSaysHowManyFeaturesItExpectsAndWhatCame() {
    Linear linear = new Linear(8, 3, true, new Generator(1));
    assertThatExceptionOfType(ShapeException.class)
        .isThrownBy(() -> linear.forward(Tensor.zeros(Shape.of(5, 16))))
        .withMessageContaining("8 features")
        .withMessageContaining("[5, 16]");
  }

  @Test
  void dropoutDropsItsShareAndKeepsTheExpectedSum() {
    Dropout dropout = new Dropout(0.3, false, new Generator(5));
    Tensor input = Tensor.ones(Shape.of(200, 500)).requiresGrad(true);
    Tensor output = dropout.forward(input);
    float[] values = output.toArray();
    int dropped = 0;
    for (float value : values) {
      assertThat(value == 0 || Math.abs(value - 1 / 0.7f) < 1e-6).isTrue();
      dropped += value == 0 ? 1 : 0;
    }
    assertThat(dropped / 100_000.0).isCloseTo(0.3, within(0.007));
    assertThat(mean(values)).isCloseTo(1, within(0.01));
    output.sum().backward();
    assertThat(input.grad().toArray()).isEqualTo(values);
  }

  @Test
  void dropoutDrawsAnewEachTimeAndTheSameAtTheSameStep() {
    Generator generator = new Generator(5);
    Dropout dropout = new Dropout(0.5, false, generator);
    Tensor input = Tensor.ones(Shape.of(64));
    generator.step(1);
    float[] first = dropout.forward(input).toArray();
    float[] second = dropout.forward(input).toArray();
    generator.step(2);
    float[] later = dropout.forward(input).toArray();
    generator.step(1);
    assertThat(dropout.forward(input).toArray()).isEqualTo(first);
    assertThat(dropout.forward(input).toArray()).isEqualTo(second);
    assertThat(first).isNotEqualTo(second).isNotEqualTo(later);
  }

  @Test
  void aRecordedDropoutFollowsTheGeneratorsStep() {
    Generator generator = new Generator(5);
    Dropout dropout = new Dropout(0.5, false, generator);
    Tensor input = Tensor.ones(Shape.of(64));
    generator.step(0);
    Program program = Program.record(() -> dropout.forward(dropout.forward(input)));
    for (int step = 1; step <= 3; step++) {
      generator.step(step);
      float[] eager = dropout.forward(dropout.forward(input)).toArray();
      generator.step(step);
      program.run();
      assertThat(program.output().toArray()).isEqualTo(eager);
    }
  }
}
