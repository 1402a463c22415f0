package io.trainyard.preparation;

import io.trainyard.signature.Default;
import io.trainyard.signature.Either;
import io.trainyard.signature.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The mean of the target in each category, as scikit-learn's class of that name. */
@Summary(
    "Makes of each category the mean of the target over its rows; a training row's own target is"
        + " never in it.")
public final class TargetEncoder extends Encoder {

  /** What the target is. */
  public enum TargetType {
    /** Found by the target itself. */
    AUTO,
    CONTINUOUS,
    BINARY,
    MULTICLASS
  }

  /** How strongly rare categories are drawn to the mean of all. */
  public enum Smooth {
    /** By the variances within and between categories. */
    AUTO
  }

  private final TargetType type;
  private final @Nullable Double smooth;
  private final @Nullable CrossFitting folds;

  /**
   * Takes scikit-learn's arguments.
   *
   * @param categories those of each column, or {@code auto} for those that are there
   * @param target_type what the target is
   * @param smooth how strongly rare categories are drawn to the mean of all, in rows
   * @param cv how the training rows are parted; 5 parts, shuffled, when absent
   */
  public TargetEncoder(
      @Default("auto") Either<Found, List<List<Object>>> categories,
      @Default("auto") TargetType target_type,
      @Default("auto") Either<Smooth, Double> smooth,
      @Nullable CrossFitting cv) {
    super(categories, null, null, false);
    this.type = target_type;
    this.smooth = smooth instanceof Either.Second<Smooth, Double>(Double rows) ? rows : null;
    if (this.smooth != null && this.smooth < 0) {
      throw new IllegalArgumentException("'smooth' is a number from 0 on, got " + this.smooth);
    }
    this.folds = cv;
  }

  /**
   * What it learned.
   *
   * @param classes of the target, each of which gets a column; empty when there is one column alone
   * @param encodings_ for each column, or each class of it, the number of each category
   * @param target_mean_ of each class, which unknown categories get
   */
  public record Learned(
      @Nullable Double smooth,
      @Nullable CrossFitting cv,
      List<String> classes,
      List<Categories> categories_,
      List<List<Double>> encodings_,
      List<Double> target_mean_)
      implements Fitted {

    private int outputs() {
      return Math.max(1, classes.size());
    }

    @Override
    public List<Column> transform(List<Column> columns) {
      List<Column> made = new ArrayList<>();
      for (int j = 0; j < columns.size(); j++) {
        int[] places = categories_.get(j).places(columns.get(j));
        for (int c = 0; c < outputs(); c++) {
          double[] encoding = array(encodings_.get(j * outputs() + c));
          double unknown = target_mean_.get(c);
          made.add(
              columns
                  .get(j)
                  .numbers(
                      name(columns.get(j), c),
                      row -> places[row] < 0 ? unknown : encoding[places[row]]));
        }
      }
      return made;
    }

    @Override
    public List<Column> transformTraining(List<Column> columns, Supervision target) {
      int rows = columns.getFirst().rows();
      double[] values = Objects.requireNonNull(target.values());
      int[] foldOf = Objects.requireNonNull(cv).folds(target, rows);
      int count = Arrays.stream(foldOf).max().orElse(0) + 1;
      List<Column> made = new ArrayList<>();
      for (int j = 0; j < columns.size(); j++) {
        int[] places = categories_.get(j).places(columns.get(j));
        for (int c = 0; c < outputs(); c++) {
          double[] wanted = wanted(values, c, outputs());
          double[] encoded = new double[rows];
          for (int fold = 0; fold < count; fold++) {
            int left = fold;
            int[] others = IntStream.range(0, rows).filter(i -> foldOf[i] != left).toArray();
            double[] encoding = encoding(places, wanted, others, categories_.get(j).size(), smooth);
            double mean = mean(wanted, others);
            for (int row = 0; row < rows; row++) {
              if (foldOf[row] == fold) {
                encoded[row] = places[row] < 0 ? mean : encoding[places[row]];
              }
            }
          }
          made.add(columns.get(j).numbers(name(columns.get(j), c), row -> encoded[row]));
        }
      }
      return made;
    }

    private String name(Column column, int number) {
      return classes.isEmpty() ? column.name() : column.name() + "_" + classes.get(number);
    }
  }

