package io.trainyard.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of the matrix product: a tile of sums stays in registers, each in a local of
 * its own, while the inner dimension goes by. Rows that a tile has too many repeat the last one,
 * which costs nothing but their time.
 *
 * <p>Few and small on purpose: until the just-in-time compiler is through with one of them, it runs
 * a thousand times slower, and what is too large for its first stage is never compiled at all.
 */
final class VectorTiles {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  /** How many columns a panel has. */
  static final int PANEL = 2 * WIDTH;

  /** How many rows the tallest tile has where there are 32 registers. */
  static final int TALLEST_OF_32 = 8;

  /** How many rows the tallest tile has where there are 16 registers. */
  static final int TALLEST_OF_16 = 6;

  /** Java does not say how many there are, but the wide vectors and ARM's have 32. */
  static final int TALLEST =
      WIDTH == 16 || System.getProperty("os.arch", "").equals("aarch64")
          ? TALLEST_OF_32
          : TALLEST_OF_16;

  /** Room for the largest tile. */
  static final int EDGE = TALLEST_OF_32 * PANEL;

  private VectorTiles() {}

  /**
   * All rows by some panels.
   *
   * @param tallest how many rows a tile has as long as enough are left
   * @param at where the first row of the left matrix begins, in the block of the inner dimension
   * @param from where the first panel's block begins; the others follow at {@code panelStep}
   * @param to where the first element of the product goes
   * @param columns how many there are from there on, perhaps fewer than the panels have
   * @param more whether to go on with the sums that stand in {@code c}
   * @param edge room for {@link #EDGE} numbers
   */
  static void rows(
      int tallest,
      float[] a,
      int at,
      int aStep,
      int rows,
      float[] panels,
      int from,
      int panelStep,
      int count,
      int inner,
      float[] c,
      int to,
      int cStep,
      int columns,
      boolean more,
      float[] edge) {
    for (int row = 0; row < rows; ) {
      int left = rows - row;
      int height = height(tallest, left);
      int first = at + row * aStep;
      for (int panel = 0; panel < count; panel++) {
        int block = from + panel * panelStep;
        int put = to + row * cStep + panel * PANEL;
        int width = columns - panel * PANEL;
        if (width >= PANEL) {
          tile(height, a, first, aStep, left, panels, block, inner, c, put, cStep, more);
        } else {
          // Masks in the tiles themselves would make them too large for the first compiler.
          int taken = Math.min(height, left);
          if (more) {
            copy(c, put, cStep, edge, 0, PANEL, taken, width);
          }
          tile(height, a, first, aStep, left, panels, block, inner, edge, 0, PANEL, more);
          copy(edge, 0, PANEL, c, put, cStep, taken, width);
        }
      }
      row += height;
    }
  }

  /** Of seven or eight rows, two tiles of four waste less than two of six. */
  private static int height(int tallest, int left) {
    boolean fitsFours = left <= 4 || (tallest == TALLEST_OF_16 && (left == 7 || left == 8));
    return fitsFours ? 4 : tallest;
  }

