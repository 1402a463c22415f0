package io.trainyard.tensor.kernel;

/**
 * The loops that take the time. Each exists twice, as plain Java and on the Vector API, equal to
 * the bit: sums have a fixed tree, products a fixed order along the inner dimension. Which one runs
 * is a question of speed only.
 */
public final class Kernels {

  private static final int SMALL = 16;
  private static final int SMALL_MATRIX = 64;

  private static final boolean VECTORIZED =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  private Kernels() {}

  /**
   * Whether this Java runs with {@code --add-modules jdk.incubator.vector}; without it products are
   * many times slower.
   */
  public static boolean isVectorized() {
    return VECTORIZED;
  }

  /** How many numbers a vector holds; 1 where there are none. */
  public static int lanes() {
    return VECTORIZED ? VectorStrips.PANEL : 1;
  }

  /** The sum of {@code n} elements from a place on. */
  public static float sum(float[] x, int from, int n) {
    return VECTORIZED && n >= ScalarKernels.LANES
        ? VectorKernels.sum(x, from, n)
        : ScalarKernels.sum(x, from, n);
  }

  /**
   * {@code y} = the sum of the rows of {@code x}, seen as [rows, columns], added in their order;
   * for many rows there is {@link Cascade}.
   */
  static void sumRows(float[] x, int from, int rows, int columns, float[] y, int to) {
    if (VECTORIZED && rows * columns >= SMALL_MATRIX) {
      VectorKernels.sumRows(x, from, rows, columns, y, to);
    } else {
      ScalarKernels.sumRows(x, from, rows, columns, y, to);
    }
  }

  /** {@code y} += {@code x}, for {@code n} elements from a place on each. */
  public static void add(float[] x, int from, float[] y, int to, int n) {
    if (VECTORIZED && n >= SMALL) {
      VectorRuns.add(x, from, y, to, n);
    } else {
      ScalarKernels.add(x, from, y, to, n);
    }
  }

  /**
   * Where {@code x} is larger than {@code y}, or is not a number, it is taken over, and its number
   * is noted.
   *
   * @param number what is put into {@code chosen}
   */
  public static void keepLarger(
      float[] x, int from, float number, float[] y, float[] chosen, int to, int n) {
    if (VECTORIZED && n >= SMALL) {
      VectorRuns.keepLarger(x, from, number, y, chosen, to, n);
    } else {
      ScalarKernels.keepLarger(x, from, number, y, chosen, to, n);
    }
  }

  /** {@code y} += {@code x} where {@code chosen} is a number. */
  public static void addWhere(
      float[] x, float[] chosen, int from, float number, float[] y, int to, int n) {
    if (VECTORIZED && n >= SMALL) {
      VectorRuns.addWhere(x, chosen, from, number, y, to, n);
    } else {
      ScalarKernels.addWhere(x, chosen, from, number, y, to, n);
    }
  }

  /** {@code y} [columns, rows] = the transpose of {@code x} [rows, columns]. */
  public static void transpose(float[] x, int rows, int columns, float[] y) {
    if (VECTORIZED && (long) rows * columns >= SMALL_MATRIX) {
      VectorPacking.transpose(x, 0, columns, rows, columns, y, 0, rows);
    } else {
      ScalarKernels.transpose(x, rows, columns, y);
    }
  }

  /**
   * {@code y} = {@code x - log(sum(e^x))} along the rows of a matrix, without overflow.
   *
   * @param work room for two numbers a row
   */
  public static void logSoftmax(float[] x, float[] y, int rows, int columns, float[] work) {
    for (int i = 0; i < rows; i++) {
      float largest = Float.NEGATIVE_INFINITY;
      for (int k = i * columns; k < (i + 1) * columns; k++) {
        largest = Math.max(largest, x[k]);
      }
      work[rows + i] = largest;
      for (int k = i * columns; k < (i + 1) * columns; k++) {
        y[k] = x[k] - largest;
      }
    }
    Functions.exp(y, y, rows * columns);
    for (int i = 0; i < rows; i++) {
      work[i] = sum(y, i * columns, columns);
    }
    Functions.log(work, work, rows);
    for (int i = 0; i < rows; i++) {
      float largest = work[rows + i];
      float log = work[i];
      for (int k = i * columns; k < (i + 1) * columns; k++) {
        y[k] = x[k] - largest - log;
      }
    }
  }
}
