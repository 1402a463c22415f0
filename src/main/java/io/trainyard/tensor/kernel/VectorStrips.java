package io.trainyard.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The innermost loops of products with few columns, of which one vector holds a whole row. */
final class VectorStrips {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  /** How many columns the only panel of the right matrix has. */
  static final int PANEL = WIDTH;

  private VectorStrips() {}

  /**
   * The whole product with a narrow panel; {@code a} at (i, k) stands at {@code i * rowStep + k *
   * innerStep}.
   */
  static void strips(
      float[] a,
      int rowStep,
      int innerStep,
      float[] panel,
      float[] c,
      int rows,
      int inner,
      int columns) {
    for (int i = 0; i < rows; i += 8) {
      strip(a, i * rowStep, rowStep, innerStep, rows - i, panel, inner, c, i * columns, columns);
    }
  }

  /** Eight rows by a panel of one vector, with the left matrix in any order: for few columns. */
  private static void strip(
      float[] a,
      int at,
      int rowStep,
      int innerStep,
      int rows,
      float[] panel,
      int inner,
      float[] c,
      int to,
      int columns) {
    VectorMask<Float> inside = SPECIES.indexInRange(0, columns);
    int last = rows - 1;
    int r1 = Math.min(1, last);
    int r2 = Math.min(2, last);
    int r3 = Math.min(3, last);
    int r4 = Math.min(4, last);
    int r5 = Math.min(5, last);
    int r6 = Math.min(6, last);
    int r7 = Math.min(7, last);
    int a1 = r1 * rowStep;
    int a2 = r2 * rowStep;
    int a3 = r3 * rowStep;
    int a4 = r4 * rowStep;
    int a5 = r5 * rowStep;
    int a6 = r6 * rowStep;
    int a7 = r7 * rowStep;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    for (int k = 0; k < inner; k++) {
      FloatVector b = FloatVector.fromArray(SPECIES, panel, k * WIDTH);
      int ak = at + k * innerStep;
      s0 = FloatVector.broadcast(SPECIES, a[ak]).fma(b, s0);
      s1 = FloatVector.broadcast(SPECIES, a[ak + a1]).fma(b, s1);
      s2 = FloatVector.broadcast(SPECIES, a[ak + a2]).fma(b, s2);
      s3 = FloatVector.broadcast(SPECIES, a[ak + a3]).fma(b, s3);
      s4 = FloatVector.broadcast(SPECIES, a[ak + a4]).fma(b, s4);
      s5 = FloatVector.broadcast(SPECIES, a[ak + a5]).fma(b, s5);
      s6 = FloatVector.broadcast(SPECIES, a[ak + a6]).fma(b, s6);
      s7 = FloatVector.broadcast(SPECIES, a[ak + a7]).fma(b, s7);
    }
    s0.intoArray(c, to, inside);
    s1.intoArray(c, to + r1 * columns, inside);
    s2.intoArray(c, to + r2 * columns, inside);
    s3.intoArray(c, to + r3 * columns, inside);
    s4.intoArray(c, to + r4 * columns, inside);
    s5.intoArray(c, to + r5 * columns, inside);
    s6.intoArray(c, to + r6 * columns, inside);
    s7.intoArray(c, to + r7 * columns, inside);
  }
}
