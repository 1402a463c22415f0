package io.trainyard.training;

import io.trainyard.nn.Module;
import io.trainyard.signature.FaultException;
import io.trainyard.signature.Faults;
import io.trainyard.tensor.Generator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A trained model at work. Any number of threads may use it at once. */
public final class Predictor {

  /** The memory of what it keeps from one prediction for the next, about, in bytes. */
  public static final long KEPT_BYTES = 512 * 1024;

  private final RunSpec spec;
  private final TrainedModel model;
  private final TargetPlan target;
  private final Predictions predictions;

  /**
   * Builds the network and gives it its parameters.
   *
   * @throws IllegalArgumentException when spec and parameters do not belong together
   */
  public Predictor(TrainedModel model) {
    var faults = new Faults();
    RunSpec read = RunSpec.read(model.spec(), faults);
    if (read == null || !faults.isEmpty()) {
      throw new IllegalArgumentException("the model's spec cannot be read: " + faults.list());
    }
    this.spec = read;
    this.model = model;
    this.target =
        TargetPlan.of(
            Objects.requireNonNull(read.target_encoding()),
            model.targets(),
            model.classes(),
            Criterion.of(spec).builtIn());
    var draws = new Generator(0);
    Module network = network(draws);
    network.eval();
    this.predictions = new Predictions(network, draws, KEPT_BYTES);
  }

  private Module network(Generator draws) {
    Module network = Networks.of(spec, draws);
    network.loadStateDict(model.state());
    return network;
  }

  /**
   * What the network gives for some rows.
   *
   * @param rows for each row the features in the model's order, as they were before scaling
   * @return for each row the outputs as the network gives them: logits stay logits
   * @throws IllegalArgumentException when a row has another number of features, or the text of the
   *     model does not take so many rows
   */
  public float[][] outputs(double[][] rows) {
    int features = model.features().size();
    double[][] columns = new double[features][rows.length];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != features) {
        throw new IllegalArgumentException(
            "row "
                + i
                + " has "
                + rows[i].length
                + " values; the model takes "
                + features
                + " features");
      }
      for (int j = 0; j < features; j++) {
        columns[j][i] = rows[i][j];
      }
    }
    var numbers = ArraySchema.ofFloats(features);
    return outputs(
        new Features.Values(columns, Map.of()), Map.of(Features.NUMBERS, numbers), rows.length);
  }

  /**
   * What the network gives for the rows of a table that has its features.
   *
   * @return for each row the outputs as the network gives them, one after the other
   * @throws IllegalArgumentException with a sentence for the user when the table or its number of
   *     rows does not fit
   */
  public float[][] outputs(Table table) {
    Features features = features(table);
    return outputs(features.read(table), features.inputs(), table.schema().rows());
  }

  private float[][] outputs(Features.Values values, Map<String, ArraySchema> schemas, int rows) {
    if (rows == 0) {
      return new float[0][];
    }
    Inputs inputs = Inputs.pending(rows, schemas);
    values.fill(inputs, model.scaler(), Features.everyRow(rows), 0);
    float[] flat = forward(inputs);
    int width = flat.length / rows;
    float[][] outputs = new float[rows][];
    for (int i = 0; i < rows; i++) {
      outputs[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return outputs;
  }

  private Features features(Table table) {
    model.features().forEach(name -> requireNumbers(column(table, name)));
    return Features.of(model.features(), table.schema());
  }

  private float[] forward(Inputs inputs) {
    try {
      return predictions.of(inputs);
    } catch (FaultException e) {
      throw new IllegalArgumentException(
          "the model does not take " + inputs.rows() + " rows: " + e.sentence(), e);
    }
  }

  /**
   * The class that each row of outputs speaks for; null for a row with an output that is not a
   * number, and in place of the list for a regression.
   */
  public @Nullable List<@Nullable String> labels(float[][] outputs) {
    List<String> classes = model.classes();
    if (classes == null) {
      return null;
    }
    List<@Nullable String> labels = new ArrayList<>(outputs.length);
    for (float[] row : outputs) {
      int number = target.predictedClass(row, 0, row.length);
      labels.add(number < 0 ? null : label(classes, number));
    }
    return labels;
  }

  /** A network may have more outputs than there were classes. */
  private static String label(List<String> classes, int number) {
    return number < classes.size() ? classes.get(number) : Integer.toString(number);
  }

  /**
   * Measures the model on a table that has its features and targets.
   *
   * @throws IllegalArgumentException with a sentence for the user when a column is absent, holds
   *     something else, has missing values, or shows a class that the model never saw
   */
  public Evaluation evaluate(Table table) {
    List<ColumnSchema> targets = model.targets().stream().map(name -> column(table, name)).toList();
    Features features = features(table);
    if (target.classes() == null) {
      targets.forEach(Predictor::requireNumbers);
    }
    ArraySchema array = targets.getFirst().array();
    TargetPlan measured = array == null ? target : target.ofArrays(array);
    int rows = table.schema().rows();
    int[] order = Features.everyRow(rows);
    Examples examples = Examples.pending(rows, features.inputs(), measured);
    features.read(table).fill(examples.inputs(), model.scaler(), order, 0);
    new TableReading.Targets(table, measured).fill(examples.y(), order, 0);
    List<Metric> metrics =
        Arrays.stream(Metric.values()).filter(metric -> metric.fits(measured)).toList();
    // A network of its own: what a text holds is for one thread at a time.
    Module own = network(new Generator(0));
    own.eval();
    var evaluator =
        new Evaluator(
            new Inference(own, examples.inputs()),
            Criterion.of(spec),
            measured,
            examples.y(),
            metrics);
    double loss = evaluator.loss();
    return new Evaluation(rows, loss, evaluator.metrics());
  }

  private static ColumnSchema column(Table table, String name) {
    ColumnSchema column =
        table
            .schema()
            .column(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the data set has no column '" + name + "', which the model needs"));
    if (column.missing() > 0) {
      throw new IllegalArgumentException(
          "the column '"
              + name
              + "' has "
              + column.missing()
              + " missing values, the first in line "
              + column.firstMissingLine());
    }
    return column;
  }

  private static void requireNumbers(ColumnSchema column) {
    if (column.type() != ColumnType.NUMBER) {
      throw new IllegalArgumentException(
          "the column '" + column.name() + "' holds text where the model needs numbers");
    }
  }
}
