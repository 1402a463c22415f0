package io.trainyard.optim;

import io.trainyard.tensor.StateDict;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the latest steps tell of the loss's curvature: for each, how far the parameters moved and
 * how the gradient changed. From these the inverse Hessian times a gradient is found without either
 * matrix.
 *
 * @see <a href="https://doi.org/10.1090/S0025-5718-1980-0572855-7">Nocedal: Updating quasi-Newton
 *     matrices with limited storage</a>
 */
final class CurvatureHistory {

  /** Below this a step says nothing of the curvature. */
  private static final double LEAST = 1e-10;

  private final int capacity;
  private final List<Pair> pairs = new ArrayList<>();
  private final double[] al;
  private double H_diag = 1;

  /** One step: the change of the gradient, the move, and one over their product. */
  private static final class Pair {
    private final float[] change;
    private final float[] move;
    private double ro;

    Pair(int size) {
      change = new float[size];
      move = new float[size];
    }
  }

  CurvatureHistory(int capacity) {
    this.capacity = capacity;
    this.al = new double[capacity];
  }

  /** Takes note of a step, unless it says nothing of the curvature. */
  void add(float[] gradient, float[] before, float[] direction, double length) {
    float factor = (float) length;
    double product = 0;
    double square = 0;
    for (int i = 0; i < gradient.length; i++) {
      float change = gradient[i] - before[i];
      product += (double) change * (direction[i] * factor);
      square += (double) change * change;
    }
    if (!(product > LEAST)) {
      return;
    }
    Pair pair = pairs.size() == capacity ? pairs.removeFirst() : new Pair(gradient.length);
    for (int i = 0; i < gradient.length; i++) {
      pair.change[i] = gradient[i] - before[i];
      pair.move[i] = direction[i] * factor;
    }
    pair.ro = 1 / product;
    H_diag = product / square;
    pairs.addLast(pair);
  }

  /** Finds the direction to go, by the two loops of Nocedal's recursion. */
  void direct(float[] gradient, float[] direction) {
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -gradient[i];
    }
    for (int i = pairs.size() - 1; i >= 0; i--) {
      Pair pair = pairs.get(i);
      al[i] = FlatParameters.dot(pair.move, direction) * pair.ro;
      FlatParameters.add(direction, -al[i], pair.change);
    }
    float scale = (float) H_diag;
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= scale;
    }
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      double be = FlatParameters.dot(pair.change, direction) * pair.ro;
      FlatParameters.add(direction, al[i] - be, pair.move);
    }
  }

  /** Writes down all that is remembered. */
  void save(StateDict to) {
    to.put("H_diag", H_diag);
    to.put("ro", pairs.stream().mapToDouble(pair -> pair.ro).toArray());
    for (int i = 0; i < pairs.size(); i++) {
      to.own("old_dirs." + i, Tensor.of(pairs.get(i).change));
      to.own("old_stps." + i, Tensor.of(pairs.get(i).move));
    }
  }

  /**
   * Takes over what was written down.
   *
   * @param size how long the vectors are
   */
  void load(StateDict from, int size) {
    H_diag = from.number("H_diag");
    pairs.clear();
    for (double ro : from.numbers("ro")) {
      Pair pair = new Pair(size);
      FlatParameters.read(from.tensor("old_dirs." + pairs.size()), pair.change);
      FlatParameters.read(from.tensor("old_stps." + pairs.size()), pair.move);
      pair.ro = ro;
      pairs.add(pair);
    }
  }

  /** Adds what is remembered, by PyTorch's names. */
  void putInto(Map<String, Tensor> state) {
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      state.put("0.old_dirs." + i, Tensor.of(pair.change));
      state.put("0.old_stps." + i, Tensor.of(pair.move));
      state.put("0.ro." + i, Tensor.scalar((float) pair.ro));
    }
    state.put("0.H_diag", Tensor.scalar((float) H_diag));
  }
}
