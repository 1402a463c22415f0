package io.trainyard.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A fused program gives the bits that its operations give one by one, whatever the sizes and the
 * broadcasting.
 */
class FusionTest {

  private final Generator generator = new Generator(5);

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1, 7",
    "7, 1",
    "3, 5",
    "100, 3",
    "2, 511",
    "3, 512",
    "5, 513",
    "9, 700",
    "700, 9",
    "40, 2000"
  })
  void rowsColumnsAndSingleValuesMeetMatrices(int rows, int columns) {
    Tensor matrix = random(rows, columns);
    Tensor row = random(columns);
    Tensor column = random(rows, 1);
    Tensor single = random();
    same(() -> matrix.add(row).relu().mul(column).sub(single).tanh().add(row.mul(2)).div(column));
    same(() -> matrix.mul(single).add(matrix.neg().exp()).maximum(row).minimum(column.abs()));
    same(() -> Tensor.where(matrix.gt(single), row, column).mul(matrix).add(single));
    same(() -> matrix.add(matrix.amax(1, true)).sub(matrix.sum(0, true)).pow(2).sum());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 5", "40, 300"})
  void whatIsAssignedIsReadAgain(int rows, int columns) {
    Tensor start = random(rows, columns);
    Tensor change = random(columns);
    Tensor once = Tensor.of(start.shape(), start.toArray());
    Tensor replayed = Tensor.of(start.shape(), start.toArray());
    step(once, change);
    step(once, change);

    Program program = Program.record(() -> step(replayed, change));
    program.run();
    program.run();

    assertThat(replayed.toArray()).isEqualTo(once.toArray());
  }

  private static Tensor step(Tensor state, Tensor change) {
    state.assign(state.mul(0.5).add(change));
    Tensor seen = state.mul(state);
    state.assign(state.sub(seen.mul(0.1)));
    return state.sum();
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "600, 600"})
  void oneTensorCanBeARowAndAColumnAtOnce(int rows, int columns) {
    Tensor vector = random(rows);
    Tensor matrix = random(rows, columns);
    same(() -> matrix.add(vector).mul(vector.reshape(Shape.of(rows, 1))));
  }

  private Tensor random(int... dims) {
    return Tensor.uniform(Shape.of(dims), -2, 2, generator);
  }

  private static void same(Supplier<Tensor> work) {
    float[] eager = work.get().toArray();
    Program program = Program.record(work);
    program.run();
    program.run();
    assertThat(program.output().toArray()).isEqualTo(eager);
  }
}
