package io.trainyard.tensor;

/**
 * Walks tensors that are broadcast to one shape, run by run: the longest stretches in which each of
 * them either moves along element by element or stays at one.
 */
final class Broadcast {

  private final int[][] dims;
  private final int[][] strides;
  private final boolean[] repeats;
  private final int run;
  private final int outer;
  private final int[] sizes;
  private final int[] index;
  private final int[] offsets;

  Broadcast(Shape output, Shape... inputs) {
    sizes = output.dims();
    dims = new int[inputs.length][];
    strides = new int[inputs.length][];
    for (int k = 0; k < inputs.length; k++) {
      dims[k] = aligned(inputs[k], sizes.length);
      strides[k] = strides(dims[k]);
    }
    repeats = new boolean[inputs.length];
    outer = firstOfRun();
    run = output.span(outer, sizes.length);
    for (int k = 0; k < inputs.length; k++) {
      repeats[k] = run > 1 && isRepeated(k, outer);
    }
    index = new int[outer];
    offsets = new int[inputs.length];
  }

  private static int[] aligned(Shape shape, int rank) {
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      int own = i - (rank - shape.rank());
      dims[i] = own < 0 ? 1 : shape.size(own);
    }
    return dims;
  }

  private static int[] strides(int[] dims) {
    int[] strides = new int[dims.length];
    int stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = dims[i] == 1 ? 0 : stride;
      stride *= dims[i];
    }
    return strides;
  }

  private int firstOfRun() {
    int first = sizes.length;
    while (first > 0 && allUniformFrom(first - 1)) {
      first--;
    }
    return first;
  }

  private boolean allUniformFrom(int from) {
    for (int k = 0; k < dims.length; k++) {
      if (!isRepeated(k, from) && !isWhole(k, from)) {
        return false;
      }
    }
    return true;
  }

  private boolean isRepeated(int k, int from) {
    for (int i = from; i < sizes.length; i++) {
      if (dims[k][i] != 1) {
        return false;
      }
    }
    return true;
  }

  private boolean isWhole(int k, int from) {
    for (int i = from; i < sizes.length; i++) {
      if (dims[k][i] != sizes[i]) {
        return false;
      }
    }
    return true;
  }

  /** How many elements a run has. */
  int run() {
    return run;
  }

  /** Whether that input stays at one element throughout a run. */
  boolean repeats(int input) {
    return repeats[input];
  }

  /** Where the current run begins in that input. */
  int offset(int input) {
    return offsets[input];
  }

  void restart() {
    java.util.Arrays.fill(index, 0);
    java.util.Arrays.fill(offsets, 0);
  }

  /** Goes on to the next run. */
  void next() {
    for (int i = outer - 1; i >= 0; i--) {
      index[i]++;
      for (int k = 0; k < offsets.length; k++) {
        offsets[k] += strides[k][i];
      }
      if (index[i] < sizes[i]) {
        return;
      }
      for (int k = 0; k < offsets.length; k++) {
        offsets[k] -= strides[k][i] * sizes[i];
      }
      index[i] = 0;
    }
  }
}
