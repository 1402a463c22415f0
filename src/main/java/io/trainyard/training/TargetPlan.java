package io.trainyard.training;

import io.trainyard.loss.Link;
import io.trainyard.loss.Loss;
import io.trainyard.measure.Task;
import io.trainyard.preparation.Column;
import io.trainyard.preparation.TargetTransformer;
import io.trainyard.signature.Several;
import io.trainyard.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be predicted, and how its values become a tensor and back.
 *
 * @param encoding how
 * @param columns which columns; several only as {@link TargetEncoding#NUMERIC}
 * @param classes what the column's values are, in order; null for numbers
 * @param array the encoded target of one row
 * @param transformer what is done to numbers before they are learned; null for nothing
 * @param link how the outputs are made of probabilities
 */
record TargetPlan(
    TargetEncoding encoding,
    List<String> columns,
    @Nullable List<String> classes,
    ArraySchema array,
    @Nullable TargetTransformer transformer,
    Link link) {

  /** The plan for a loss. */
  static TargetPlan of(
      TargetEncoding encoding,
      List<String> columns,
      @Nullable List<String> classes,
      @Nullable Loss loss) {
    ArraySchema array =
        switch (encoding) {
          case ONE_HOT -> ArraySchema.ofFloats(classes == null ? 0 : classes.size());
          case INDEX -> ArraySchema.ofFloats();
          case BINARY -> ArraySchema.ofFloats(1);
          case NUMERIC -> ArraySchema.ofFloats(columns.size());
        };
    return new TargetPlan(
        encoding, columns, classes, array, null, loss == null ? Link.NONE : loss.link());
  }

  /** The same for a column of arrays, which are taken as they are. */
  TargetPlan ofArrays(ArraySchema given) {
    return new TargetPlan(encoding, columns, classes, given, transformer, link);
  }

  /** The same with something that is done to the numbers before they are learned. */
  TargetPlan transformedBy(@Nullable TargetTransformer other) {
    return new TargetPlan(encoding, columns, classes, array, other, link);
  }

  /**
   * Outputs, or encoded targets, in the units of the table.
   *
   * @param rows one after the other
   * @param width how many numbers a row has
   */
  float[] inUnits(float[] rows, int width) {
    return transformer == null ? rows : transformer.inverse(rows, width);
  }

  /** What the metrics are asked to measure. */
  Task task() {
    if (classes != null) {
      return new Task.OfClasses(classes.size(), hasProbabilities());
    }
    return encoding == TargetEncoding.NUMERIC ? new Task.OfNumbers(width()) : new Task.OfArrays();
  }

  /** Whether the loss makes probabilities of a row's outputs, one for each class. */
  boolean hasProbabilities() {
    return switch (link) {
      case NONE -> false;
      case IDENTITY, LOGIT -> encoding == TargetEncoding.BINARY;
      case LOG, MULTINOMIAL_LOGIT ->
          encoding == TargetEncoding.INDEX || encoding == TargetEncoding.ONE_HOT;
    };
  }

  /**
   * What a row of outputs says of each class: its probability where the loss makes such of it,
   * otherwise the output as it is.
   */
  float[] scores(float[] outputs, int at, int count) {
    if (encoding == TargetEncoding.BINARY) {
      double second = outputs[at];
      double probability = link == Link.LOGIT ? 1 / (1 + StrictMath.exp(-second)) : second;
      return new float[] {(float) (1 - probability), (float) probability};
    }
    float[] scores = Arrays.copyOfRange(outputs, at, at + count);
    if (hasProbabilities()) {
      double most = link == Link.LOG ? 0 : scores[argmax(scores, 0, count)];
      double[] parts = new double[count];
      Arrays.setAll(parts, i -> StrictMath.exp(scores[i] - most));
      double whole = link == Link.LOG ? 1 : Arrays.stream(parts).sum();
      for (int i = 0; i < count; i++) {
        scores[i] = (float) (parts[i] / whole);
      }
    }
    return scores;
  }

  /** How many outputs a network for it has. */
  int width() {
    return switch (encoding) {
      case ONE_HOT, INDEX -> classes == null ? 0 : classes.size();
      case BINARY -> 1;
      case NUMERIC -> Math.toIntExact(array.each().numel());
    };
  }

  /** The shape of the encoded targets of so many rows. */
  Shape shape(int rows) {
    return array.shape(rows);
  }

  /**
   * The encoded targets of some rows, as a tensor of that {@link #shape} holds them.
   *
   * @param values per target column its values by row, categories as places in the schema's classes
   * @param schemas the schema of each target column
   * @param rows the rows to encode, {@code count} of them from {@code from} on
   * @throws IllegalArgumentException when a row has a class that this plan does not know
   */
  float[] encode(double[][] values, List<ColumnSchema> schemas, int[] rows, int from, int count) {
    if (encoding == TargetEncoding.NUMERIC) {
      return numbers(values, schemas, rows, from, count);
    }
    int[] numbers = classNumbers(values[0], schemas.getFirst());
    float[] encoded = new float[Math.toIntExact(shape(count).numel())];
    for (int i = 0; i < count; i++) {
      int number = numbers[rows[from + i]];
      if (encoding == TargetEncoding.ONE_HOT) {
        encoded[i * width() + number] = 1;
      } else {
        encoded[i] = number;
      }
    }
    return encoded;
  }

  private float[] numbers(
      double[][] values, List<ColumnSchema> schemas, int[] rows, int from, int count) {
    List<Column> read = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      Column all = Column.of(columns.get(j), schemas.get(j).type(), values[j]);
      read.add(all.select(rows, from, count));
    }
    return Features.floats(transformer == null ? read : transformer.transform(read), count);
  }

  /**
   * The class of each row as its place in {@link #classes}.
   *
   * @throws IllegalArgumentException when a row has a class that this plan does not know
   */
  int[] classNumbers(double[] values, ColumnSchema schema) {
    List<String> known = java.util.Objects.requireNonNull(classes);
    int[] numbers = new int[values.length];
    if (schema.type().isNumeric()) {
      Map<Double, Integer> places = new HashMap<>();
      known.forEach(text -> places.put(number(text), places.size()));
      for (int i = 0; i < values.length; i++) {
        numbers[i] = place(places.get(values[i] + 0.0), values[i], known);
      }
      return numbers;
    }
    List<@Nullable Integer> places = new ArrayList<>();
    List<String> own = java.util.Objects.requireNonNullElse(schema.classes(), List.of());
    own.forEach(text -> places.add(known.contains(text) ? (Integer) known.indexOf(text) : null));
    for (int i = 0; i < values.length; i++) {
      int at = (int) values[i];
      numbers[i] = place(places.get(at), own.get(at), known);
    }
    return numbers;
  }

  private static @Nullable Double number(String text) {
    try {
      return Double.valueOf(text) + 0.0; // no negative zero
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private int place(@Nullable Integer place, Object value, List<String> known) {
    if (place == null) {
      throw new IllegalArgumentException(
          "the class "
              + value
              + " of '"
              + columns.getFirst()
              + "' is none of those that were learned: "
              + Several.of(known));
    }
    return place;
  }

  /** The class that a row of outputs speaks for; -1 when one of them is not a number. */
  int predictedClass(float[] outputs, int at, int count) {
    for (int i = at; i < at + count; i++) {
      if (Float.isNaN(outputs[i])) {
        return -1;
      }
    }
    return encoding == TargetEncoding.BINARY
        ? (outputs[at] > (link == Link.LOGIT ? 0 : 0.5f) ? 1 : 0)
        : argmax(outputs, at, count);
  }

  /** The class that a row of encoded targets stands for. */
  int trueClass(float[] targets, int at, int count) {
    return encoding == TargetEncoding.ONE_HOT ? argmax(targets, at, count) : (int) targets[at];
  }

  private static int argmax(float[] values, int at, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[at + i] > values[at + best]) {
        best = i;
      }
    }
    return best;
  }
}
