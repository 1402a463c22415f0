package io.trainyard.nn.normalization;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.List;

/** The last dimensions of an input, which a layer normalizes together. */
final class LastDims {

  private final Layer layer;
  private final Shape shape;

  /**
   * Takes the sizes.
   *
   * @throws IllegalArgumentException when there is none, or one is not at least 1
   */
  LastDims(Layer layer, List<Integer> sizes) {
    if (sizes.isEmpty()) {
      throw new IllegalArgumentException("Expected normalized_shape to be at least 1-dimensional");
    }
    sizes.forEach(size -> Sizes.requireAtLeast("normalized_shape", size, 1));
    this.layer = layer;
    this.shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  Shape shape() {
    return shape;
  }

  /**
   * The input with these dimensions made into one, and all others into another.
   *
   * @throws ShapeException when the input does not end with these dimensions
   */
  Tensor rows(Tensor input) {
    int outer = input.dim() - shape.rank();
    boolean fits = outer >= 0;
    for (int i = 0; fits && i < shape.rank(); i++) {
      fits = input.size(outer + i) == shape.size(i);
    }
    if (!fits) {
      throw new ShapeException(
          layer.getClass().getSimpleName()
              + " with normalized_shape="
              + shape
              + " expects an input whose last dimensions are these, got the shape "
              + input.shape());
    }
    return input.reshape(Shape.of(input.shape().span(0, outer), Math.toIntExact(shape.numel())));
  }
}
