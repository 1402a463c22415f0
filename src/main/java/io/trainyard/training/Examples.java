package io.trainyard.training;

import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;

/**
 * Rows to learn from, or to test on, as recordings use them: they have no values before they are
 * read.
 *
 * @param x the features [rows, features], scaled
 * @param y the encoded targets
 */
record Examples(Tensor x, Tensor y) {

  /** So many rows without values. */
  static Examples pending(int rows, int features, TargetPlan target) {
    return new Examples(
        Tensor.placeholder(Shape.of(rows, features)), Tensor.placeholder(target.shape(rows)));
  }

  int rows() {
    return x.size(0);
  }
}
