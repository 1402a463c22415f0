package io.trainyard.training;

import io.trainyard.optim.ClipGradNorm;
import io.trainyard.optim.ClipGradValue;
import io.trainyard.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How gradients are shortened before a step: element by element first, so that afterwards both
 * bounds hold.
 *
 * @param value bounds each element; null to leave them
 * @param norm bounds all together; null to leave them
 */
record Clipping(@Nullable ClipGradValue value, @Nullable ClipGradNorm norm) {

  static Clipping of(RunSpec spec) {
    Double value = spec.clip_grad_value();
    Double norm = spec.clip_grad_norm();
    return new Clipping(
        value == null ? null : new ClipGradValue(value),
        norm == null ? null : new ClipGradNorm(norm, 2));
  }

  void apply(List<Tensor> params) {
    if (value != null) {
      value.apply(params);
    }
    if (norm != null) {
      norm.apply(params);
    }
  }
}
