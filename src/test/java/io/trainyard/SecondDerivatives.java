package io.trainyard;

import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Gradients of gradients: each gradient, times weights that a formula gives, is summed up and that
 * sum's gradients are held against slopes of the gradients and against PyTorch's.
 */
public final class SecondDerivatives {

  /**
   * A forward pass.
   *
   * @param leaves what gradients are taken for
   */
  public record Pass(Tensor output, List<Tensor> leaves) {}

  private final Function<List<Tensor>, Pass> forward;

  private SecondDerivatives(Function<List<Tensor>, Pass> forward) {
    this.forward = forward;
  }

  /**
   * Checks one recorded case.
   *
   * @param forward computes the output from the values of the leaves
   * @param values of the leaves
   */
  public static void assertSecond(
      JsonNode recorded, Function<List<Tensor>, Pass> forward, List<Tensor> values) {
    new SecondDerivatives(forward)
        .check(recorded, values, Recorded.tensor(recorded.get("upstream")));
  }

  private void check(JsonNode recorded, List<Tensor> values, Tensor upstream) {
    Pass pass = forward.apply(values);
    upstream.requiresGrad(true);
    List<Tensor> first = pass.output.gradients(pass.leaves, upstream, true, true);
    assertSameWithoutGraph(first, values, upstream);

    List<Tensor> wanted = new ArrayList<>(List.of(upstream));
    wanted.addAll(pass.leaves);
    Tensor sum = joined(first).mul(weights(first)).sum();
    for (int i = 0; i < wanted.size(); i++) {
      String what =
          "second derivative by " + (i == 0 ? "the upstream gradient" : "leaf " + (i - 1));
      Tensor leaf = wanted.get(i);
      Tensor found =
          sum.requiresGrad()
              ? sum.gradients(List.of(leaf), Tensor.scalar(1), true, false).getFirst()
              : null;
      Tensor second = found == null ? Tensor.zeros(leaf.shape()) : found;
      JsonNode seconds = recorded.get("second");
      if (seconds.isArray()) {
        JsonNode expected = seconds.get(i);
        assertFinite(
            what,
            second.toArray(),
            expected.isNull()
                ? new float[Math.toIntExact(leaf.numel())]
                : Recorded.floats(expected.get("data")));
      }
      if (!recorded.has("smooth")) {
        int moved = i;
        float scale = scale(second);
        FiniteDifferences.assertGradient(
            what,
            value -> gradients(values, upstream.detach(), moved, value),
            leaf.detach(),
            weights(first).mul(scale),
            second.mul(scale));
      }
    }
  }

  /** Makes small ones larger: a kink is seen by how far slopes to both sides are apart. */
  private static float scale(Tensor second) {
    float largest = 0;
    for (float value : second.toArray()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest > 0 && largest < 1 ? Math.min(16, 1 / largest) : 1;
  }

  /** At poles PyTorch has infinities and what is no number, in an order of its own. */
  private static void assertFinite(String what, float[] actual, float[] recorded) {
    for (int i = 0; i < recorded.length; i++) {
      if (!Float.isFinite(recorded[i])) {
        recorded[i] = actual[i];
      }
    }
    Recorded.assertSame(what, actual, recorded, 1e-5);
  }

  /** What is remembered for another gradient must not change the one that is asked for. */
  private void assertSameWithoutGraph(List<Tensor> first, List<Tensor> values, Tensor upstream) {
    Recorded.assertSame(
        "the gradients with and without a graph",
        joined(first).toArray(),
        gradients(values, upstream.detach(), -1, upstream).toArray(),
        2e-6);
  }

  /** All gradients, one after the other, when a leaf, or the upstream gradient, is another. */
  private Tensor gradients(List<Tensor> values, Tensor upstream, int moved, Tensor value) {
    List<Tensor> others = new ArrayList<>(values);
    if (moved > 0) {
      others.set(moved - 1, value);
    }
    Pass pass = forward.apply(others);
    return joined(pass.output.gradients(pass.leaves, moved == 0 ? value : upstream, false, false));
  }

  private static Tensor joined(List<@Nullable Tensor> gradients) {
    List<Tensor> flat =
        gradients.stream()
            .filter(Objects::nonNull)
            .map(gradient -> gradient.reshape(Shape.of(Math.toIntExact(gradient.numel()))))
            .toList();
    return flat.isEmpty() ? Tensor.zeros(Shape.of(1)) : Arrangement.cat(flat, 0);
  }

  /** Numbers that those who recorded the cases can find again. */
  private static Tensor weights(List<@Nullable Tensor> gradients) {
    List<Tensor> weights = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      Tensor gradient = gradients.get(i);
      if (gradient == null) {
        weights.add(null);
        continue;
      }
      float[] values = new float[Math.toIntExact(gradient.numel())];
      for (int k = 0; k < values.length; k++) {
        values[k] = ((5 * k + 3 * i) % 7 - 3) / 4f;
      }
      weights.add(Tensor.of(values));
    }
    return joined(weights);
  }
}
