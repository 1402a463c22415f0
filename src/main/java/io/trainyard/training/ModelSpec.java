package io.trainyard.training;

import io.trainyard.nn.Layer;
import io.trainyard.signature.Recipe;
import java.util.List;

/**
 * The network of a spec.
 *
 * @param layers its layers in order, as PyTorch's {@code Sequential}
 */
public record ModelSpec(List<Recipe<? extends Layer>> layers) {

  /**
   * Checks that there is something to train.
   *
   * @throws IllegalArgumentException when there are no layers
   */
  public ModelSpec {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a model needs at least one layer");
    }
  }
}
