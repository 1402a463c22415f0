package io.trainyard.training;

import io.trainyard.measure.ClassAnalysis;
import io.trainyard.measure.Metric;
import io.trainyard.measure.Task;
import io.trainyard.nn.Module;
import io.trainyard.preparation.Column;
import io.trainyard.preparation.ColumnType;
import io.trainyard.preparation.PreparationException;
import io.trainyard.signature.FaultException;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Generator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A trained model at work. Any number of threads may use it at once. */
public final class Predictor {

  /** The memory of what it keeps from one prediction for the next, about, in bytes. */
  public static final long KEPT_BYTES = 512 * 1024;

  /** What is said to be the score of a classifier, and of a regression. */
  private static final Set<String> SCORES = Set.of("accuracy", "r2");

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
                Criterion.of(spec).builtIn())
            .transformedBy(model.targetTransformer());
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
   * @return for each row the outputs as the network gives them, numbers in the target's units:
   *     logits stay logits
   * @throws IllegalArgumentException when a row has another number of features, or the text of the
   *     model does not take so many rows
   */
  public float[][] outputs(double[][] rows) {
    int features = model.features().size();
    double[][] values = new double[features][rows.length];
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
        values[j][i] = rows[i][j];
      }
    }
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < features; j++) {
      columns.add(Column.of(model.features().get(j), ColumnType.NUMBER, values[j]));
    }
    return outputs(columns, rows.length);
  }

  /**
   * What the network gives for some rows.
   *
   * @param columns the features in the model's order, as they were before any preparation
   * @return for each row the outputs as the network gives them, numbers in the target's units:
   *     logits stay logits
   * @throws PreparationException for values that the preparation has to refuse
   * @throws IllegalArgumentException when the text of the model does not take so many rows
   */
  public float[][] outputs(List<Column> columns, int rows) {
    var features = Features.of(model.features(), spec.inputs(), new TableSchema(rows, List.of()));
    return outputs(new Features.Values(features, columns, Map.of()), rows);
  }

  /**
   * What the network gives for the rows of a table that has its features.
   *
   * @return for each row the outputs as the network gives them, one after the other
   * @throws IllegalArgumentException with a sentence for the user when the table or its number of
   *     rows does not fit
   */
  public float[][] outputs(Table table) {
    return outputs(features(table), table.schema().rows());
  }

  private float[][] outputs(Features.Values values, int rows) {
    if (rows == 0) {
      return new float[0][];
    }
    float[] given = forward(inputs(values, rows));
    int width = given.length / rows;
    float[] flat = target.inUnits(given, width);
    float[][] outputs = new float[rows][];
    for (int i = 0; i < rows; i++) {
      outputs[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return outputs;
  }

  private Inputs inputs(Features.Values values, int rows) {
    List<Column> prepared = model.treatment().of(values.plain());
    requirePresent(prepared);
    Inputs inputs = Inputs.pending(rows, values.features().schemas(prepared));
    values.fill(inputs, columns -> prepared, Features.everyRow(rows), 0);
    return inputs;
  }

  private static void requirePresent(List<Column> prepared) {
    for (Column column : prepared) {
      column.requirePresent();
    }
  }

  private Features.Values features(Table table) {
    for (String name : model.features()) {
      ColumnSchema column = column(table, name);
      if (model.preparation() == null) {
        requirePresent(column);
        requireNumbers(column);
      }
    }
    return Features.of(model.features(), spec.inputs(), table.schema()).read(table);
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

  /**
   * The probability of each class, where the loss makes such of what the network gives; otherwise
   * null.
   *
   * @param outputs as the network gives them
   */
  public float @Nullable [][] probabilities(float[][] outputs) {
    return target.hasProbabilities()
        ? Arrays.stream(outputs)
            .map(row -> target.scores(row, 0, row.length))
            .toArray(float[][]::new)
        : null;
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
    Evaluator evaluator = evaluator(table, this::metrics);
    double loss = evaluator.loss();
    ClassAnalysis analysis = null;
    if (target.task() instanceof Task.OfClasses(int classes, boolean ignored)) {
      analysis = new ClassAnalysis(classes);
      evaluator.tell(analysis);
    }
    return new Evaluation(table.schema().rows(), loss, evaluator.metrics(), analysis);
  }

  /**
   * How much the model relies on each of its features, by how much worse it does without.
   *
   * @throws IllegalArgumentException as {@link #evaluate}; also when the target is arrays
   */
  public List<PermutationImportance> importances(Table table) {
    return PermutationImportance.of(this, model.features(), table);
  }

  /** The accuracy, or the r2, on a table. */
  double score(Table table) {
    Evaluator evaluator =
        evaluator(
            table,
            task ->
                Metric.all(task).stream()
                    .filter(metric -> SCORES.contains(metric.type()))
                    .toList());
    evaluator.loss();
    return evaluator.metrics().values().stream()
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "what a feature adds is known for classes and numbers, and the target is "
                    + target.task().described()));
  }

  private Evaluator evaluator(Table table, Function<Task, List<Recipe<? extends Metric>>> metrics) {
    List<ColumnSchema> targets = model.targets().stream().map(name -> column(table, name)).toList();
    targets.forEach(Predictor::requirePresent);
    Features.Values features = features(table);
    if (target.classes() == null) {
      targets.forEach(Predictor::requireNumbers);
    }
    ArraySchema array = targets.getFirst().array();
    TargetPlan measured = array == null ? target : target.ofArrays(array);
    int rows = table.schema().rows();
    Examples examples = new Examples(inputs(features, rows), measured.array().pending(rows));
    new TableReading.Targets(table, measured).fill(examples.y(), Features.everyRow(rows), 0);
    // A network of its own: what a text holds is for one thread at a time.
    Module own = network(new Generator(0));
    own.eval();
    return new Evaluator(
        new Inference(own, examples.inputs()),
        Criterion.of(spec),
        measured,
        examples.y(),
        metrics.apply(measured.task()));
  }

  /** Those of the run, and all others with their defaults. */
  private List<Recipe<? extends Metric>> metrics(Task task) {
    Map<String, Recipe<? extends Metric>> byName = new LinkedHashMap<>();
    Stream.concat(spec.metrics().stream(), Metric.all(task).stream())
        .forEach(recipe -> byName.putIfAbsent(Metric.nameOf(recipe), recipe));
    return List.copyOf(byName.values());
  }

  private static ColumnSchema column(Table table, String name) {
    return table
        .schema()
        .column(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the data set has no column '" + name + "', which the model needs"));
  }

  private static void requirePresent(ColumnSchema column) {
    if (column.missing() > 0) {
      throw new IllegalArgumentException(
          "the column '"
              + column.name()
              + "' has "
              + column.missing()
              + " missing values, the first in line "
              + column.firstMissingLine());
    }
  }

  private static void requireNumbers(ColumnSchema column) {
    if (!column.type().isNumeric()) {
      throw new IllegalArgumentException(
          "the column '" + column.name() + "' holds text where the model needs numbers");
    }
  }
}
