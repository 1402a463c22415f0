package io.trainyard.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The twins of the sums. Sixteen lanes are four vectors of four, which every machine has. */
final class VectorKernels {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();
  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
  private static final VectorShuffle<Float> ACROSS = VectorShuffle.fromValues(FOUR, 2, 3, 0, 1);
  private static final VectorShuffle<Float> NEXT = VectorShuffle.fromValues(FOUR, 1, 0, 3, 2);

  private VectorKernels() {}

  static float sum(float[] x, int from, int n) {
    double total = 0;
    for (int start = 0; start < n; start += ScalarKernels.BLOCK) {
      total += block(x, from + start, Math.min(ScalarKernels.BLOCK, n - start));
    }
    return (float) total;
  }

  private static float block(float[] x, int from, int n) {
    FloatVector s0 = FloatVector.zero(FOUR);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int whole = n - n % ScalarKernels.LANES;
    for (int i = from; i < from + whole; i += ScalarKernels.LANES) {
      s0 = s0.add(FloatVector.fromArray(FOUR, x, i));
      s1 = s1.add(FloatVector.fromArray(FOUR, x, i + 4));
      s2 = s2.add(FloatVector.fromArray(FOUR, x, i + 8));
      s3 = s3.add(FloatVector.fromArray(FOUR, x, i + 12));
    }
    FloatVector fours = s0.add(s2).add(s1.add(s3));
    FloatVector twos = fours.add(fours.rearrange(ACROSS));
    return twos.add(twos.rearrange(NEXT)).lane(0) + ScalarKernels.fewer(x, from + whole, n - whole);
  }

  static void sumRows(float[] x, int from, int rows, int columns, float[] y, int to) {
    int whole = columns - columns % (4 * WIDTH);
    for (int j = 0; j < whole; j += 4 * WIDTH) {
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int i = 0; i < rows; i++) {
        int at = from + i * columns + j;
        s0 = s0.add(FloatVector.fromArray(SPECIES, x, at));
        s1 = s1.add(FloatVector.fromArray(SPECIES, x, at + WIDTH));
        s2 = s2.add(FloatVector.fromArray(SPECIES, x, at + 2 * WIDTH));
        s3 = s3.add(FloatVector.fromArray(SPECIES, x, at + 3 * WIDTH));
      }
      s0.intoArray(y, to + j);
      s1.intoArray(y, to + j + WIDTH);
      s2.intoArray(y, to + j + 2 * WIDTH);
      s3.intoArray(y, to + j + 3 * WIDTH);
    }
    for (int j = whole; j < columns; j += WIDTH) {
      VectorMask<Float> inside = SPECIES.indexInRange(j, columns);
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = 0; i < rows; i++) {
        sum = sum.add(FloatVector.fromArray(SPECIES, x, from + i * columns + j, inside));
      }
      sum.intoArray(y, to + j, inside);
    }
  }
}
