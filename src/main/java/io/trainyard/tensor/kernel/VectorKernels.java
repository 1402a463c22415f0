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
    int whole = n - n % ScalarKernels.BLOCK;
    for (int start = from; start < from + whole; start += ScalarKernels.BLOCK) {
      total += block(x, start);
    }
    return (float) (total + rest(x, from + whole, n - whole));
  }

  private static float block(float[] x, int from) {
    FloatVector s0 = FloatVector.zero(FOUR);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    for (int i = from; i < from + ScalarKernels.BLOCK; i += 2 * ScalarKernels.LANES) {
      s0 = s0.add(FloatVector.fromArray(FOUR, x, i));
      s1 = s1.add(FloatVector.fromArray(FOUR, x, i + 4));
      s2 = s2.add(FloatVector.fromArray(FOUR, x, i + 8));
      s3 = s3.add(FloatVector.fromArray(FOUR, x, i + 12));
      s4 = s4.add(FloatVector.fromArray(FOUR, x, i + 16));
      s5 = s5.add(FloatVector.fromArray(FOUR, x, i + 20));
      s6 = s6.add(FloatVector.fromArray(FOUR, x, i + 24));
      s7 = s7.add(FloatVector.fromArray(FOUR, x, i + 28));
    }
    FloatVector fours = s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7)));
    FloatVector twos = fours.add(fours.rearrange(ACROSS));
    return twos.add(twos.rearrange(NEXT)).lane(0);
  }

  private static float rest(float[] x, int from, int n) {
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
      FloatVector t0 = FloatVector.zero(SPECIES);
      FloatVector t1 = t0;
      FloatVector t2 = t0;
      FloatVector t3 = t0;
      FloatVector s0 = t0;
      FloatVector s1 = t0;
      FloatVector s2 = t0;
      FloatVector s3 = t0;
      // A loop of its own for each chain would cost a fifth.
      for (int i = 0; i < rows; i++) {
        int at = from + i * columns + j;
        s0 = s0.add(FloatVector.fromArray(SPECIES, x, at));
        s1 = s1.add(FloatVector.fromArray(SPECIES, x, at + WIDTH));
        s2 = s2.add(FloatVector.fromArray(SPECIES, x, at + 2 * WIDTH));
        s3 = s3.add(FloatVector.fromArray(SPECIES, x, at + 3 * WIDTH));
        if (ScalarKernels.endsChain(i)) {
          t0 = t0.add(s0);
          t1 = t1.add(s1);
          t2 = t2.add(s2);
          t3 = t3.add(s3);
          s0 = FloatVector.zero(SPECIES);
          s1 = s0;
          s2 = s0;
          s3 = s0;
        }
      }
      t0.add(s0).intoArray(y, to + j);
      t1.add(s1).intoArray(y, to + j + WIDTH);
      t2.add(s2).intoArray(y, to + j + 2 * WIDTH);
      t3.add(s3).intoArray(y, to + j + 3 * WIDTH);
    }
    for (int j = whole; j < columns; j += WIDTH) {
      strip(x, from + j, rows, columns, columns - j, y, to + j);
    }
  }

  /** The sums of up to a vector of columns. */
  private static void strip(
      float[] x, int from, int rows, int columns, int left, float[] y, int to) {
    VectorMask<Float> inside = SPECIES.indexInRange(0, left);
    FloatVector total = FloatVector.zero(SPECIES);
    int chain = ScalarKernels.CHAIN * columns;
    int end = from + rows * columns;
    int start = from;
    // Two chains at a time: each addition of a single one would wait for the one before.
    for (int pair = 0; pair < rows / (2 * ScalarKernels.CHAIN); pair++, start += 2 * chain) {
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = s0;
      for (int at = start; at < start + chain; at += columns) {
        s0 = s0.add(FloatVector.fromArray(SPECIES, x, at, inside));
        s1 = s1.add(FloatVector.fromArray(SPECIES, x, at + chain, inside));
      }
      total = total.add(s0).add(s1);
    }
    for (; start < end; start += chain) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int at = start; at < Math.min(end, start + chain); at += columns) {
        sum = sum.add(FloatVector.fromArray(SPECIES, x, at, inside));
      }
      total = total.add(sum);
    }
    total.intoArray(y, to, inside);
  }
}
