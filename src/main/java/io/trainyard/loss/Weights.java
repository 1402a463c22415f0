package io.trainyard.loss;

import io.trainyard.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The weights that a request may give to classes or columns. */
final class Weights {

  private Weights() {}

  /** The weights as a tensor of one dimension; null when there are none. */
  static @Nullable Tensor of(@Nullable List<Double> weight) {
    if (weight == null) {
      return null;
    }
    float[] values = new float[weight.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = weight.get(i).floatValue();
    }
    return Tensor.of(values);
  }
}
