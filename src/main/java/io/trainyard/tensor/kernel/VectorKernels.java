package io.trainyard.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The twins on the Vector API, for the widest vectors of the machine. */
final class VectorKernels {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private VectorKernels() {}

  static void product(
      float[] a,
      int rowStep,
      int innerStep,
      float[] b,
      float[] c,
      int rows,
      int inner,
      int columns) {
    int wide = columns - columns % (2 * WIDTH);
    int fours = rows - rows % 4;
    for (int j = 0; j < wide; j += 2 * WIDTH) {
      for (int i = 0; i < fours; i += 4) {
        fourRows(a, i * rowStep, rowStep, innerStep, b, j, c, i * columns + j, inner, columns);
      }
      for (int i = fours; i < rows; i++) {
        oneRow(a, i * rowStep, innerStep, b, j, c, i * columns + j, inner, columns);
      }
    }
    for (int j = wide; j < columns; j += WIDTH) {
      VectorMask<Float> inside = SPECIES.indexInRange(j, columns);
      for (int i = 0; i < fours; i += 4) {
        fourRowsOfTail(
            a, i * rowStep, rowStep, innerStep, b, j, c, i * columns + j, inner, columns, inside);
      }
      for (int i = fours; i < rows; i++) {
        oneRowOfTail(a, i * rowStep, innerStep, b, j, c, i * columns + j, inner, columns, inside);
      }
    }
  }

  /**
   * Four rows by two vectors: eight sums that stay in registers while the inner dimension goes by.
   */
  private static void fourRows(
      float[] a,
      int at,
      int rowStep,
      int innerStep,
      float[] b,
      int bj,
      float[] c,
      int to,
      int inner,
      int columns) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s20 = s00;
    FloatVector s21 = s00;
    FloatVector s30 = s00;
    FloatVector s31 = s00;
    for (int k = 0; k < inner; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bj + k * columns);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bj + k * columns + WIDTH);
      int ak = at + k * innerStep;
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[ak]);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[ak + rowStep]);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[ak + 2 * rowStep]);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[ak + 3 * rowStep]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
    }
    s00.intoArray(c, to);
    s01.intoArray(c, to + WIDTH);
    s10.intoArray(c, to + columns);
    s11.intoArray(c, to + columns + WIDTH);
    s20.intoArray(c, to + 2 * columns);
    s21.intoArray(c, to + 2 * columns + WIDTH);
    s30.intoArray(c, to + 3 * columns);
    s31.intoArray(c, to + 3 * columns + WIDTH);
  }

  private static void oneRow(
      float[] a,
      int at,
      int innerStep,
      float[] b,
      int bj,
      float[] c,
      int to,
      int inner,
      int columns) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    for (int k = 0; k < inner; k++) {
      FloatVector ak = FloatVector.broadcast(SPECIES, a[at + k * innerStep]);
      s0 = ak.fma(FloatVector.fromArray(SPECIES, b, bj + k * columns), s0);
      s1 = ak.fma(FloatVector.fromArray(SPECIES, b, bj + k * columns + WIDTH), s1);
    }
    s0.intoArray(c, to);
    s1.intoArray(c, to + WIDTH);
  }

  private static void fourRowsOfTail(
      float[] a,
      int at,
      int rowStep,
      int innerStep,
      float[] b,
      int bj,
      float[] c,
      int to,
      int inner,
      int columns,
      VectorMask<Float> inside) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int k = 0; k < inner; k++) {
      FloatVector bk = FloatVector.fromArray(SPECIES, b, bj + k * columns, inside);
      int ak = at + k * innerStep;
      s0 = FloatVector.broadcast(SPECIES, a[ak]).fma(bk, s0);
      s1 = FloatVector.broadcast(SPECIES, a[ak + rowStep]).fma(bk, s1);
      s2 = FloatVector.broadcast(SPECIES, a[ak + 2 * rowStep]).fma(bk, s2);
      s3 = FloatVector.broadcast(SPECIES, a[ak + 3 * rowStep]).fma(bk, s3);
    }
    s0.intoArray(c, to, inside);
    s1.intoArray(c, to + columns, inside);
    s2.intoArray(c, to + 2 * columns, inside);
    s3.intoArray(c, to + 3 * columns, inside);
  }

  private static void oneRowOfTail(
      float[] a,
      int at,
      int innerStep,
      float[] b,
      int bj,
      float[] c,
      int to,
      int inner,
      int columns,
      VectorMask<Float> inside) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int k = 0; k < inner; k++) {
      FloatVector bk = FloatVector.fromArray(SPECIES, b, bj + k * columns, inside);
      sum = FloatVector.broadcast(SPECIES, a[at + k * innerStep]).fma(bk, sum);
    }
    sum.intoArray(c, to, inside);
  }

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
