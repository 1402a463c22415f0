package io.trainyard.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Carries out an elementwise operation on numbers that are not all held as floats, block by block.
 * They are few beside the floats of a network, so it is simple and not fast.
 */
abstract class OtherNumbers {

  final Tensor[] inputs;
  final Tensor output;
  final int block;
  private final int[] sizes;
  private final int[][] strides;
  private final int[] index;
  private final int[] places;

  private OtherNumbers(Tensor output, Tensor... inputs) {
    this.inputs = inputs;
    this.output = output;
    sizes = output.shape().dims();
    strides = new int[inputs.length][];
    for (int k = 0; k < inputs.length; k++) {
      strides[k] = Broadcast.strides(inputs[k].shape(), sizes);
    }
    block = Math.min(output.length(), Elementwise.BLOCK);
    index = new int[sizes.length];
    places = new int[inputs.length];
  }

  /** What carries an operation out; null where all numbers are held as floats. */
  static @Nullable OtherNumbers of(Tensor output, Tensor... inputs) {
    boolean areWhole = output.dtype().held() == DType.Held.WHOLES;
    boolean areDoubles = output.dtype().held() == DType.Held.DOUBLES;
    for (Tensor input : inputs) {
      areWhole |= input.dtype().held() == DType.Held.WHOLES;
      areDoubles |= input.dtype().held() == DType.Held.DOUBLES;
    }
    return areDoubles ? new Doubles(output, inputs) : areWhole ? new Wholes(output, inputs) : null;
  }

  void each(Elementwise operation) {
    Arrays.fill(index, 0);
    Arrays.fill(places, 0);
    for (int start = 0; start < output.length(); start += block) {
      int n = Math.min(block, output.length() - start);
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < inputs.length; k++) {
          load(k, i, places[k]);
        }
        next();
      }
      run(operation, start, n);
    }
  }

  /** Takes a number of an input into its block. */
  abstract void load(int input, int at, int place);

  /** Carries the operation out for a block, and writes so many results from a place on. */
  abstract void run(Elementwise operation, int start, int n);

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

  private static final class Wholes extends OtherNumbers {
    private final long[][] blocks;
    private final long[] result;

    Wholes(Tensor output, Tensor... inputs) {
      super(output, inputs);
      blocks = new long[inputs.length][block];
      result = new long[block];
    }

    @Override
    void load(int input, int at, int place) {
      blocks[input][at] = inputs[input].storage().whole(place);
    }

    @Override
    void run(Elementwise operation, int start, int n) {
      operation.apply(blocks, result, n);
      for (int i = 0; i < n; i++) {
        output.storage().put(start + i, result[i]);
      }
    }
  }

  private static final class Doubles extends OtherNumbers {
    private final double[][] blocks;
    private final double[] result;

    Doubles(Tensor output, Tensor... inputs) {
      super(output, inputs);
      blocks = new double[inputs.length][block];
      result = new double[block];
    }

    @Override
    void load(int input, int at, int place) {
      blocks[input][at] = inputs[input].storage().number(place);
    }

    @Override
    void run(Elementwise operation, int start, int n) {
      operation.apply(blocks, result, n);
      for (int i = 0; i < n; i++) {
        output.storage().put(start + i, result[i]);
      }
    }
  }
}
