package io.trainyard.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every function against its value in double precision, over the whole range of floats. */
class FunctionsTest {

  private static final int BLOCK = 4096;

  /** Odd, so that every pattern of the last bits comes up; about 400,000 floats. */
  private static final int STEP = 10_007;

  enum Function {
    EXP(Functions::exp, StrictMath::exp),
    EXPM1(Functions::expm1, StrictMath::expm1),
    LOG(Functions::log, StrictMath::log),
    LOG1P(Functions::log1p, StrictMath::log1p),
    TANH(Functions::tanh, StrictMath::tanh),
    SIGMOID(Functions::sigmoid, x -> 1 / (1 + StrictMath.exp(-x))),
    LOG_SIGMOID(
        Functions::logSigmoid,
        x -> Math.min(x, 0) - StrictMath.log1p(StrictMath.exp(-Math.abs(x)))),
    ERF(Functions::erf, FunctionsTest::erf);

    private final Kernel kernel;
    private final DoubleUnaryOperator exact;

    Function(Kernel kernel, DoubleUnaryOperator exact) {
      this.kernel = kernel;
      this.exact = exact;
    }
  }

  private interface Kernel {
    void run(float[] x, float[] y, int n);
  }

  /**
   * The series with positive terms only: Abramowitz and Stegun, Handbook of Mathematical Functions,
   * 7.1.6.
   */
  private static double erf(double x) {
    if (!(Math.abs(x) < 5)) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int odd = 3; Math.abs(term) > 1e-18 * Math.abs(sum); odd += 2) {
      term *= 2 * x * x / odd;
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }

  @ParameterizedTest
  @EnumSource
  void isRightToTwoUnitsInTheLastPlaceForFloatsOfEverySize(Function function) {
    float[] x = new float[BLOCK];
    long bits = 0;
    while (bits < 1L << 32) {
      int n = 0;
      for (; n < BLOCK && bits < 1L << 32; bits += STEP) {
        x[n++] = Float.intBitsToFloat((int) bits);
      }
      check(function, x, n);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isRightAtTheEdges(Function function) {
    float[] positive = {
      0,
      Float.MIN_VALUE,
      Float.MIN_NORMAL,
      Math.nextDown(Float.MIN_NORMAL),
      0x1p-24f,
      0.5f,
      (float) Math.sqrt(0.5),
      (float) Math.log(2) / 2,
      Math.nextDown(1f),
      1,
      Math.nextUp(1f),
      (float) Math.sqrt(2),
      4,
      9.01f,
      16.7f,
      0x1p24f,
      88.02969f,
      88.722839f,
      88.72284f,
      87.33654f,
      87.33655f,
      103.27892f,
      103.972084f,
      104,
      Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NaN
    };
    float[] x = new float[2 * positive.length];
    for (int i = 0; i < positive.length; i++) {
      x[2 * i] = positive[i];
      x[2 * i + 1] = -positive[i];
    }
    check(function, x, x.length);
  }

  private static void check(Function function, float[] x, int n) {
    float[] y = new float[n];
    function.kernel.run(x, y, n);
    for (int i = 0; i < n; i++) {
      double exact = function.exact.applyAsDouble(x[i]);
      float rounded = (float) exact;
      // Not assertThat alone: half a million of them take seconds.
      boolean isRight =
          Float.isFinite(rounded) && Float.isFinite(y[i])
              ? Math.abs(y[i] - exact) <= 2.0 * Math.ulp(rounded)
              : Float.compare(rounded, y[i]) == 0;
      if (!isRight) {
        assertThat(y[i]).as("%s of %s", function, x[i]).isEqualTo(rounded);
      }
    }
  }
}
