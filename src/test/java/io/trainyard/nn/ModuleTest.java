package io.trainyard.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trainyard.nn.activation.ReLU;
import io.trainyard.nn.dropout.Dropout;
import io.trainyard.nn.linear.Linear;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleTest {

  /** Two branches that share a layer, and a parameter of its own. */
  private static final class Shared extends Module {
    private final Tensor scale = registerParameter("scale", Tensor.ones(Shape.of(2)));
    private final Linear left = registerModule("left", linear(2, 2));
    private final Module right = registerModule("right", left);

    @Override
    public Tensor forward(Tensor input) {
      return left.forward(input).add(right.forward(input)).mul(scale);
    }
  }

  private static Linear linear(int in, int out) {
    return new Linear(in, out, true, new Generator(7));
  }

  @Test
  void namesAreThoseOfTheMembersWithDotsBetween() {
    Sequential inner = new Sequential(List.of(linear(2, 3), new ReLU(false)));
    Sequential outer = new Sequential(List.of(inner, linear(3, 1)));
    assertThat(outer.namedParameters().keySet())
        .containsExactly("0.0.weight", "0.0.bias", "1.weight", "1.bias");
    assertThat(outer.children().keySet()).containsExactly("0", "1");
  }

  @Test
  void aSharedParameterIsOneParameterWithTwoNamesInTheState() {
    Shared module = new Shared();
    assertThat(module.namedParameters().keySet())
        .containsExactly("scale", "left.weight", "left.bias");
    assertThat(module.parameters()).hasSize(3);
    assertThat(module.stateDict().keySet())
        .containsExactly("scale", "left.weight", "left.bias", "right.weight", "right.bias");
  }

  @Test
  void aStateThatWasTakenCanBeLoaded() {
    Linear one = new Linear(3, 2, true, new Generator(1));
    Linear other = new Linear(3, 2, true, new Generator(2));
    Tensor input = Tensor.of(Shape.of(1, 3), 1, 2, 3);
    assertThat(other.forward(input).toArray()).isNotEqualTo(one.forward(input).toArray());
    other.loadStateDict(one.stateDict());
    assertThat(other.forward(input).toArray()).isEqualTo(one.forward(input).toArray());
  }

  @Test
  void aStateThatDoesNotFitChangesNothing() {
    Linear linear = linear(3, 2);
    float[] before = linear.stateDict().get("weight").toArray();
    Map<String, Tensor> missing = Map.of("weight", Tensor.zeros(Shape.of(2, 3)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> linear.loadStateDict(missing))
        .withMessage("the state does not fit: missing [bias], unexpected []");

    Map<String, Tensor> unexpected = new HashMap<>(linear.stateDict());
    unexpected.put("bais", Tensor.zeros(Shape.of(2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> linear.loadStateDict(unexpected))
        .withMessage("the state does not fit: missing [], unexpected [bais]");

    Map<String, Tensor> transposed = new LinkedHashMap<>(linear.stateDict());
    transposed.put("weight", Tensor.zeros(Shape.of(2, 3)));
    transposed.put("bias", Tensor.zeros(Shape.of(3)));
    assertThatExceptionOfType(ShapeException.class)
        .isThrownBy(() -> linear.loadStateDict(transposed))
        .withMessage("size mismatch for bias: the state has the shape [3], the module [2]");
    assertThat(linear.stateDict().get("weight").toArray()).isEqualTo(before);
  }

  @Test
  void trainAndEvalReachEveryModuleWithin() {
    Dropout dropout = new Dropout(0.5, false, new Generator(1));
    Sequential outer = new Sequential(List.of(new Sequential(List.of(dropout))));
    assertThat(dropout.isTraining()).isTrue();
    outer.eval();
    assertThat(dropout.isTraining()).isFalse();
    outer.train();
    assertThat(dropout.isTraining()).isTrue();
  }

  @Test
  void zeroGradForgetsAllGradients() {
    Linear linear = linear(2, 1);
    linear.forward(Tensor.of(Shape.of(1, 2), 1, 2)).sum().backward();
    assertThat(linear.stateDict().get("weight").grad().toArray()).containsExactly(1, 2);
    linear.zeroGrad();
    assertThat(linear.stateDict().get("weight").grad()).isNull();
  }

  @Test
  void aNameIsGivenOnceAndHasNoDot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shared().registerModule("left", linear(1, 1)))
        .withMessage("attribute 'left' already exists");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shared().registerModule("a.b", linear(1, 1)))
        .withMessage("a name in a module can't be empty or contain a dot, got 'a.b'");
  }

  @Test
  void anEmptySequenceGivesTheInputBack() {
    Tensor input = Tensor.of(1, 2);
    assertThat(new Sequential(List.of()).forward(input)).isSameAs(input);
  }
}
