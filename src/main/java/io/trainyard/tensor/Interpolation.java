package io.trainyard.tensor;

/** How an image is made larger or smaller along a dimension. */
public enum Interpolation {
  /** Each element is the one at its place, rounded down. */
  NEAREST(1) {
    @Override
    void place(double at, int length, int[] source, double[] weight) {
      source[0] = Math.min((int) at, length - 1);
      weight[0] = 1;
    }
  },
  /** Each element lies on the line between its two neighbours. */
  LINEAR(2) {
    @Override
    void place(double at, int length, int[] source, double[] weight) {
      double inside = Math.max(0, at);
      source[0] = Math.min((int) inside, length - 1);
      source[1] = Math.min(source[0] + 1, length - 1);
      weight[1] = inside - source[0];
      weight[0] = 1 - weight[1];
    }
  },
  /**
   * Each element lies on the cubic through its four neighbours (Keys: "Cubic convolution
   * interpolation for digital image processing", 1981, with a = -3/4).
   */
  CUBIC(4) {
    @Override
    void place(double at, int length, int[] source, double[] weight) {
      int left = (int) Math.floor(at);
      double t = at - left;
      for (int k = 0; k < 4; k++) {
        source[k] = Math.clamp(left - 1L + k, 0, length - 1);
      }
      weight[0] = far(t + 1);
      weight[1] = near(t);
      weight[2] = near(1 - t);
      weight[3] = far(2 - t);
    }
  };

  private static final double A = -0.75;
  private final int parts;

  Interpolation(int parts) {
    this.parts = parts;
  }

  private static double near(double x) {
    return ((A + 2) * x - (A + 3)) * x * x + 1;
  }

  private static double far(double x) {
    return ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;
  }

  /** Of how many parts so many new elements are made, all together. */
  long sources(int count) {
    return (long) count * parts;
  }

  /** Finds what the element at a place is made of. */
  abstract void place(double at, int length, int[] source, double[] weight);

  /**
   * What each of the new elements is made of.
   *
   * @param length how many there were
   * @param count how many there will be
   * @param step how far they are apart, in old elements
   * @param alignCorners whether the first and the last element stay where they are
   */
  Resample.Parts parts(int length, int count, double step, boolean alignCorners) {
    int[] from = new int[count + 1];
    int[] source = new int[Math.multiplyExact(count, parts)];
    float[] weight = new float[Math.multiplyExact(count, parts)];
    int[] sources = new int[parts];
    double[] weights = new double[parts];
    for (int i = 0; i < count; i++) {
      double apart = alignCorners ? (count > 1 ? (length - 1.0) / (count - 1) : 0) : step;
      boolean isEdge = alignCorners || this == NEAREST;
      // PyTorch finds the nearest in single precision, on one side or the other of a whole number.
      double at = isEdge ? i * apart : (i + 0.5) * apart - 0.5;
      place(this == NEAREST ? i * (float) apart : at, length, sources, weights);
      from[i + 1] = (i + 1) * parts;
      for (int k = 0; k < parts; k++) {
        source[i * parts + k] = sources[k];
        weight[i * parts + k] = (float) weights[k];
      }
    }
    return new Resample.Parts(from, source, weight);
  }
}
