package io.trainyard.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names of tensors see what is changed through other names. */
class MutableTensorTest {

  /** The least that a language needs. */
  private static final class Name extends MutableTensor {
    Name(Tensor tensor) {
      super(tensor, null);
    }
  }

  static List<UnaryOperator<Tensor>> ways() {
    return List.of(
        x -> x.transpose(0, 2),
        x -> x.permute(2, 0, 1),
        x -> x.narrow(1, 1, 2),
        x -> x.slice(2, 0, 4, 3),
        x -> x.reshape(Shape.of(6, 4)),
        x -> Arrangement.select(x, 1, 2),
        x -> Arrangement.diagonal(x, 1, 1, 2),
        x -> x.unsqueeze(1),
        x -> x.permute(2, 1, 0).narrow(0, 1, 3).transpose(1, 2).slice(0, 0, 3, 2),
        x -> Arrangement.select(x.reshape(Shape.of(2, 3, 2, 2)), 3, 1).permute(2, 0, 1),
        x -> x.narrow(0, 1, 1).reshape(Shape.of(3, 4)).t(),
        x -> x.slice(2, 0, 4, 2).reshape(Shape.of(6, 2)));
  }

  private static Tensor numbers() {
    return Arrangement.range(24).reshape(Shape.of(2, 3, 4));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aChangeOfTheBaseIsSeenThroughAView(UnaryOperator<Tensor> way) {
    var base = new Name(numbers().copy());
    var view = new Name(way.apply(base.tensor()));

    base.giveUp();
    base.put(base.tensor().mul(10), null);

    assertThat(view.base()).isSameAs(base);
    assertThat(view.tensor().toArray()).containsExactly(way.apply(numbers().mul(10)).toArray());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aChangeOfAViewIsSeenInTheBaseAtThoseElementsAlone(UnaryOperator<Tensor> way) {
    var base = new Name(numbers().copy());
    var view = new Name(way.apply(base.tensor()));
    Tensor chosen = way.apply(numbers());

    view.giveUp();
    view.put(view.tensor().add(100), null);

    float[] expected = numbers().toArray();
    for (float number : chosen.toArray()) {
      expected[(int) number] += 100;
    }
    assertThat(base.tensor().toArray()).containsExactly(expected);
    assertThat(view.tensor().toArray()).containsExactly(chosen.add(100).toArray());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theGradientFlowsThroughAChangeOfAView(UnaryOperator<Tensor> way) {
    Tensor leaf = numbers().copy().requiresGrad(true);
    var base = new Name(leaf.mul(1));
    var view = new Name(way.apply(base.tensor()));

    view.giveUp();
    view.put(view.tensor().mul(3), null);
    base.tensor().mul(base.tensor()).sum().backward();

    float[] expected = numbers().mul(2).toArray();
    for (float number : way.apply(numbers()).toArray()) {
      expected[(int) number] *= 9;
    }
    assertThat(leaf.grad()).isNotNull();
    assertThat(leaf.grad().toArray()).containsExactly(expected);
  }

  @Test
  void elementsThatNoDistancesReachAreACopy() {
    var base = new Name(numbers().copy());
    var turned = new Name(base.tensor().permute(2, 0, 1));
    var copy = new Name(turned.tensor().reshape(Shape.of(24)));

    copy.giveUp();
    copy.put(copy.tensor().mul(0), null);

    assertThat(copy.base()).isNull();
    assertThat(turned.tensor().toArray()).containsExactly(numbers().permute(2, 0, 1).toArray());
    assertThat(copy.tensor().toArray()).containsOnly(0);
  }

  @Test
  void whatIsShownSeveralTimesIsNotChanged() {
    var base = new Name(Tensor.of(1, 2));
    var repeated = new Name(base.tensor().expand(Shape.of(3, 2)));

    assertThatThrownBy(repeated::giveUp).hasMessageContaining("more than one element");
    base.giveUp();
    base.put(Tensor.of(5, 6), null);
    assertThat(repeated.tensor().toArray()).containsExactly(5, 6, 5, 6, 5, 6);
  }

  @Test
  void aNameOfAGradientFollowsTheNextBackwardPass() {
    Tensor leaf = Tensor.of(1, 2).requiresGrad(true);
    leaf.mul(leaf).sum().backward();
    var gradient = new Name(java.util.Objects.requireNonNull(leaf.grad()));
    leaf.mul(3).sum().backward();

    assertThat(gradient.tensor()).isSameAs(leaf.grad());
    assertThat(gradient.tensor().toArray()).containsExactly(5, 7);
  }

  @Test
  void wholeNumbersAndBoolsAreSeenThroughViewsToo() {
    var wholes = new Name(Tensor.ofWhole(Shape.of(2, 2), 1, 2, 3, 1L << 53));
    var turned = new Name(wholes.tensor().t());
    turned.giveUp();
    turned.put(turned.tensor().add(Tensor.whole(1)), null);

    assertThat(wholes.tensor().toWholeArray()).containsExactly(2, 3, 4, (1L << 53) + 1);
  }

  @Test
  void aRecordingReadsAViewThatWasMadeBeforeItAnewInEachRun() {
    Tensor weight = Tensor.of(Shape.of(2, 2), 1, 2, 3, 4).requiresGrad(true);
    var base = new Name(weight);
    var view = new Name(base.tensor().t());
    Program program = Program.record(() -> view.tensor().mul(1));

    program.run();
    Tensor.noGrad(() -> weight.assign(weight.mul(10)));
    program.run();

    assertThat(program.output().toArray()).containsExactly(10, 30, 20, 40);
  }
}
