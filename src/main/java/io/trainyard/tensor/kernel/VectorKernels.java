package io.trainyard.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The twins on the Vector API, for the widest vectors of the machine. */
final class VectorKernels {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private VectorKernels() {}

  static float sum(float[] x, int from, int n) {
    if (n < ScalarKernels.LANES || WIDTH != ScalarKernels.LANES) {
      return ScalarKernels.sum(x, from, n);
    }
    double total = 0;
    for (int start = 0; start < n; start += ScalarKernels.BLOCK) {
      total += block(x, from + start, Math.min(ScalarKernels.BLOCK, n - start));
    }
    return (float) total;
  }

  private static float block(float[] x, int from, int n) {
    FloatVector sums = FloatVector.zero(SPECIES);
    int whole = n - n % WIDTH;
    for (int i = 0; i < whole; i += WIDTH) {
      sums = sums.add(FloatVector.fromArray(SPECIES, x, from + i));
    }
    float[] lanes = new float[WIDTH];
    sums.intoArray(lanes, 0);
    float rest = 0;
    for (int i = whole; i < n; i++) {
      rest += x[from + i];
    }
    return ScalarKernels.fold(lanes) + rest;
  }
}