  private static void copy(
      float[] x, int from, int xStep, float[] y, int to, int yStep, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(x, from + i * xStep, y, to + i * yStep, columns);
    }
  }

  private static void tile(
      int height,
      float[] a,
      int at,
      int aStep,
      int rows,
      float[] panel,
      int from,
      int inner,
      float[] c,
      int to,
      int cStep,
      boolean more) {
    if (height == TALLEST_OF_32) {
      eightRows(a, at, aStep, rows, panel, from, inner, c, to, cStep, more);
    } else if (height == TALLEST_OF_16) {
      sixRows(a, at, aStep, rows, panel, from, inner, c, to, cStep, more);
    } else {
      fourRows(a, at, aStep, rows, panel, from, inner, c, to, cStep, more);
    }
  }

  /** Eight rows by one panel, for 32 registers. */
  private static void eightRows(
      float[] a,
      int at,
      int aStep,
      int rows,
      float[] panel,
      int from,
      int inner,
      float[] c,
      int to,
      int cStep,
      boolean more) {
    int last = rows - 1;
    int a0 = at;
    int a1 = at + Math.min(1, last) * aStep;
    int a2 = at + Math.min(2, last) * aStep;
    int a3 = at + Math.min(3, last) * aStep;
    int a4 = at + Math.min(4, last) * aStep;
    int a5 = at + Math.min(5, last) * aStep;
    int a6 = at + Math.min(6, last) * aStep;
    int a7 = at + Math.min(7, last) * aStep;
    int c0 = to;
    int c1 = to + Math.min(1, last) * cStep;
    int c2 = to + Math.min(2, last) * cStep;
    int c3 = to + Math.min(3, last) * cStep;
    int c4 = to + Math.min(4, last) * cStep;
    int c5 = to + Math.min(5, last) * cStep;
    int c6 = to + Math.min(6, last) * cStep;
    int c7 = to + Math.min(7, last) * cStep;
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    FloatVector s31 = FloatVector.zero(SPECIES);
    FloatVector s40 = FloatVector.zero(SPECIES);
    FloatVector s41 = FloatVector.zero(SPECIES);
    FloatVector s50 = FloatVector.zero(SPECIES);
    FloatVector s51 = FloatVector.zero(SPECIES);
    FloatVector s60 = FloatVector.zero(SPECIES);
    FloatVector s61 = FloatVector.zero(SPECIES);
    FloatVector s70 = FloatVector.zero(SPECIES);
    FloatVector s71 = FloatVector.zero(SPECIES);
    if (more) {
      s00 = FloatVector.fromArray(SPECIES, c, c0);
      s01 = FloatVector.fromArray(SPECIES, c, c0 + WIDTH);
      s10 = FloatVector.fromArray(SPECIES, c, c1);
      s11 = FloatVector.fromArray(SPECIES, c, c1 + WIDTH);
      s20 = FloatVector.fromArray(SPECIES, c, c2);
      s21 = FloatVector.fromArray(SPECIES, c, c2 + WIDTH);
      s30 = FloatVector.fromArray(SPECIES, c, c3);
      s31 = FloatVector.fromArray(SPECIES, c, c3 + WIDTH);
      s40 = FloatVector.fromArray(SPECIES, c, c4);
      s41 = FloatVector.fromArray(SPECIES, c, c4 + WIDTH);
      s50 = FloatVector.fromArray(SPECIES, c, c5);
      s51 = FloatVector.fromArray(SPECIES, c, c5 + WIDTH);
      s60 = FloatVector.fromArray(SPECIES, c, c6);
      s61 = FloatVector.fromArray(SPECIES, c, c6 + WIDTH);
      s70 = FloatVector.fromArray(SPECIES, c, c7);
      s71 = FloatVector.fromArray(SPECIES, c, c7 + WIDTH);
    }
    for (int k = 0; k < inner; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, panel, from + k * 2 * WIDTH);
      FloatVector b1 = FloatVector.fromArray(SPECIES, panel, from + k * 2 * WIDTH + WIDTH);
      FloatVector r0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
      s00 = r0.fma(b0, s00);
      s01 = r0.fma(b1, s01);
      FloatVector r1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
      s10 = r1.fma(b0, s10);
      s11 = r1.fma(b1, s11);
      FloatVector r2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
      s20 = r2.fma(b0, s20);
      s21 = r2.fma(b1, s21);
      FloatVector r3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
      s30 = r3.fma(b0, s30);
      s31 = r3.fma(b1, s31);
      FloatVector r4 = FloatVector.broadcast(SPECIES, a[a4 + k]);
      s40 = r4.fma(b0, s40);
      s41 = r4.fma(b1, s41);
      FloatVector r5 = FloatVector.broadcast(SPECIES, a[a5 + k]);
      s50 = r5.fma(b0, s50);
      s51 = r5.fma(b1, s51);
      FloatVector r6 = FloatVector.broadcast(SPECIES, a[a6 + k]);
      s60 = r6.fma(b0, s60);
      s61 = r6.fma(b1, s61);
      FloatVector r7 = FloatVector.broadcast(SPECIES, a[a7 + k]);
      s70 = r7.fma(b0, s70);
      s71 = r7.fma(b1, s71);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + WIDTH);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + WIDTH);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + WIDTH);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + WIDTH);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + WIDTH);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + WIDTH);
    s60.intoArray(c, c6);
    s61.intoArray(c, c6 + WIDTH);
    s70.intoArray(c, c7);
    s71.intoArray(c, c7 + WIDTH);
  }

  /**
   * Six rows by one panel, for 16 registers: with more, some of the sums would not stay in them.
   */
  private static void sixRows(
      float[] a,
      int at,
      int aStep,
      int rows,
      float[] panel,
      int from,
      int inner,
      float[] c,
      int to,
      int cStep,
      boolean more) {
    int last = rows - 1;
    int a0 = at;
    int a1 = at + Math.min(1, last) * aStep;
    int a2 = at + Math.min(2, last) * aStep;
    int a3 = at + Math.min(3, last) * aStep;
    int a4 = at + Math.min(4, last) * aStep;
    int a5 = at + Math.min(5, last) * aStep;
    int c0 = to;
    int c1 = to + Math.min(1, last) * cStep;
    int c2 = to + Math.min(2, last) * cStep;
    int c3 = to + Math.min(3, last) * cStep;
    int c4 = to + Math.min(4, last) * cStep;
    int c5 = to + Math.min(5, last) * cStep;
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    FloatVector s31 = FloatVector.zero(SPECIES);
    FloatVector s40 = FloatVector.zero(SPECIES);
    FloatVector s41 = FloatVector.zero(SPECIES);
    FloatVector s50 = FloatVector.zero(SPECIES);
    FloatVector s51 = FloatVector.zero(SPECIES);
    if (more) {
      s00 = FloatVector.fromArray(SPECIES, c, c0);
      s01 = FloatVector.fromArray(SPECIES, c, c0 + WIDTH);
      s10 = FloatVector.fromArray(SPECIES, c, c1);
      s11 = FloatVector.fromArray(SPECIES, c, c1 + WIDTH);
      s20 = FloatVector.fromArray(SPECIES, c, c2);
      s21 = FloatVector.fromArray(SPECIES, c, c2 + WIDTH);
      s30 = FloatVector.fromArray(SPECIES, c, c3);
      s31 = FloatVector.fromArray(SPECIES, c, c3 + WIDTH);
      s40 = FloatVector.fromArray(SPECIES, c, c4);
      s41 = FloatVector.fromArray(SPECIES, c, c4 + WIDTH);
      s50 = FloatVector.fromArray(SPECIES, c, c5);
      s51 = FloatVector.fromArray(SPECIES, c, c5 + WIDTH);
    }
    for (int k = 0; k < inner; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, panel, from + k * 2 * WIDTH);
      FloatVector b1 = FloatVector.fromArray(SPECIES, panel, from + k * 2 * WIDTH + WIDTH);
      FloatVector r0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
      s00 = r0.fma(b0, s00);
      s01 = r0.fma(b1, s01);
      FloatVector r1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
      s10 = r1.fma(b0, s10);
      s11 = r1.fma(b1, s11);
      FloatVector r2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
      s20 = r2.fma(b0, s20);
      s21 = r2.fma(b1, s21);
      FloatVector r3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
      s30 = r3.fma(b0, s30);
      s31 = r3.fma(b1, s31);
      FloatVector r4 = FloatVector.broadcast(SPECIES, a[a4 + k]);
      s40 = r4.fma(b0, s40);
      s41 = r4.fma(b1, s41);
      FloatVector r5 = FloatVector.broadcast(SPECIES, a[a5 + k]);
      s50 = r5.fma(b0, s50);
      s51 = r5.fma(b1, s51);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + WIDTH);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + WIDTH);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + WIDTH);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + WIDTH);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + WIDTH);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + WIDTH);
  }

  /** Four rows by one panel, where no more are left. */
  private static void fourRows(
      float[] a,
      int at,
      int aStep,
      int rows,
      float[] panel,
      int from,
      int inner,
      float[] c,
      int to,
      int cStep,
      boolean more) {
    int last = rows - 1;
    int a0 = at;
    int a1 = at + Math.min(1, last) * aStep;
    int a2 = at + Math.min(2, last) * aStep;
    int a3 = at + Math.min(3, last) * aStep;
    int c0 = to;
    int c1 = to + Math.min(1, last) * cStep;
    int c2 = to + Math.min(2, last) * cStep;
    int c3 = to + Math.min(3, last) * cStep;
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    FloatVector s31 = FloatVector.zero(SPECIES);
    if (more) {
      s00 = FloatVector.fromArray(SPECIES, c, c0);
      s01 = FloatVector.fromArray(SPECIES, c, c0 + WIDTH);
      s10 = FloatVector.fromArray(SPECIES, c, c1);
      s11 = FloatVector.fromArray(SPECIES, c, c1 + WIDTH);
      s20 = FloatVector.fromArray(SPECIES, c, c2);
      s21 = FloatVector.fromArray(SPECIES, c, c2 + WIDTH);
      s30 = FloatVector.fromArray(SPECIES, c, c3);
      s31 = FloatVector.fromArray(SPECIES, c, c3 + WIDTH);
    }
    for (int k = 0; k < inner; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, panel, from + k * 2 * WIDTH);
      FloatVector b1 = FloatVector.fromArray(SPECIES, panel, from + k * 2 * WIDTH + WIDTH);
      FloatVector r0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
      s00 = r0.fma(b0, s00);
      s01 = r0.fma(b1, s01);
      FloatVector r1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
      s10 = r1.fma(b0, s10);
      s11 = r1.fma(b1, s11);
      FloatVector r2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
      s20 = r2.fma(b0, s20);
      s21 = r2.fma(b1, s21);
      FloatVector r3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
      s30 = r3.fma(b0, s30);
      s31 = r3.fma(b1, s31);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + WIDTH);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + WIDTH);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + WIDTH);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + WIDTH);
  }
}
