package io.trainyard.preparation;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Named;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Interruption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The interval that a number lies in, as scikit-learn's class of that name. */
@Summary("Cuts the range of each feature into intervals and says in which one a number lies.")
public final class KBinsDiscretizer extends Preprocessor {

  /** What is told of an interval. */
  public enum Encode {
    /** A column for each, 1 where a number lies in it. */
    ONEHOT,
    /** The same: there are no sparse columns. */
    @Named("onehot-dense")
    ONEHOT_DENSE,
    /** Its number. */
    ORDINAL
  }

  /** Where the intervals end. */
  public enum Strategy {
    /** All are of one width. */
    UNIFORM,
    /** All have the same number of training rows. */
    QUANTILE,
    /** Halfway between centres that numbers gather around. */
    KMEANS
  }

  private static final double NARROWEST = 1e-8;
  private static final int MOST_ROUNDS = 300;

  private final List<Integer> bins;
  private final Encode encode;
  private final Strategy strategy;
  private final Quantiles.Method method;
  private final int subsample;

  /**
   * Takes scikit-learn's arguments.
   *
   * @param n_bins how many intervals, for all columns or each
   * @param encode what is told of an interval
   * @param strategy where the intervals end
   * @param quantile_method how NumPy finds a quantile
   * @param subsample more training rows than these are not looked at
   */
  public KBinsDiscretizer(
      @Default("5") @OrSingle @Bounds(min = 2) List<Integer> n_bins,
      @Default("onehot") Encode encode,
      @Default("quantile") Strategy strategy,
      @Default("averaged_inverted_cdf") Quantiles.Method quantile_method,
      @Default("200000") @Bounds(min = 1) int subsample) {
    this.bins = n_bins;
    this.encode = encode;
    this.strategy = strategy;
    this.method = quantile_method;
    this.subsample = subsample;
  }

  /**
   * What it learned.
   *
   * @param bin_edges_ for each column where one interval ends and the next begins
   */
  public record Learned(boolean ordinal, List<List<Double>> bin_edges_) implements Fitted {

    @Override
    public List<Column> transform(List<Column> columns) {
      requirePresent("KBinsDiscretizer", columns);
      List<Column> made = new ArrayList<>();
      for (int j = 0; j < columns.size(); j++) {
        Column column = columns.get(j);
        double[] edges = bin_edges_.get(j).stream().mapToDouble(edge -> edge).toArray();
        int[] bins = new int[column.rows()];
        Arrays.setAll(bins, row -> Quantiles.notAbove(edges, column.at(row)));
        if (ordinal) {
          made.add(column.numbers(row -> bins[row]));
          continue;
        }
        for (int bin = 0; bin <= edges.length; bin++) {
          int wanted = bin;
          made.add(
              column.numbers(
                  column.name() + "_" + PythonText.of(bin), row -> bins[row] == wanted ? 1 : 0));
        }
      }
      return made;
    }
  }

  @Override
  Class<Learned> fitted() {
    return Learned.class;
  }

  @Override
  public Learned fit(List<Column> columns, Supervision target) {
    requireNumbers(columns);
    requirePresent("KBinsDiscretizer", columns);
    if (bins.size() != 1 && bins.size() != columns.size()) {
      throw PreparationException.of(
          "n_bins must be a scalar or array of shape (n_features,): there are "
              + bins.size()
              + " for "
              + columns.size()
              + " columns",
          columns.getFirst());
    }
    requireFew(IntStream.range(0, columns.size()).mapToLong(this::bins).sum(), columns);
    List<List<Double>> edges = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      int count = bins(j);
      double[] values = target.sample(columns.get(j), subsample).toArray();
      Arrays.sort(values);
      edges.add(values[0] == values[values.length - 1] ? List.of() : edges(values, count));
    }
    return new Learned(encode == Encode.ORDINAL, edges);
  }

  private int bins(int column) {
    return Objects.requireNonNull(bins.get(bins.size() == 1 ? 0 : column));
  }

  /** The ends between intervals, without those of the whole range. */
  private List<Double> edges(double[] sorted, int count) {
    double[] edges = new double[count + 1];
    double min = sorted[0];
    double max = sorted[sorted.length - 1];
    switch (strategy) {
      case UNIFORM -> Arrays.setAll(edges, i -> evenly(min, max, i, count));
      case QUANTILE ->
          Arrays.setAll(edges, i -> Quantiles.of(sorted, evenly(0, 100, i, count) / 100, method));
      case KMEANS -> {
        double[] centres = centres(sorted, count);
        edges[0] = min;
        edges[count] = max;
        for (int i = 1; i < count; i++) {
          edges[i] = (centres[i - 1] + centres[i]) / 2;
        }
      }
    }
    if (strategy == Strategy.UNIFORM) {
      return Arrays.stream(edges, 1, count).boxed().toList();
    }
    List<Double> wide = new ArrayList<>();
    double before = edges[0];
    for (int i = 1; i <= count; i++) {
      if (edges[i] - before > NARROWEST) {
        wide.add(edges[i]);
      }
      before = edges[i];
    }
    return wide.isEmpty() ? wide : wide.subList(0, wide.size() - 1);
  }

  private static double evenly(double from, double to, int i, int count) {
    return i == count ? to : from + i * ((to - from) / count);
  }

  /** Lloyd's rounds, from centres that lie evenly. */
  private static double[] centres(double[] sorted, int count) {
    double[] centres = new double[count];
    double min = sorted[0];
    double max = sorted[sorted.length - 1];
    Arrays.setAll(centres, i -> (evenly(min, max, i, count) + evenly(min, max, i + 1, count)) / 2);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Interruption.ask();
      double[] sums = new double[count];
      int[] counts = new int[count];
      int nearest = 0;
      for (double value : sorted) {
        while (nearest + 1 < count
            && Math.abs(centres[nearest + 1] - value) < Math.abs(centres[nearest] - value)) {
          nearest++;
        }
        sums[nearest] += value;
        counts[nearest]++;
      }
      boolean moved = false;
      for (int i = 0; i < count; i++) {
        double centre = counts[i] == 0 ? centres[i] : sums[i] / counts[i];
        moved |= centre != centres[i];
        centres[i] = centre;
      }
      if (!moved) {
        break;
      }
    }
    Arrays.sort(centres);
    return centres;
  }
}
