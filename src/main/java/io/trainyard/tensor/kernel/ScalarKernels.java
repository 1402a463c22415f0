package io.trainyard.tensor.kernel;

/** The plain twins: what every kernel has to give, to the bit. */
final class ScalarKernels {

  /**
   * Partial sums kept side by side; element i goes to lane i mod 16, whatever the width of the
   * machine's vectors.
   */
  static final int LANES = 16;

  /** So many rows are added one after the other before their sum joins those of the others. */
  static final int CHAIN = 16;

  /** After so many elements, twice as many lanes are folded, so that none adds a long chain. */
  static final int BLOCK = 512;

  /** Square tiles keep both sides of a transposition in the cache. */
  private static final int TILE = 16;

  private ScalarKernels() {}

  static void product(
      float[] a,
      int rowStep,
      int innerStep,
      float[] b,
      float[] c,
      int rows,
      int inner,
      int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float sum = 0;
        for (int k = 0; k < inner; k++) {
          sum = Math.fma(a[i * rowStep + k * innerStep], b[k * columns + j], sum);
        }
        c[i * columns + j] = sum;
      }
    }
  }

  static float sum(float[] x, int from, int n) {
    if (n < LANES) {
      return fewer(x, from, n);
    }
    double total = 0;
    int whole = n - n % BLOCK;
    for (int start = from; start < from + whole; start += BLOCK) {
      total += lanes(x, start, BLOCK, 2 * LANES);
    }
    return (float) (total + rest(x, from + whole, n - whole));
  }

  private static float rest(float[] x, int from, int n) {
    int whole = n - n % LANES;
    return lanes(x, from, whole, LANES) + fewer(x, from + whole, n - whole);
  }

  /** Short sums need no lanes: one after the other. */
  static float fewer(float[] x, int from, int n) {
    float sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[from + i];
    }
    return sum;
  }

  /**
   * Sums elements side by side, and adds the upper half of the sums to the lower until one is left.
   */
  private static float lanes(float[] x, int from, int n, int count) {
    float[] lanes = new float[count];
    for (int i = 0; i < n; i += count) {
      for (int lane = 0; lane < count; lane++) {
        lanes[lane] += x[from + i + lane];
      }
    }
    for (int half = count / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] += lanes[lane + half];
      }
    }
    return lanes[0];
  }

  static void sumRows(float[] x, int from, int rows, int columns, float[] y, int to) {
    for (int j = 0; j < columns; j++) {
      float total = 0;
      float sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += x[from + i * columns + j];
        if (endsChain(i)) {
          total += sum;
          sum = 0;
        }
      }
      y[to + j] = total + sum;
    }
  }

  /** Whether a row is the last of those whose sum joins those of the others. */
  static boolean endsChain(int row) {
    return row % CHAIN == CHAIN - 1;
  }

  static void transpose(float[] x, int rows, int columns, float[] y) {
    for (int top = 0; top < rows; top += TILE) {
      int bottom = Math.min(rows, top + TILE);
      for (int left = 0; left < columns; left += TILE) {
        int right = Math.min(columns, left + TILE);
        for (int i = top; i < bottom; i++) {
          for (int j = left; j < right; j++) {
            y[j * rows + i] = x[i * columns + j];
          }
        }
      }
    }
  }

  static void add(float[] x, int from, float[] y, int to, int n) {
    for (int i = 0; i < n; i++) {
      y[to + i] += x[from + i];
    }
  }

  static void keepLarger(
      float[] x, int from, float number, float[] y, float[] chosen, int to, int n) {
    for (int i = 0; i < n; i++) {
      float value = x[from + i];
      if (value > y[to + i] || Float.isNaN(value)) {
        y[to + i] = value;
        chosen[to + i] = number;
      }
    }
  }

  static void addWhere(
      float[] x, float[] chosen, int from, float number, float[] y, int to, int n) {
    for (int i = 0; i < n; i++) {
      if (chosen[from + i] == number) {
        y[to + i] += x[from + i];
      }
    }
  }
}