  @Override
  Class<Learned> fitted() {
    return Learned.class;
  }

  @Override
  public Learned fit(List<Column> columns, Supervision target) {
    double[] values = target.values();
    Column first = columns.getFirst();
    if (values == null) {
      throw PreparationException.of(
          "TargetEncoder needs a target of one column: numbers or classes", first);
    }
    List<String> classes = classes(target.classes(), first);
    CrossFitting cv = folds == null ? CrossFitting.of(target) : folds;
    cv.requireFits(target, first);
    List<Categories> categories = groupings(columns).stream().map(Grouping::categories).toList();
    int outputs = Math.max(1, classes.size());
    int[] all = IntStream.range(0, values.length).toArray();
    List<List<Double>> encodings = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      int[] places = categories.get(j).places(columns.get(j));
      for (int c = 0; c < outputs; c++) {
        double[] encoding =
            encoding(places, wanted(values, c, outputs), all, categories.get(j).size(), smooth);
        encodings.add(Arrays.stream(encoding).boxed().toList());
      }
    }
    for (int c = 0; c < outputs; c++) {
      means.add(mean(wanted(values, c, outputs), all));
    }
    return new Learned(smooth, cv, classes, categories, encodings, means);
  }

  /** The classes that get a column each; none when one column is enough. */
  private List<String> classes(@Nullable List<String> there, Column column) {
    boolean many = there != null && there.size() > 2;
    boolean fits =
        switch (type) {
          case AUTO -> true;
          case CONTINUOUS -> there == null;
          case BINARY -> there != null && !many;
          case MULTICLASS -> there != null;
        };
    if (!fits) {
      throw PreparationException.of(
          "the target is "
              + (there == null ? "numbers" : there.size() + " classes")
              + ", which is not '"
              + type.name().toLowerCase(Locale.ROOT)
              + "'",
          column);
    }
    return there != null && (many || type == TargetType.MULTICLASS) ? there : List.of();
  }

  /** The target of one output: whether a row is of its class, or the numbers themselves. */
  private static double[] wanted(double[] values, int number, int outputs) {
    return outputs == 1
        ? values
        : Arrays.stream(values).map(value -> value == number ? 1 : 0).toArray();
  }

  private static double mean(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).sum() / rows.length;
  }

  /**
   * The number of each category: its mean, drawn to that of all rows.
   *
   * @see <a href="https://doi.org/10.1145/507533.507538">Micci-Barreca: A preprocessing scheme for
   *     high-cardinality categorical attributes, 2001</a>
   */
  private static double[] encoding(
      int[] places, double[] values, int[] rows, int count, @Nullable Double smooth) {
    double mean = mean(values, rows);
    double[] sums = new double[count];
    int[] counts = new int[count];
    double squares = 0;
    for (int row : rows) {
      squares += (values[row] - mean) * (values[row] - mean);
      if (places[row] >= 0) {
        sums[places[row]] += values[row];
        counts[places[row]]++;
      }
    }
    double variance = squares / rows.length;
    double[] within = new double[count];
    for (int row : rows) {
      int place = places[row];
      if (place >= 0) {
        double off = values[row] - sums[place] / counts[place];
        within[place] += off * off;
      }
    }
    double[] encoding = new double[count];
    for (int i = 0; i < count; i++) {
      if (smooth != null) {
        double weight = smooth + counts[i];
        encoding[i] = weight == 0 ? mean : (sums[i] + smooth * mean) / weight;
        continue;
      }
      double between = variance * counts[i];
      double share = between / (between + within[i] / counts[i]);
      encoding[i] = Double.isNaN(share) ? mean : share * (sums[i] / counts[i]) + (1 - share) * mean;
    }
    return encoding;
  }

  private static double[] array(List<Double> list) {
    return list.stream().mapToDouble(value -> value).toArray();
  }
}
