package io.trainyard.tensor.kernel;

import java.util.Arrays;

/**
 * Long sums that lie side by side, with the working memory they take. Only short chains of terms
 * are added one after the other in single precision; what they come to is added up in double
 * precision, chain after chain. So the error does not grow with the number of terms, and which
 * terms meet depends on that number alone: not on lanes, nor on threads.
 *
 * <p>The chain at work stands where the sum is wanted. A sum of one chain takes no memory.
 */
public final class Cascade {

  /** So many terms make a chain: its error stays below 2e-6 of the amounts that it adds. */
  public static final int CHAIN = 32;

  /** So many rows are added by the kernel, which has a cascade of chains of its own. */
  private static final int ROWS = ScalarKernels.CHAIN * ScalarKernels.CHAIN;

  private double[] totals = {};

  /** The working memory of so many sums, in floats. */
  public static long scratch(long sums) {
    return 2 * sums;
  }

  /** The working memory that {@link #sumRows} takes, in floats. */
  public static long scratch(long rows, long columns) {
    return rows > ROWS ? scratch(columns) : 0;
  }

  /**
   * {@code y} = the sum of the rows of {@code x}, seen as [rows, columns].
   *
   * @param from where {@code x} begins
   * @param to where {@code y} begins
   */
  public void sumRows(float[] x, int from, int rows, int columns, float[] y, int to) {
    if (rows <= ROWS) {
      Kernels.sumRows(x, from, rows, columns, y, to);
      return;
    }
    begin(columns);
    for (int row = 0; row < rows; row += ROWS) {
      Kernels.sumRows(x, from + row * columns, Math.min(ROWS, rows - row), columns, y, to);
      carry(0, y, to, columns);
    }
    end(0, y, to, columns);
  }

  /** Gives the working memory up. */
  public void release() {
    totals = new double[0];
  }

  /** Begins so many sums. */
  public void begin(int sums) {
    if (totals.length < sums) {
      totals = new double[sums];
    }
    Arrays.fill(totals, 0, sums, 0);
  }

  /**
   * Ends the chains that stand in {@code y}; others begin there.
   *
   * @param first the number of the first of their sums
   * @param to where the first chain stands
   */
  public void carry(int first, float[] y, int to, int count) {
    double[] sums = totals;
    for (int j = 0; j < count; j++) {
      sums[first + j] += y[to + j];
    }
    Arrays.fill(y, to, to + count, 0);
  }

  /** Puts sums into {@code y}, where their last chains stand. */
  public void end(int first, float[] y, int to, int count) {
    for (int j = 0; j < count; j++) {
      y[to + j] = (float) (totals[first + j] + y[to + j]);
    }
  }
}
