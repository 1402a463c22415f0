package io.trainyard.training;

import io.trainyard.tensor.Tensor;
import java.util.Map;

/**
 * Rows to learn from, or to test on, as recordings use them: they have no values before they are
 * read.
 *
 * @param inputs the features, scaled
 * @param y the encoded targets
 */
record Examples(Inputs inputs, Tensor y) {

  /** So many rows without values. */
  static Examples pending(int rows, Map<String, ArraySchema> inputs, TargetPlan target) {
    return new Examples(Inputs.pending(rows, inputs), target.array().pending(rows));
  }

  int rows() {
    return inputs.rows();
  }
}
