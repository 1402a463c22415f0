package io.trainyard.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Moves matrices into the order in which they are read. */
final class VectorPacking {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
  private static final VectorShuffle<Float> NEXT = VectorShuffle.fromValues(FOUR, 1, 0, 3, 2);
  private static final VectorShuffle<Float> ACROSS = VectorShuffle.fromValues(FOUR, 2, 3, 0, 1);
  private static final VectorMask<Float> ODD = VectorMask.fromLong(FOUR, 0b1010);
  private static final VectorMask<Float> UPPER = VectorMask.fromLong(FOUR, 0b1100);

  private VectorPacking() {}

  /**
   * Copies columns of a matrix into a panel of a given width.
   *
   * @param columns how many there are, perhaps fewer than the panel has room for
   */
  static void pack(
      float[] x, int from, int step, int rows, int columns, float[] panel, int to, int width) {
    for (int j = 0; j < Math.min(columns, width); j += WIDTH) {
      VectorMask<Float> inside = SPECIES.indexInRange(j, columns);
      for (int k = 0; k < rows; k++) {
        FloatVector.fromArray(SPECIES, x, from + k * step + j, inside)
            .intoArray(panel, to + k * width + j);
      }
    }
  }

  /**
   * Transposes a matrix by squares of four, in vectors of four, which every machine has: {@code y[j
   * * yStep + i] = x[i * xStep + j]}.
   */
  static void transpose(
      float[] x, int from, int xStep, int rows, int columns, float[] y, int to, int yStep) {
    // The side with the long strides should be done with a line of the cache soon.
    int block = xStep > yStep ? 8 : 32;
    int wholeRows = rows - rows % 4;
    int wholeColumns = columns - columns % 4;
    for (int top = 0; top < wholeRows; top += block) {
      int bottom = Math.min(wholeRows, top + block);
      for (int j = 0; j < wholeColumns; j += 4) {
        for (int i = top; i < bottom; i += 4) {
          int at = from + i * xStep + j;
          FloatVector r0 = FloatVector.fromArray(FOUR, x, at);
          FloatVector r1 = FloatVector.fromArray(FOUR, x, at + xStep);
          FloatVector r2 = FloatVector.fromArray(FOUR, x, at + 2 * xStep);
          FloatVector r3 = FloatVector.fromArray(FOUR, x, at + 3 * xStep);
          FloatVector p0 = r0.blend(r1.rearrange(NEXT), ODD);
          FloatVector p1 = r0.rearrange(NEXT).blend(r1, ODD);
          FloatVector p2 = r2.blend(r3.rearrange(NEXT), ODD);
          FloatVector p3 = r2.rearrange(NEXT).blend(r3, ODD);
          int put = to + j * yStep + i;
          p0.blend(p2.rearrange(ACROSS), UPPER).intoArray(y, put);
          p1.blend(p3.rearrange(ACROSS), UPPER).intoArray(y, put + yStep);
          p0.rearrange(ACROSS).blend(p2, UPPER).intoArray(y, put + 2 * yStep);
          p1.rearrange(ACROSS).blend(p3, UPPER).intoArray(y, put + 3 * yStep);
        }
      }
    }
    for (int i = 0; i < rows; i++) {
      for (int j = i < wholeRows ? wholeColumns : 0; j < columns; j++) {
        y[to + j * yStep + i] = x[from + i * xStep + j];
      }
    }
  }
}
