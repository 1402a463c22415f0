package io.trainyard.preparation;

import io.trainyard.signature.Default;
import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Interruption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A power that makes numbers look normal, as scikit-learn's class of that name. */
@Summary("Bends each feature by the power that makes its distribution most like a normal one.")
public final class PowerTransformer extends Preprocessor {

  /** Whose powers. */
  public enum Method {
    /** For any numbers. */
    @Named("yeo-johnson")
    YEO_JOHNSON,
    /** For numbers above 0. */
    @Named("box-cox")
    BOX_COX
  }

  private final Method method;
  private final boolean standardizes;

  /**
   * Takes scikit-learn's arguments.
   *
   * @param method whose powers
   * @param standardize whether mean 0 and standard deviation 1 come out
   */
  public PowerTransformer(
      @Default("yeo-johnson") Method method, @Default("true") boolean standardize) {
    this.method = method;
    this.standardizes = standardize;
  }

  /**
   * What it learned.
   *
   * @param lambdas_ the power of each column
   * @param mean_ of each column, after that
   * @param scale_ of each column, after that
   */
  public record Learned(
      Method method, List<Double> lambdas_, List<Double> mean_, List<Double> scale_)
      implements Invertible {

    @Override
    public List<Column> transform(List<Column> columns) {
      List<Column> made = new ArrayList<>();
      for (int j = 0; j < columns.size(); j++) {
        Column column = columns.get(j);
        requirePositive(method, column);
        double lambda = lambdas_.get(j);
        double mean = mean_.get(j);
        double scale = scale_.get(j);
        Column.Values values = column.values();
        made.add(
            column
                .numbers(row -> (power(method, values.at(row), lambda) - mean) / scale)
                .written());
      }
      return made;
    }

    @Override
    public DoubleUnaryOperator inverse(int column) {
      double lambda = lambdas_.get(column);
      double scale = scale_.get(column);
      double mean = mean_.get(column);
      return value -> inverse(lambda, value * scale + mean);
    }

    private double inverse(double lambda, double y) {
      if (method == Method.BOX_COX) {
        return lambda == 0 ? StrictMath.exp(y) : StrictMath.pow(lambda * y + 1, 1 / lambda);
      }
      if (y >= 0) {
        return lambda == 0 ? StrictMath.expm1(y) : StrictMath.pow(y * lambda + 1, 1 / lambda) - 1;
      }
      return lambda == 2
          ? -StrictMath.expm1(-y)
          : 1 - StrictMath.pow(-(2 - lambda) * y + 1, 1 / (2 - lambda));
    }
  }

  private static void requirePositive(Method method, Column column) {
    for (int row = 0; method == Method.BOX_COX && row < column.rows(); row++) {
      if (column.at(row) <= 0) {
        throw PreparationException.of(
            "The Box-Cox transformation can only be applied to strictly positive data",
            column,
            row);
      }
    }
  }

  /**
   * The power of a number.
   *
   * @see <a href="https://doi.org/10.1093/biomet/87.4.954">Yeo, Johnson: A new family of power
   *     transformations, 2000</a>
   */
  private static double power(Method method, double x, double lambda) {
    if (method == Method.BOX_COX) {
      return lambda == 0
          ? StrictMath.log(x)
          : StrictMath.expm1(lambda * StrictMath.log(x)) / lambda;
    }
    if (x >= 0) {
      return Math.abs(lambda) < Math.ulp(1.0)
          ? StrictMath.log1p(x)
          : StrictMath.expm1(lambda * StrictMath.log1p(x)) / lambda;
    }
    double other = 2 - lambda;
    return Math.abs(other) < Math.ulp(1.0)
        ? -StrictMath.log1p(-x)
        : -StrictMath.expm1(other * StrictMath.log1p(-x)) / other;
  }

  @Override
  Class<Learned> fitted() {
    return Learned.class;
  }

  @Override
  public Learned fit(List<Column> columns, Supervision target) {
    requireNumbers(columns);
    List<Double> lambdas = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    List<Double> scales = new ArrayList<>();
    for (Column column : columns) {
      requirePositive(method, column);
      double[] values = column.present();
      double lambda = isConstant(values) ? constant(column) : lambda(values);
      lambdas.add(lambda);
      double[] powers = Arrays.stream(values).map(x -> power(method, x, lambda)).toArray();
      Scaler.Measure measure =
          standardizes && powers.length > 0
              ? new StandardScaler(true, true).measure(powers)
              : new Scaler.Measure(0, 1);
      means.add(measure.offset());
      scales.add(measure.scale() == 0 ? 1 : measure.scale());
    }
    return new Learned(method, lambdas, means, scales);
  }

  private static boolean isConstant(double[] values) {
    return values.length == 0 || Arrays.stream(values).allMatch(value -> value == values[0]);
  }

  private double constant(Column column) {
    if (method == Method.BOX_COX) {
      throw PreparationException.of(
          "Data must not be constant; the column '" + column.name() + "' is", column);
    }
    return 1; // which changes nothing
  }

  /** The power with the largest likelihood. */
  private double lambda(double[] values) {
    double logs = 0;
    for (double x : values) {
      logs +=
          method == Method.BOX_COX
              ? StrictMath.log(x)
              : Math.signum(x) * StrictMath.log1p(Math.abs(x));
    }
    double sum = logs;
    return Minimum.of(lambda -> {
      Interruption.ask();
      double mean = 0;
      double squares = 0;
      int count = 0;
      for (double x : values) {
        double y = power(method, x, lambda);
        double off = y - mean;
        mean += off / ++count;
        squares += off * (y - mean);
      }
      return values.length / 2.0 * StrictMath.log(squares / values.length) - (lambda - 1) * sum;
    });
  }

  /** Finds where a smooth function of one number is smallest. */
  private static final class Minimum {

    private static final double GOLDEN = (3 - Math.sqrt(5)) / 2;
    private static final double PRECISION = 1e-10;
    private static final int MOST_STEPS = 200;

    private Minimum() {}

    /** Between two numbers that enclose it, which are sought from -2 and 2 outwards. */
    static double of(DoubleUnaryOperator function) {
      double low = -2;
      double high = 2;
      while (falls(function, low + 1e-3, low) && low > -64) {
        low *= 2;
      }
      while (falls(function, high - 1e-3, high) && high < 64) {
        high *= 2;
      }
      double left = low + GOLDEN * (high - low);
      double right = high - GOLDEN * (high - low);
      double atLeft = function.applyAsDouble(left);
      double atRight = function.applyAsDouble(right);
      for (int i = 0; i < MOST_STEPS && high - low > PRECISION * (1 + Math.abs(low)); i++) {
        if (atLeft <= atRight) {
          high = right;
          right = left;
          atRight = atLeft;
          left = low + GOLDEN * (high - low);
          atLeft = function.applyAsDouble(left);
        } else {
          low = left;
          left = right;
          atLeft = atRight;
          right = high - GOLDEN * (high - low);
          atRight = function.applyAsDouble(right);
        }
      }
      return (low + high) / 2;
    }

    private static boolean falls(DoubleUnaryOperator function, double from, double to) {
      return function.applyAsDouble(to) < function.applyAsDouble(from);
    }
  }
}
