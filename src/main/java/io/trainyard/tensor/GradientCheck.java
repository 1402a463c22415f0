package io.trainyard.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds gradients against finite differences: a leaf is moved by a small step, everything that was
 * made from it is computed again from the same graph, and the slope is compared. What no gradient
 * flows through, such as a detached tensor or the mask of a dropout, stays as it was.
 */
public final class GradientCheck {

  private static final float STEP = 0x1p-7f;

  /**
   * What was found for one leaf.
   *
   * @param compared how many elements were compared
   * @param skipped how many were not: where the function has a kink or floats are too coarse, and
   *     those beyond the number asked for
   * @param difference the largest distance of a gradient from its slope, as a part of the larger of
   *     1 and the slope
   */
  public record Finding(Tensor leaf, int compared, long skipped, double difference) {}

  private final Tensor root;
  private final float[] seed;
  private final List<Tensor> made;

  private GradientCheck(Tensor root, Tensor seed) {
    this.root = root;
    this.seed = seed.toArray();
    List<Tensor> order = new ArrayList<>(Backward.fromTheEnd(root));
    Collections.reverse(order);
    this.made = order;
  }

  /**
   * Checks a backward pass that has yet to be run.
   *
   * @param root what it begins with
   * @param seed the gradient of the root
   * @param elements at most so many of each leaf are moved
   */
  public static List<Finding> of(Tensor root, Tensor seed, int elements) {
    var check = new GradientCheck(root, seed);
    List<Tensor> leaves = check.made.stream().filter(Tensor::isLeaf).toList();
    if (check.isOverwritten()) {
      return List.of();
    }
    List<@Nullable Tensor> gradients = root.gradients(leaves, seed, true, false);
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      Tensor gradient = gradients.get(i);
      if (gradient != null) {
        findings.add(check.compare(leaves.get(i), gradient.toArray(), elements));
      }
    }
    return findings;
  }

  /** How many tensors are computed again for each element that is moved. */
  public static int size(Tensor root) {
    return Backward.fromTheEnd(root).size();
  }

  /** Whether what is to be computed again has been changed since. */
  private boolean isOverwritten() {
    return made.stream().map(Tensor::node).filter(Objects::nonNull).anyMatch(Node::isStale);
  }

  private Finding compare(Tensor leaf, float[] gradient, int elements) {
    float[] values = leaf.array();
    int count = Math.min(elements, gradient.length);
    int compared = 0;
    double largest = 0;
    for (int k = 0; k < count; k++) {
      int at = (int) ((long) k * gradient.length / count);
      float value = values[at];
      Slopes slopes = slopes(values, at);
      values[at] = value;
      if (slopes.areSmooth()) {
        double scale = Math.max(1, Math.abs(slopes.slope()));
        largest = Math.max(largest, Math.abs(gradient[at] - slopes.slope()) / scale);
        compared++;
      }
    }
    run();
    return new Finding(leaf, compared, (long) gradient.length - compared, largest);
  }

  /**
   * What the outputs are at a place and one and two steps to both sides.
   *
   * @param farLeft two steps to the left
   */
  private record Slopes(double farLeft, double left, double here, double right, double farRight) {

    double slope() {
      return (right - left) / (2 * STEP);
    }

    /** A bend grows with the step where the function is smooth, and stays the same at a kink. */
    boolean areSmooth() {
      double bend = (right - 2 * here + left) / STEP;
      double farBend = (farRight - 2 * here + farLeft) / (2 * STEP);
      double far = (farRight - farLeft) / (4 * STEP);
      double scale = Math.max(0.1, Math.abs(slope()));
      return Math.abs(farBend - 2 * bend) < 0.02 * scale
          && Math.abs(slope() - far) < 0.01 * scale
          && Math.ulp((float) here) / STEP < 0.01 * scale;
    }
  }

  private Slopes slopes(float[] values, int at) {
    float value = values[at];
    if (!(Math.abs(value) < 100)) {
      return new Slopes(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    return new Slopes(
        total(values, at, value - 2 * STEP),
        total(values, at, value - STEP),
        total(values, at, value),
        total(values, at, value + STEP),
        total(values, at, value + 2 * STEP));
  }

  private double total(float[] values, int at, float value) {
    values[at] = value;
    run();
    float[] outputs = root.array();
    double sum = 0;
    for (int i = 0; i < seed.length; i++) {
      sum += (double) outputs[i] * seed[i];
    }
    return sum;
  }

  private void run() {
    for (Tensor tensor : made) {
      Node node = tensor.node();
      if (node != null) {
        Interruption.ask();
        node.again(tensor);
      }
    }
  }
}
