package io.trainyard.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {

  private static CrossEntropyLoss crossEntropy() {
    return new CrossEntropyLoss(null, -100, Reduction.MEAN, 0);
  }

  static Stream<Loss> elementwise() {
    return Stream.of(
        new MSELoss(Reduction.MEAN),
        new L1Loss(Reduction.MEAN),
        new SmoothL1Loss(Reduction.MEAN, 1),
        new HuberLoss(Reduction.MEAN, 1),
        new BCELoss(null, Reduction.MEAN),
        new BCEWithLogitsLoss(null, Reduction.MEAN, null));
  }

  @ParameterizedTest
  @MethodSource("elementwise")
  void otherShapesAreRefusedInsteadOfBroadcast(Loss loss) {
    assertThatExceptionOfType(ShapeException.class)
        .isThrownBy(() -> loss.forward(Tensor.zeros(Shape.of(3, 1)), Tensor.zeros(Shape.of(3))))
        .withMessage(
            loss.getClass().getSimpleName()
                + " compares element by element: the target's shape [3] must be the same as the"
                + " input's [3, 1]");
  }

  @Test
  void eachLossSaysWhatItComparesWith() {
    assertThat(crossEntropy().targets()).containsExactly(Target.CLASSES, Target.PROBABILITIES);
    assertThat(new NLLLoss(null, -100, Reduction.SUM).targets()).containsExactly(Target.CLASSES);
    assertThat(new BCELoss(null, Reduction.SUM).targets()).containsExactly(Target.PROBABILITIES);
    assertThat(new BCEWithLogitsLoss(null, Reduction.SUM, null).targets())
        .containsExactly(Target.PROBABILITIES);
    assertThat(new MSELoss(Reduction.SUM).targets()).containsExactly(Target.VALUES);
  }

  @Test
  void aClassThatThereIsNotIsRefused() {
    Tensor input = Tensor.zeros(Shape.of(3, 2));
    for (float number : new float[] {2, -1, 0.5f}) {
      Tensor target = Tensor.of(0, number, 1);
      assertThatIllegalArgumentException().isThrownBy(() -> crossEntropy().forward(input, target));
    }
  }

  @Test
  void aClassThatThereIsNotIsRefusedInARecordedStepToo() {
    Tensor input = Tensor.zeros(Shape.of(3, 2));
    Tensor target = Tensor.of(0, 1, 1);
    Program program = Program.record(() -> crossEntropy().forward(input, target));
    program.run();
    target.fill(0, 2, 1);
    assertThatIllegalArgumentException().isThrownBy(program::run);
  }

  @Test
  void targetsOfNeitherShapeAreRefusedWithBoth() {
    assertThatExceptionOfType(ShapeException.class)
        .isThrownBy(() ->
            crossEntropy().forward(Tensor.zeros(Shape.of(3, 2)), Tensor.zeros(Shape.of(3, 1))))
        .withMessage(
            "CrossEntropyLoss expects class numbers of shape [3] or probabilities of shape [3, 2],"
                + " got a target of shape [3, 1]");
    assertThatExceptionOfType(ShapeException.class)
        .isThrownBy(() ->
            new NLLLoss(null, -100, Reduction.MEAN)
                .forward(Tensor.zeros(Shape.of(3, 2)), Tensor.zeros(Shape.of(2))))
        .withMessage(
            "NLLLoss expects class numbers of shape [3] for an input of shape [3, 2], got a target"
                + " of shape [2]");
  }

  @Test
  void weightsMustBeThereForEveryClass() {
    Loss loss = new CrossEntropyLoss(List.of(1.0, 2.0, 3.0), -100, Reduction.MEAN, 0);
    assertThatExceptionOfType(ShapeException.class)
        .isThrownBy(() -> loss.forward(Tensor.zeros(Shape.of(3, 2)), Tensor.of(0, 1, 1)))
        .withMessageContaining("all 2 classes")
        .withMessageContaining("[3]");
  }

  @Test
  void probabilitiesOutsideOfThemselvesAreRefused() {
    Loss loss = new BCELoss(null, Reduction.MEAN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.forward(Tensor.of(0.5f, 1.5f), Tensor.of(0, 1)))
        .withMessage("all elements of input should be between 0 and 1, got 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.forward(Tensor.of(0.5f, 0.5f), Tensor.of(0, -1)))
        .withMessage("all elements of target should be between 0 and 1, got -1.0");
  }

  @Test
  void crossEntropyIsTheNegativeLogLikelihoodOfTheLogSoftmax() {
    Tensor logits = Tensor.of(Shape.of(2, 3), 1, -2, 0.5f, 3, 0, -1);
    Tensor classes = Tensor.of(2, 0);
    float together = crossEntropy().forward(logits, classes).item();
    float apart =
        new NLLLoss(null, -100, Reduction.MEAN).forward(logits.logSoftmax(1), classes).item();
    assertThat(together).isEqualTo(apart);
  }
}
