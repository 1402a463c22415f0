package io.trainyard.preparation;

/** The standard normal distribution. */
final class Normal {

  private static final double[] CENTRE_ABOVE = {
    3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
    1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
    3.3430575583588128105e4, 2.5090809287301226727e3
  };
  private static final double[] CENTRE_BELOW = {
    1.0, 4.2313330701600911252e1, 6.8718700749205790830e2,
    5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4,
    2.8729085735721942674e4, 5.2264952788528545610e3
  };
  private static final double[] SIDE_ABOVE = {
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
    3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4
  };
  private static final double[] SIDE_BELOW = {
    1.0, 2.05319162663775882187e0, 1.67638483018380384940e0,
    6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
    5.47593808499534494600e-4, 1.05075007164441684324e-9
  };
  private static final double[] END_ABOVE = {
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7
  };
  private static final double[] END_BELOW = {
    1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
    1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
    1.42151175831644588870e-7, 2.04426310338993978564e-15
  };

  private Normal() {}

  /**
   * The number below which such a share lies, to about 16 digits.
   *
   * @see <a href="https://doi.org/10.2307/2347330">Wichura: Algorithm AS 241 (PPND16), 1988</a>
   */
  static double quantile(double share) {
    double off = share - 0.5;
    if (Math.abs(off) <= 0.425) {
      double r = 0.180625 - off * off;
      return off * polynomial(CENTRE_ABOVE, r) / polynomial(CENTRE_BELOW, r);
    }
    double end = off < 0 ? share : 1 - share;
    if (end <= 0) {
      return off < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    double r = Math.sqrt(-StrictMath.log(end));
    double size =
        r <= 5
            ? polynomial(SIDE_ABOVE, r - 1.6) / polynomial(SIDE_BELOW, r - 1.6)
            : polynomial(END_ABOVE, r - 5) / polynomial(END_BELOW, r - 5);
    return off < 0 ? -size : size;
  }

  private static double polynomial(double[] coefficients, double x) {
    double value = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      value = value * x + coefficients[i];
    }
    return value;
  }

  /**
   * The share that lies below a number, to about 15 digits: by its series near 0, by a continued
   * fraction further out.
   *
   * @see <a href="https://dlmf.nist.gov/7.6">DLMF 7.6, 7.9: error function</a>
   */
  static double share(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double size = Math.abs(x) / Math.sqrt(2);
    double tail;
    if (size < 2) {
      double term = size;
      double sum = size;
      for (int n = 1; Math.abs(term) > 1e-18 * sum; n++) {
        term *= -size * size / n;
        sum += term / (2 * n + 1);
      }
      tail = 0.5 - sum / Math.sqrt(Math.PI);
    } else {
      double fraction = size;
      for (int n = 60; n >= 1; n--) {
        fraction = size + n / 2.0 / fraction;
      }
      tail = StrictMath.exp(-size * size) / fraction / Math.sqrt(Math.PI) / 2;
    }
    return x < 0 ? tail : 1 - tail;
  }
}
