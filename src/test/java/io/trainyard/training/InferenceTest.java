package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.nn.Module;
import io.trainyard.nn.Sequential;
import io.trainyard.nn.activation.ReLU;
import io.trainyard.nn.linear.Linear;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceTest {

  @ParameterizedTest
  @CsvSource({"1, 8", "1023, 8", "1024, 8", "1025, 8", "3000, 8", "600, 50000", "601, 50000"})
  void partsGiveWhatTheRowsGiveAloneInBoundedMemory(int rows, int hidden) {
    var generator = new Generator(1);
    Module network =
        new Sequential(
            List.of(
                new Linear(2, hidden, true, generator),
                new ReLU(false),
                new Linear(hidden, 3, true, generator)));
    network.eval();
    Tensor x = Tensor.normal(Shape.of(rows, 2), generator);

    var inference = new Inference(network, new Inputs(Map.of("x", x)));
    float[] outputs = new float[Math.toIntExact(inference.shape().numel())];
    inference.run(outputs);

    assertThat(inference.shape()).isEqualTo(Shape.of(rows, 3));
    assertThat(inference.programs().stream().mapToLong(Program::bytes).sum())
        .isLessThan(128_000_000);
    for (int row : new int[] {0, rows / 2, rows - 1}) {
      float[] alone =
          Tensor.noGrad(() -> network.forward(x.indexSelect(new int[] {row}))).toArray();
      assertThat(Arrays.copyOfRange(outputs, 3 * row, 3 * row + 3)).containsExactly(alone);
    }
  }
}
