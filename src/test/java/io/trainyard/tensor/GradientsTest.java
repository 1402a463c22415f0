package io.trainyard.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class GradientsTest {

  private static Tensor sequence(int length) {
    return Arrangement.range(length * 3).reshape(Shape.of(length, 3)).requiresGrad(true);
  }

  private static float[] gradient(Tensor x, UnaryOperator<Tensor> made) {
    made.apply(x).sum().backward();
    return x.grad().toArray();
  }

  @Test
  void aSequenceTakenApartStepByStepIsPutTogetherOnce() {
    assertThat(cost(128)).isLessThan(3 * cost(64));
  }

  private static long cost(int length) {
    Tensor x = sequence(length);
    return Program.record(
            () -> {
              Tensor state = Tensor.zeros(Shape.of(3));
              for (Tensor step : Arrangement.unbind(x, 0)) {
                state = state.add(step).tanh();
              }
              state.sum().backward();
              return x.grad();
            })
        .cost();
  }

  @Test
  void whereNoPartIsTheGradientIsZero() {
    assertThat(
            gradient(
                sequence(4),
                x -> Arrangement.cat(List.of(x.narrow(0, 2, 1), x.narrow(0, 1, 1).mul(2)), 0)))
        .containsExactly(0, 0, 0, 2, 2, 2, 1, 1, 1, 0, 0, 0);
  }

  @Test
  void partsThatOverlapAreAddedUp() {
    assertThat(gradient(sequence(3), x -> x.narrow(0, 0, 2).add(x.narrow(0, 1, 2).mul(3))))
        .containsExactly(1, 1, 1, 4, 4, 4, 3, 3, 3);
  }

  @Test
  void partsOfTwoDimensionsAreAddedUp() {
    assertThat(gradient(sequence(2), x -> x.narrow(0, 1, 1).sum().add(x.narrow(-1, 2, 1).sum())))
        .containsExactly(0, 0, 1, 1, 1, 2);
  }

  @Test
  void whatElseFlowsToTheWholeIsAdded() {
    assertThat(gradient(sequence(2), x -> x.mul(10).sum().add(x.narrow(0, 0, 1).sum())))
        .containsExactly(11, 11, 11, 10, 10, 10);
  }

  @Test
  void theGradientsOfPartsHaveGradientsThemselves() {
    Tensor x = sequence(2);
    Tensor sum = x.narrow(0, 0, 1).pow(3).add(x.narrow(0, 1, 1).pow(2)).sum();
    List<Tensor> first = new ArrayList<>(sum.gradients(List.of(x), Tensor.scalar(1), true, true));
    first.getFirst().sum().backward();
    assertThat(x.grad().toArray()).containsExactly(0, 6, 12, 2, 2, 2);
  }
}
