package io.trainyard.nn;

import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.stream.Collectors;

/** Holds the sizes that layers are made of to what they may be. */
public final class Sizes {

  private Sizes() {}

  /**
   * Makes one number stand for every dimension.
   *
   * @param dims how many dimensions there are
   * @param least what a number has to be at least
   * @throws IllegalArgumentException unless there is one number, or one for each dimension, and
   *     none is too small
   */
  public static int[] each(String name, List<Integer> values, int dims, int least) {
    if (values.size() != 1 && values.size() != dims) {
      throw new IllegalArgumentException(
          name + " has to be one integer or " + dims + ", but got " + values.size());
    }
    int[] sizes = new int[dims];
    for (int i = 0; i < dims; i++) {
      sizes[i] = requireAtLeast(name, values.get(values.size() == 1 ? 0 : i), least);
    }
    return sizes;
  }

  /**
   * A size that is large enough.
   *
   * @throws IllegalArgumentException when it is not
   */
  public static int requireAtLeast(String name, int size, int least) {
    if (size < least) {
      throw new IllegalArgumentException(
          name + " has to be at least " + least + ", but got " + size);
    }
    return size;
  }

  /**
   * Holds an input against the dimensions that a layer takes.
   *
   * @param dims what they are called, as {@code N, channels, length}
   * @throws ShapeException when it has another number of them
   */
  public static void requireDims(Layer layer, Tensor input, String... dims) {
    if (input.dim() != dims.length) {
      throw new ShapeException(
          layer.getClass().getSimpleName()
              + " expects "
              + dims.length
              + " dimensions ["
              + String.join(", ", dims)
              + "], got the shape "
              + input.shape());
    }
  }

  /**
   * Holds the channels of an input, which are its second dimension, against those of a layer.
   *
   * @throws ShapeException when there are more or fewer
   */
  public static void requireChannels(Layer layer, Tensor input, int channels) {
    if (input.size(1) != channels) {
      throw new ShapeException(
          layer.getClass().getSimpleName()
              + " expects "
              + channels
              + " channels in dimension 1, got "
              + input.size(1)
              + " in the shape "
              + input.shape());
    }
  }

  /** The product of sizes. */
  public static int product(List<Integer> sizes) {
    long product = 1;
    for (int size : sizes) {
      product = Math.multiplyExact(product, (long) size);
    }
    return Math.toIntExact(product);
  }

  public static String word(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
