package io.trainyard.tensor;

import java.util.Arrays;

/**
 * Carries out an elementwise operation on whole numbers, block by block. They are few beside the
 * floats of a network, so it is simple and not fast.
 */
final class WholeNumbers {

  private final Tensor[] inputs;
  private final Tensor output;
  private final int[] sizes;
  private final int[][] strides;
  private final long[][] blocks;
  private final long[] result;
  private final int[] index;
  private final int[] places;

  WholeNumbers(Tensor output, Tensor... inputs) {
    this.inputs = inputs;
    this.output = output;
    sizes = output.shape().dims();
    strides = new int[inputs.length][];
    for (int k = 0; k < inputs.length; k++) {
      strides[k] = Broadcast.strides(inputs[k].shape(), sizes);
    }
    int block = Math.min(output.length(), Elementwise.BLOCK);
    blocks = new long[inputs.length][block];
    result = new long[block];
    index = new int[sizes.length];
    places = new int[inputs.length];
  }

  /** Whether there are any among the numbers of an operation. */
  static boolean are(Tensor output, Tensor... inputs) {
    boolean are = output.dtype().isWhole();
    for (Tensor input : inputs) {
      are |= input.dtype().isWhole();
    }
    return are;
  }

  void each(Elementwise operation) {
    Arrays.fill(index, 0);
    Arrays.fill(places, 0);
    for (int start = 0; start < output.length(); start += result.length) {
      int n = Math.min(result.length, output.length() - start);
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < inputs.length; k++) {
          blocks[k][i] = inputs[k].storage().whole(places[k]);
        }
        next();
      }
      operation.apply(blocks, result, n);
      for (int i = 0; i < n; i++) {
        output.storage().put(start + i, result[i]);
      }
    }
  }

  private void next() {
    for (int dim = sizes.length - 1; dim >= 0; dim--) {
      boolean isOver = ++index[dim] == sizes[dim];
      for (int k = 0; k < places.length; k++) {
        places[k] += isOver ? -strides[k][dim] * (sizes[dim] - 1) : strides[k][dim];
      }
      if (!isOver) {
        return;
      }
      index[dim] = 0;
    }
  }
}
