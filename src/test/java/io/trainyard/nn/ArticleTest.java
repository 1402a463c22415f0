package io.trainyard.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.trainyard.Recorded;
import io.trainyard.loss.MSELoss;
import io.trainyard.loss.Reduction;
import io.trainyard.nn.linear.Linear;
import io.trainyard.optim.SGD;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An introduction to PyTorch's forward and backward, line for line, with PyTorch's results. */
class ArticleTest {

  private static final JsonNode RECORDED = Recorded.read("article");

  private final Tensor X_train = Recorded.tensor(RECORDED.get("X_train"));
  private final Tensor y_train = Recorded.tensor(RECORDED.get("y_train"));
  private final Tensor X_test = Recorded.tensor(RECORDED.get("X_test"));
  private final Tensor y_test = Recorded.tensor(RECORDED.get("y_test"));

  /** Two linear layers, kept as members. */
  private static final class TwoLayerNet extends Module {
    private final Linear linear1;
    private final Linear linear2;

    TwoLayerNet(int D_in, int H, int D_out, Generator generator) {
      linear1 = registerModule("linear1", new Linear(D_in, H, true, generator));
      linear2 = registerModule("linear2", new Linear(H, D_out, true, generator));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor h_relu = linear1.forward(x).clamp(0.0, null);
      Tensor y_pred = linear2.forward(h_relu);
      return y_pred;
    }
  }

  /** A loss of one's own. */
  private static final class RMSELoss {
    private final MSELoss mse = new MSELoss(Reduction.MEAN);
    private final double eps;

    RMSELoss(double eps) {
      this.eps = eps;
    }

    Tensor forward(Tensor yhat, Tensor y) {
      Tensor loss = mse.forward(yhat, y).add(eps).sqrt();
      return loss;
    }
  }

  /** An activation of one's own. */
  private static final class OwnReLU extends Module {
    @Override
    public Tensor forward(Tensor input) {
      return input.relu();
    }
  }

  @Test
  void theLoopGivesPyTorchsLossesAndWeights() {
    TwoLayerNet model = new TwoLayerNet(4, 3, 3, new Generator(0));
    load(model, RECORDED.get("mse").get("initial"));

    MSELoss criterion = new MSELoss(Reduction.SUM);
    SGD optimizer = new SGD(model.parameters(), 1e-4, 0, 0, 0, false, false);

    List<Double> losses = new ArrayList<>();
    List<Double> testlosses = new ArrayList<>();

    for (int t = 0; t < 50; t++) {
      Tensor y_pred = model.forward(X_train);

      Tensor loss = criterion.forward(y_pred, y_train);
      losses.add((double) loss.item());

      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
      Tensor.noGrad(() -> {
        Tensor y_test_pred = model.forward(X_test);
        Tensor testloss = criterion.forward(y_test_pred, y_test);
        testlosses.add((double) testloss.item());
      });
    }

    assertRun(RECORDED.get("mse"), losses, testlosses, model);
  }

  @Test
  void theLoopWithALossOfOnesOwnGivesPyTorchsLossesAndWeights() {
    TwoLayerNet model = new TwoLayerNet(4, 3, 3, new Generator(0));
    load(model, RECORDED.get("rmse").get("initial"));
    RMSELoss criterion = new RMSELoss(1e-6);
    SGD optimizer = new SGD(model.parameters(), 1e-2, 0, 0, 0, false, false);
    List<Double> losses = new ArrayList<>();
    List<Double> testlosses = new ArrayList<>();
    for (int t = 0; t < 50; t++) {
      Tensor loss = criterion.forward(model.forward(X_train), y_train);
      losses.add((double) loss.item());
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
      testlosses.add((double) criterion.forward(model.forward(X_test), y_test).item());
    }
    assertRun(RECORDED.get("rmse"), losses, testlosses, model);
  }

  private static void load(Module model, JsonNode recorded) {
    Map<String, Tensor> state = new HashMap<>();
    recorded
        .properties()
        .forEach(entry -> state.put(entry.getKey(), Recorded.tensor(entry.getValue())));
    model.loadStateDict(state);
  }

  private static void assertRun(
      JsonNode recorded, List<Double> losses, List<Double> testlosses, Module model) {
    assertLosses(losses, recorded.get("losses"));
    assertLosses(testlosses, recorded.get("testlosses"));
    model
        .stateDict()
        .forEach(
            (name, value) -> Recorded.assertSame(name, value, recorded.get("final").get(name)));
  }

  private static void assertLosses(List<Double> losses, JsonNode recorded) {
    float[] values = new float[losses.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = losses.get(i).floatValue();
    }
    Recorded.assertSame("losses", values, Recorded.floats(recorded), 5e-6);
  }

  @Test
  void whatIsForgottenIsTheStep() {
    TwoLayerNet model = new TwoLayerNet(4, 3, 3, new Generator(0));
    MSELoss criterion = new MSELoss(Reduction.SUM);
    float first = criterion.forward(model.forward(X_train), y_train).item();
    for (int t = 0; t < 3; t++) {
      Tensor loss = criterion.forward(model.forward(X_train), y_train);
      loss.backward();
      assertThat(loss.item()).isEqualTo(first);
    }
  }

  @Test
  void theDerivativeOfAChainIsThatOfItsParts() {
    Tensor x = Tensor.scalar(2).requiresGrad(true);
    Tensor y = x.mul(3);
    Tensor z = y.mul(5);
    z.backward();
    assertThat(x.grad().item()).isEqualTo(15);
    assertThat(y.gradFn()).isEqualTo("MulBackward0");
  }

  @Test
  void theDerivativeOfItsFirstPartIsThatAlone() {
    Tensor x = Tensor.scalar(2).requiresGrad(true);
    Tensor y = x.mul(3);
    y.backward();
    assertThat(x.grad().item()).isEqualTo(3);
  }

  @Test
  void gradientsAddUpUntilTheyAreZeroed() {
    Tensor x = Tensor.scalar(2).requiresGrad(true);
    for (int n = 1; n <= 3; n++) {
      x.mul(3).mul(5).backward();
      assertThat(x.grad().item()).isEqualTo(n * 15);
    }
    new SGD(List.of(x), 0.1, 0, 0, 0, false, false).zeroGrad();
    x.mul(3).mul(5).backward();
    assertThat(x.grad().item()).isEqualTo(15);
  }

  @Test
  void withoutATensorThatRequiresItThereIsNoGradient() {
    Tensor x = Tensor.scalar(3);
    assertThatIllegalStateException()
        .isThrownBy(() -> x.mul(2).backward())
        .withMessage("element 0 of tensors does not require grad and does not have a grad_fn");
  }

  @Test
  void anActivationOfOnesOwnIsAModuleLikeAnyOther() {
    Sequential model =
        new Sequential(
            List.of(
                new Linear(4, 3, true, new Generator(1)),
                new OwnReLU(),
                new Linear(3, 3, true, new Generator(2))));
    assertThat(model.namedParameters().keySet())
        .containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    assertThat(model.forward(X_test).shape()).isEqualTo(y_test.shape());
  }
}
