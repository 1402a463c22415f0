package io.trainyard.nn.flatten;

import io.trainyard.nn.Layer;
import io.trainyard.signature.Default;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;

/** Makes one dimension of several that follow each other: [N, 2, 3] gives [N, 6]. */
@Summary("Makes one dimension of those from start_dim to end_dim.")
@GradFn("ViewBackward0")
public final class Flatten extends Layer {

  private final int start_dim;
  private final int end_dim;

  /**
   * @param start_dim the first of the dimensions; negative ones count from the end
   * @param end_dim the last of them
   */
  public Flatten(@Default("1") int start_dim, @Default("-1") int end_dim) {
    this.start_dim = start_dim;
    this.end_dim = end_dim;
  }

  @Override
  public Tensor forward(Tensor input) {
    return input.flatten(start_dim, end_dim);
  }
}
