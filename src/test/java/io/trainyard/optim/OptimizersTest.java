package io.trainyard.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trainyard.loss.CrossEntropyLoss;
import io.trainyard.loss.Reduction;
import io.trainyard.nn.Sequential;
import io.trainyard.nn.activation.GELU;
import io.trainyard.nn.dropout.Dropout;
import io.trainyard.nn.linear.Linear;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Signature;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizersTest {

  private static Tensor param(float... values) {
    return Tensor.of(values).requiresGrad(true);
  }

  /** A small classifier with everything that a step can hold, and its data. */
  private static final class Classifier {
    private final Generator generator = new Generator(11);
    private final Sequential model =
        new Sequential(
            List.of(
                new Linear(5, 7, true, generator),
                new GELU(GELU.Approximate.NONE),
                new Dropout(0.25, false, generator),
                new Linear(7, 3, true, generator)));
    private final CrossEntropyLoss criterion =
        new CrossEntropyLoss(List.of(1.0, 0.5, 2.0), -100, Reduction.MEAN, 0.1);
    private final ClipGradNorm clip = new ClipGradNorm(0.5, 2);
    private final Optimizer optimizer;
    private final Tensor x = Tensor.uniform(Shape.of(9, 5), -1, 1, new Generator(12));
    private final Tensor y = Tensor.of(0, 1, 2, 2, 1, 0, 0, 1, 2);

    Classifier(String type) {
      optimizer =
          Catalog.of(Optimizer.class)
              .read(Map.of("type", type, "lr", 0.01), new Faults())
              .create(model.parameters());
    }

    /** All of a step but the optimizer's advance. */
    Tensor step() {
      Tensor loss = criterion.forward(model.forward(x), y);
      optimizer.zeroGrad();
      loss.backward();
      clip.apply(optimizer.params());
      optimizer.update();
      return loss;
    }

    List<float[]> weights() {
      return model.parameters().stream().map(Tensor::toArray).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SGD",
        "Adam",
        "AdamW",
        "Adamax",
        "NAdam",
        "RAdam",
        "RMSprop",
        "Adagrad",
        "Adadelta",
        "Rprop",
        "ASGD"
      })
  void wholeStepsRunAtOnceAndReplayedGiveTheSameBits(String type) {
    Classifier eager = new Classifier(type);
    Classifier replayed = new Classifier(type);
    List<Float> losses = new ArrayList<>();
    boolean cycles = eager.optimizer.hasMomentum();
    OneCycleLR eagerly = cycles ? cycle(eager.optimizer) : null;
    OneCycleLR replayedly = cycles ? cycle(replayed.optimizer) : null;
    replayed.generator.step(0);
    Program program = Program.record(replayed::step);
    for (int step = 1; step <= 20; step++) {
      eager.generator.step(step);
      eager.optimizer.advance();
      losses.add(eager.step().item());
      replayed.generator.step(step);
      replayed.optimizer.advance();
      program.run();
      assertThat(program.output().item()).isEqualTo(losses.getLast());
      if (eagerly != null) {
        eagerly.step();
        replayedly.step();
      }
    }
    assertThat(replayed.weights()).usingRecursiveComparison().isEqualTo(eager.weights());
    assertThat(losses).doesNotHaveDuplicates();
  }

  private static OneCycleLR cycle(Optimizer optimizer) {
    return new OneCycleLR(
        optimizer,
        0.05,
        20,
        null,
        null,
        0.3,
        OneCycleLR.AnnealStrategy.COS,
        true,
        0.85,
        0.95,
        25,
        1e4,
        false);
  }

  @Test
  void aParameterWithoutAGradientStaysAsItIs() {
    Tensor used = param(1, 2);
    Tensor unused = param(3);
    Adam adam =
        new Adam(List.of(used, unused), 0.1, List.of(0.9, 0.999), 1e-8, 0.1, false, false, false);
    used.mul(2).sum().backward();
    adam.step();
    assertThat(used.toArray()).isNotEqualTo(new float[] {1, 2});
    assertThat(unused.toArray()).containsExactly(3);
  }

  @Test
  void whatNeedsNoGradientCannotBeOptimized() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SGD(List.of(Tensor.of(1f)), 0.1, 0, 0, 0, false, false))
        .withMessage("no parameter requires a gradient");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SGD(List.of(), 0.1, 0, 0, 0, false, false))
        .withMessage("optimizer got an empty parameter list");
  }

  @Test
  void theStateIsNamedByParameterAndPurpose() {
    List<Tensor> params = List.of(param(1), param(2, 3));
    assertThat(
            new Adam(params, 0.1, List.of(0.9, 0.999), 0, 0, true, false, false).state().keySet())
        .containsExactly(
            "0.exp_avg",
            "1.exp_avg",
            "0.exp_avg_sq",
            "1.exp_avg_sq",
            "0.max_exp_avg_sq",
            "1.max_exp_avg_sq");
    assertThat(new SGD(params, 0.1, 0, 0, 0, false, false).state()).isEmpty();
    assertThat(new SGD(params, 0.1, 0.9, 0, 0, false, false).state().keySet())
        .containsExactly("0.momentum_buffer", "1.momentum_buffer");
  }

  @Test
  void onlySomeHaveAMomentum() {
    Adagrad adagrad = new Adagrad(List.of(param(1)), 0.1, 0, 0, 0, 0, false);
    assertThat(adagrad.hasMomentum()).isFalse();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(adagrad::momentum)
        .withMessage("Adagrad has no momentum");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> adagrad.momentum(0.9));
    SGD sgd = new SGD(List.of(param(1)), 0.1, 0, 0, 0, false, false);
    sgd.momentum(0.8);
    assertThat(sgd.momentum()).isEqualTo(0.8);
    assertThat(sgd.state()).containsOnlyKeys("0.momentum_buffer");
  }

  @Test
  void messagesAreThoseOfPyTorch() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SGD(List.of(param(1)), -0.1, 0, 0, 0, false, false))
        .withMessage("Invalid learning rate: -0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SGD(List.of(param(1)), Double.NaN, 0, 0, 0, false, false))
        .withMessage("Invalid learning rate: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SGD(List.of(param(1)), 0.1, 0, 0, 0, true, false))
        .withMessage("Nesterov momentum requires a momentum and zero dampening");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamW(List.of(param(1)), 0.1, List.of(0.9, 1.0), 0, 0, false, false))
        .withMessage("Invalid beta parameter at index 1: 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamW(List.of(param(1)), 0.1, List.of(0.9), 0, 0, false, false))
        .withMessage("betas has to be two numbers, but got 1");
  }

  @Test
  void everyOptimizerCanBeMadeWithItsDefaults() {
    Catalog<Optimizer> optimizers = Catalog.of(Optimizer.class);
    for (Signature<? extends Optimizer> optimizer : optimizers.signatures()) {
      Tensor param = param(1);
      Optimizer made =
          optimizers.read(Map.of("type", optimizer.name()), new Faults()).create(List.of(param));
      made.step(() -> {
        Tensor loss = param.mul(2);
        loss.backward();
        return loss;
      });
      assertThat(param.item()).as(optimizer.name()).isLessThan(1);
    }
  }
}
