package io.trainyard.loss;

import io.trainyard.tensor.Tensor;

/** What becomes of the losses of all elements. */
public enum Reduction {
  /** They stay as they are. */
  NONE,
  /** Their mean. */
  MEAN,
  /** Their sum. */
  SUM;

  Tensor of(Tensor losses) {
    return switch (this) {
      case NONE -> losses;
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
    };
  }
}
