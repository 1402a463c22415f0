package io.trainyard.preparation;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The share of smaller numbers, as scikit-learn's class of that name. */
@Summary("Makes each feature evenly or normally distributed by the rank of its numbers.")
public final class QuantileTransformer extends Preprocessor {

  /** What comes out. */
  public enum OutputDistribution {
    UNIFORM,
    NORMAL
  }

  /** Nearer to the ends than this, a number counts as one. */
  private static final double END = 1e-7;

  private static final double LEAST = Normal.quantile(END - Math.ulp(1.0));
  private static final double MOST = Normal.quantile(1 - (END - Math.ulp(1.0)));

  private final int quantiles;
  private final OutputDistribution distribution;
  private final int subsample;

  /**
   * Takes scikit-learn's arguments.
   *
   * @param n_quantiles how many quantiles are kept, as many as there are rows at most
   * @param output_distribution what comes out
   * @param subsample more training rows than these are not looked at
   */
  public QuantileTransformer(
      @Default("1000") @Bounds(min = 1) int n_quantiles,
      @Default("uniform") OutputDistribution output_distribution,
      @Default("10000") @Bounds(min = 1) int subsample) {
    if (n_quantiles > subsample) {
      throw new IllegalArgumentException(
          "The number of quantiles cannot be greater than the number of samples used. Got "
              + n_quantiles
              + " quantiles and "
              + subsample
              + " samples.");
    }
    this.quantiles = n_quantiles;
    this.distribution = output_distribution;
    this.subsample = subsample;
  }

  /**
   * What it learned.
   *
   * @param quantiles_ of each column, as many at equal distances
   */
  public record Learned(OutputDistribution output_distribution, List<List<Double>> quantiles_)
      implements Invertible {

    @Override
    public List<Column> transform(List<Column> columns) {
      List<Column> made = new ArrayList<>();
      for (int j = 0; j < columns.size(); j++) {
        double[] quantiles = quantiles(j);
        double[] mirrored = new double[quantiles.length];
        Arrays.setAll(mirrored, i -> -quantiles[quantiles.length - 1 - i]);
        Column.Values values = columns.get(j).values();
        made.add(
            columns.get(j).numbers(row -> ranked(values.at(row), quantiles, mirrored)).written());
      }
      return made;
    }

    private double[] quantiles(int column) {
      return quantiles_.get(column).stream().mapToDouble(quantile -> quantile).toArray();
    }

    private double ranked(double x, double[] quantiles, double[] mirrored) {
      if (Double.isNaN(x) || quantiles.length == 0) {
        return Double.NaN;
      }
      boolean normal = output_distribution == OutputDistribution.NORMAL;
      double first = quantiles[0];
      double last = quantiles[quantiles.length - 1];
      boolean isFirst = normal ? x - END < first : x == first;
      boolean isLast = normal ? x + END > last : x == last;
      double rank;
      if (isFirst || isLast) {
        rank = isFirst ? 0 : 1;
      } else {
        rank = 0.5 * (interpolated(x, quantiles) + 1 - interpolated(-x, mirrored));
      }
      return normal ? Math.clamp(Normal.quantile(rank), LEAST, MOST) : rank;
    }

    @Override
    public DoubleUnaryOperator inverse(int column) {
      double[] quantiles = quantiles(column);
      boolean normal = output_distribution == OutputDistribution.NORMAL;
      return value -> {
        double rank = normal ? Normal.share(value) : value;
        return Double.isNaN(rank)
            ? Double.NaN
            : Quantiles.linear(quantiles, Math.clamp(rank, 0, 1));
      };
    }
  }

  /** The share at a number, by the quantiles at equal distances from 0 to 1. */
  private static double interpolated(double x, double[] quantiles) {
    int at = Quantiles.notAbove(quantiles, x) - 1;
    int last = quantiles.length - 1;
    if (at < 0) {
      return 0;
    }
    if (at >= last) {
      return 1;
    }
    double part = (x - quantiles[at]) / (quantiles[at + 1] - quantiles[at]);
    return (at + part) / last;
  }

  @Override
  Class<Learned> fitted() {
    return Learned.class;
  }

  @Override
  public Learned fit(List<Column> columns, Supervision target) {
    requireNumbers(columns);
    List<List<Double>> learned = new ArrayList<>();
    for (Column column : columns) {
      int count = Math.min(quantiles, column.rows());
      double[] values = target.sample(column, subsample).present();
      Arrays.sort(values);
      List<Double> own = new ArrayList<>();
      for (int i = 0; i < count && values.length > 0; i++) {
        own.add(Quantiles.linear(values, count == 1 ? 0 : (double) i / (count - 1)));
      }
      learned.add(own);
    }
    return new Learned(distribution, learned);
  }
}
