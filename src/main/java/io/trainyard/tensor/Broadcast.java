package io.trainyard.tensor;

import java.util.Arrays;

/**
 * Walks tensors that are broadcast to one shape, run by run: the longest stretches in which each of
 * them either moves along element by element or stays at one.
 */
final class Broadcast {

  private final Tensor output;
  private final Tensor[] inputs;
  private final int[] sizes;
  private final int[][] strides;
  private final int outer;
  private final int run;
  private final boolean[] repeats;
  private final float[][] tiles;
  private final int[] index;
  private final int[] offsets;
  private final float[][] blocks;
  private final float[] result;

  Broadcast(Tensor output, Tensor... inputs) {
    this.output = output;
    this.inputs = inputs;
    sizes = output.shape().dims();
    strides = new int[inputs.length][];
    repeats = new boolean[inputs.length];
    tiles = new float[inputs.length][];
    blocks = new float[inputs.length][];
    for (int k = 0; k < inputs.length; k++) {
      strides[k] = strides(inputs[k].shape(), sizes);
    }
    outer = firstOfRun();
    run = output.shape().span(outer, sizes.length);
    result = new float[Math.min(run, Elementwise.BLOCK)];
    index = new int[outer];
    offsets = new int[inputs.length];
    for (int k = 0; k < inputs.length; k++) {
      repeats[k] = run > 1 && staysFrom(k, outer);
      tiles[k] = new float[Math.min(run, Elementwise.BLOCK)];
    }
  }

  /** Per dimension of the output, how far an input moves: 0 where it is repeated. */
  static int[] strides(Shape shape, int[] sizes) {
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int own = shape.rank() - 1; own >= 0; own--) {
      int dim = own + sizes.length - shape.rank();
      strides[dim] = shape.size(own) == 1 ? 0 : stride;
      stride *= shape.size(own);
    }
    return strides;
  }

  private int firstOfRun() {
    int first = sizes.length;
    while (first > 0 && isRun(first - 1)) {
      first--;
    }
    return first;
  }

  private boolean isRun(int first) {
    for (int k = 0; k < inputs.length; k++) {
      if (!staysFrom(k, first) && !movesFrom(k, first)) {
        return false;
      }
    }
    return true;
  }

  private boolean staysFrom(int k, int first) {
    for (int dim = first; dim < sizes.length; dim++) {
      if (strides[k][dim] != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean movesFrom(int k, int first) {
    for (int dim = first; dim < sizes.length; dim++) {
      if (strides[k][dim] == 0 && sizes[dim] != 1) {
        return false;
      }
    }
    return true;
  }

  /** Applies an operation to every run. */
  void each(Elementwise operation) {
    if (run == output.length() && !anyRepeats()) {
      for (int k = 0; k < inputs.length; k++) {
        blocks[k] = inputs[k].array();
      }
      operation.apply(blocks, output.array(), run);
      return;
    }
    Arrays.fill(index, 0);
    Arrays.fill(offsets, 0);
    System.arraycopy(tiles, 0, blocks, 0, tiles.length);
    for (int start = 0; start < output.length(); start += run) {
      fillTiles();
      for (int done = 0; done < run; done += Elementwise.BLOCK) {
        int n = Math.min(Elementwise.BLOCK, run - done);
        for (int k = 0; k < inputs.length; k++) {
          if (!repeats[k]) {
            System.arraycopy(inputs[k].array(), offsets[k] + done, tiles[k], 0, n);
          }
        }
        operation.apply(blocks, result, n);
        System.arraycopy(result, 0, output.array(), start + done, n);
      }
      next();
    }
  }

  private boolean anyRepeats() {
    for (boolean repeated : repeats) {
      if (repeated) {
        return true;
      }
    }
    return false;
  }

  /**
   * Spreads each input that stays at one element over a block, so that operations need only one
   * form of loop.
   */
  private void fillTiles() {
    for (int k = 0; k < inputs.length; k++) {
      if (repeats[k]) {
        Arrays.fill(tiles[k], inputs[k].array()[offsets[k]]);
      }
    }
  }

  private void next() {
    for (int dim = outer - 1; dim >= 0; dim--) {
      for (int k = 0; k < offsets.length; k++) {
        offsets[k] += strides[k][dim];
      }
      if (++index[dim] < sizes[dim]) {
        return;
      }
      for (int k = 0; k < offsets.length; k++) {
        offsets[k] -= strides[k][dim] * sizes[dim];
      }
      index[dim] = 0;
    }
  }
}
