package io.trainyard.nn.flatten;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes several dimensions of one: with dim 1 and sizes 1, 8, 8, [N, 64] gives [N, 1, 8, 8]. So the
 * columns of a table become an image.
 */
@Summary("Makes several dimensions of one, such as an image of the columns of a table.")
@GradFn("ViewBackward0")
public final class Unflatten extends Layer {

  private final int dim;
  private final List<Integer> unflattened_size;

  /**
   * @param dim the dimension; negative ones count from the end
   * @param unflattened_size what it becomes; one size may be -1, for whatever is left
   */
  public Unflatten(int dim, @Bounds(min = -1) List<Integer> unflattened_size) {
    if (unflattened_size.isEmpty()) {
      throw new IllegalArgumentException("unflattened_size must be non-empty");
    }
    if (unflattened_size.stream().filter(size -> size == -1).count() > 1) {
      throw new IllegalArgumentException("only one dimension can be inferred");
    }
    unflattened_size.forEach(size -> Sizes.requireAtLeast("unflattened_size", size, -1));
    this.dim = dim;
    this.unflattened_size = List.copyOf(unflattened_size);
  }

  @Override
  public Tensor forward(Tensor input) {
    int at = input.shape().normalized(dim);
    int size = input.size(at);
    List<Integer> known = unflattened_size.stream().filter(part -> part != -1).toList();
    int product = Sizes.product(known);
    boolean isInferred = known.size() < unflattened_size.size();
    if (isInferred ? product == 0 || size % product != 0 : product != size) {
      throw new ShapeException(
          "unflatten: Provided sizes "
              + Sizes.word(unflattened_size)
              + " don't multiply up to the size of dim "
              + dim
              + " ("
              + size
              + ") in the input tensor");
    }
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < input.dim(); i++) {
      if (i == at) {
        unflattened_size.forEach(part -> dims.add(part == -1 ? size / product : part));
      } else {
        dims.add(input.size(i));
      }
    }
    return input.reshape(Shape.of(dims.stream().mapToInt(Integer::intValue).toArray()));
  }
}
