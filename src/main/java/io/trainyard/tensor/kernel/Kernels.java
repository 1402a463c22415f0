package io.trainyard.tensor.kernel;

/**
 * The loops that take the time. Each exists twice, as plain Java and on the Vector API, equal to
 * the bit: sums have a fixed tree, products a fixed order along the inner dimension. Which one runs
 * is a question of speed only.
 */
public final class Kernels {

  /** Below this many multiplications the plain loop is as fast, and is so from its first call. */
  private static final int SMALL_PRODUCT = 2048;

  private static final int SMALL_SUM = 64;

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

  /**
   * {@code c = a b}.
   *
   * @param a element (i, k) stands at {@code i * rowStep + k * innerStep}
   * @param b [inner, columns]
   * @param c [rows, columns], overwritten
   */
  public static void product(
      float[] a,
      int rowStep,
      int innerStep,
      float[] b,
      float[] c,
      int rows,
      int inner,
      int columns) {
    if (VECTORIZED && (long) rows * inner * columns >= SMALL_PRODUCT) {
      VectorKernels.product(a, rowStep, innerStep, b, c, rows, inner, columns);
    } else {
      ScalarKernels.product(a, rowStep, innerStep, b, c, rows, inner, columns);
    }
  }

  /** The sum of {@code n} elements from a place on. */
  public static float sum(float[] x, int from, int n) {
    return VECTORIZED && n >= SMALL_SUM
        ? VectorKernels.sum(x, from, n)
        : ScalarKernels.sum(x, from, n);
  }

  /**
   * {@code y} = the sum of the rows of {@code x}, seen as [rows, columns], added in their order.
   */
  public static void sumRows(float[] x, int from, int rows, int columns, float[] y, int to) {
    ScalarKernels.sumRows(x, from, rows, columns, y, to);
  }

  /** {@code y} [columns, rows] = the transpose of {@code x} [rows, columns]. */
  public static void transpose(float[] x, int rows, int columns, float[] y) {
    ScalarKernels.transpose(x, rows, columns, y);
  }
}
