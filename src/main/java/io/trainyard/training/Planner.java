package io.trainyard.training;

import io.trainyard.measure.Measurement;
import io.trainyard.measure.Metric;
import io.trainyard.optim.Optimizer;
import io.trainyard.preparation.Column;
import io.trainyard.preparation.ColumnType;
import io.trainyard.preparation.Remainder;
import io.trainyard.signature.Either;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a plan of a spec, or finds everything that is wrong with it. */
final class Planner {

  /** What an instruction and a floating-point operation take on an ordinary core, for estimates. */
  private static final double SECONDS_PER_INSTRUCTION = 2e-7;

  private static final double SECONDS_PER_OPERATION = 5e-10;

  private final RunSpec spec;
  private final Table table;
  private final TableSchema schema;
  private final Map<String, Tensor> givenState;
  private final RunLimits limits;
  private final Faults faults;

  Planner(
      RunSpec spec, Table table, Map<String, Tensor> givenState, RunLimits limits, Faults faults) {
    this.spec = spec;
    this.table = table;
    this.schema = table.schema();
    this.givenState = givenState;
    this.limits = limits;
    this.faults = faults;
  }

  @Nullable RunPlan plan() {
    checkLimits();
    var recorder = new Recorder(spec, givenState, limits, faults);
    var columns = new Columns(spec, schema, faults);
    List<String> chosen = columns.features();
    TargetPlan target = columns.target(recorder.criterion());
    int trainRows = spec.split().trainRows(schema.rows());
    int testRows = schema.rows() - trainRows;
    checkSplit(trainRows, target);
    checkMetrics(target);
    if (trainRows < 1) {
      return null;
    }
    checkPreparation();
    if (spec.target_transformer() != null && target != null) {
      target = new TargetTransforming(spec, table, faults).of(target, trainRows);
    }
    Preparing.Prepared prepared = prepared(chosen, target, trainRows);
    List<String> features = used(chosen, prepared);
    Map<String, ArraySchema> inputs = inputs(features, prepared);
    checkInputs(inputs, prepared);
    Recording recording = recorder.record(inputs, trainRows, testRows, target);
    if (recording == null || target == null || !faults.isEmpty()) {
      return null;
    }
    var summary =
        new RunSummary(
            recording.parameters(), trainRows, testRows, features.size(), recording.outputs());
    RunEstimate estimate =
        estimate(recording, summary, target, prepared == null ? 0 : features.size());
    if (estimate.memory_bytes() > limits.memory_bytes()) {
      faults.add(
          "limit_exceeded",
          "the run needs about "
              + megabytes(estimate.memory_bytes())
              + " of memory; the most is "
              + megabytes(limits.memory_bytes()));
      return null;
    }
    return new RunPlan(
        completed(features, target, prepared, recorder.model()),
        target,
        features,
        inputs,
        prepared == null ? null : prepared.fitted(),
        prepared == null ? List.of() : prepared.decisions(),
        recording.initialState(),
        summary,
        estimate,
        recording);
  }

  private void checkPreparation() {
    if (spec.preprocess() != null && spec.scaler() != null) {
      faults
          .at("scaler")
          .add(
              "invalid_value",
              "is the short form of a 'preprocess' for tables of numbers; a request has one of them");
    }
  }

  /** What is made of the plain features; null when nothing is to be made of them, or a fault is. */
  private Preparing.@Nullable Prepared prepared(
      List<String> chosen, @Nullable TargetPlan target, int trainRows) {
    List<String> plain = Features.of(chosen, spec.inputs(), schema).plain();
    if (!isPrepared() || target == null || plain.isEmpty() || !faults.isEmpty()) {
      return null;
    }
    return new Preparing(spec, table, faults.at("preprocess")).prepare(plain, target, trainRows);
  }

  /** Named inputs too are prepared, if only by noting the types of what is left as it is. */
  private boolean isPrepared() {
    return spec.preprocess() != null || spec.namesInputs() && spec.scaler() == null;
  }

  /** The features that the preparation has not left out. */
  private List<String> used(List<String> chosen, Preparing.@Nullable Prepared prepared) {
    return prepared == null
        ? chosen
        : chosen.stream()
            .filter(name ->
                prepared.fitted().sources().containsKey(name)
                    || schema.column(name).orElseThrow().isArray())
            .toList();
  }

  private Map<String, ArraySchema> inputs(
      List<String> used, Preparing.@Nullable Prepared prepared) {
    Map<String, List<String>> named = spec.inputs();
    Features features =
        Features.of(used, named == null ? null : Features.only(named, used), schema);
    if (prepared != null) {
      return features.schemas(prepared.outputs());
    }
    return features.schemas(
        isPrepared()
            ? List.of()
            : features.plain().stream()
                .map(name -> Column.of(name, ColumnType.NUMBER, new double[0]))
                .toList());
  }

  private void checkInputs(Map<String, ArraySchema> inputs, Preparing.@Nullable Prepared prepared) {
    if (!spec.namesInputs() || prepared == null) {
      return;
    }
    inputs.forEach((name, array) -> {
      if (array.each().numel() == 0) {
        faults
            .at("inputs", name)
            .add("invalid_value", "the preparation makes nothing of its columns");
      }
    });
  }

  private void checkLimits() {
    Integer epochs = spec.epochs();
    if (epochs != null && epochs > limits.epochs()) {
      faults
          .at("epochs")
          .add("limit_exceeded", "the most is " + limits.epochs() + " epochs, got " + epochs);
    }
    String name = spec.name();
    if (name != null && name.length() > limits.name_length()) {
      faults
          .at("name")
          .add(
              "limit_exceeded",
              "the most is " + limits.name_length() + " characters, got " + name.length());
    }
  }

  private void checkSplit(int trainRows, @Nullable TargetPlan target) {
    Faults place = faults.at("split");
    if (trainRows < 1) {
      place
          .at("train_size")
          .add(
              "out_of_range",
              "of "
                  + schema.rows()
                  + " rows, a share of "
                  + spec.split().train_size()
                  + " leaves none to learn from");
    }
    if (spec.split().stratify() && target != null && target.classes() == null) {
      place
          .at("stratify")
          .add("invalid_value", "only classes can be stratified; the target is numbers");
    }
    Monitor.check(spec, trainRows < schema.rows(), faults);
  }

  private void checkMetrics(@Nullable TargetPlan target) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < spec.metrics().size(); i++) {
      Recipe<? extends Metric> recipe = spec.metrics().get(i);
      if (recipe == null) {
        continue;
      }
      Faults place = faults.at("metrics", i);
      if (!names.add(Metric.nameOf(recipe))) {
        place.add("duplicate", "'" + Metric.nameOf(recipe) + "' is named twice");
      } else if (target != null) {
        String misfit = recipe.create().misfit(target.task());
        if (misfit != null) {
          place.add("invalid_value", misfit);
        }
      }
    }
  }

  private RunSpec completed(
      List<String> features,
      TargetPlan target,
      Preparing.@Nullable Prepared prepared,
      @Nullable Either<ModelSpec, ScriptSpec> model) {
    Split split = spec.split();
    Long seed = split.seed();
    return new RunSpec(
        spec.name(),
        spec.labels(),
        spec.dataset(),
        features,
        spec.inputs() == null ? null : Features.only(spec.inputs(), features),
        spec.target(),
        target.encoding(),
        spec.target_transformer(),
        spec.scaler(),
        prepared == null ? null : Either.second(prepared.list()),
        Remainder.DROP,
        new Split(
            split.train_size(),
            split.shuffle(),
            seed == null ? spec.seed() : seed,
            split.stratify()),
        model,
        spec.loss(),
        spec.optimizer(),
        spec.scheduler(),
        spec.epochs(),
        spec.batch_size(),
        spec.shuffle(),
        spec.seed(),
        spec.clip_grad_norm(),
        spec.clip_grad_value(),
        spec.initial_state(),
        spec.early_stopping(),
        spec.checkpoint(),
        spec.priority(),
        spec.max_seconds(),
        spec.deadline(),
        spec.metrics());
  }

  /**
   * @param prepared how many columns are prepared
   */
  private RunEstimate estimate(
      Recording recording, RunSummary summary, TargetPlan target, int prepared) {
    Program step = recording.step().program();
    Optimizer optimizer = recording.optimization().optimizer();
    int batch = recording.step().size();
    long rows = summary.train_rows() + (long) summary.test_rows();
    long given = recording.train().inputs().bytes() / summary.train_rows();
    long wanted = Math.max(Float.BYTES * (long) target.width(), target.array().bytes());
    long read =
        Math.max(2 * given, 2L * Double.BYTES * prepared)
            + (target.classes() == null
                ? 2 * target.array().bytes()
                : target.columns().size() * (long) Double.BYTES);
    long predictions = Math.max(summary.test_rows(), batch) * (long) summary.outputs();
    long batches = (summary.train_rows() + batch - 1L) / batch;
    long steps = Objects.requireNonNull(spec.epochs()) * batches;
    long memory =
        rows * (read + given + wanted)
            + Float.BYTES * (2 * predictions + optimizer.scratch(steps) + recording.stateSize())
            + Float.BYTES * checkpoint(recording, steps)
            + rows * Measurement.bytesPerRow(spec.metrics(), target.task())
            + recording.bytes();
    double stepSeconds =
        step.size() * SECONDS_PER_INSTRUCTION + step.cost() * SECONDS_PER_OPERATION;
    double testShare = summary.test_rows() / (3.0 * summary.train_rows());
    return new RunEstimate(memory, steps * stepSeconds * (optimizer.mostEvaluations() + testShare));
  }

  /** How many numbers a copy of the run has: the network, the one that is kept, the optimizer. */
  private static long checkpoint(Recording recording, long steps) {
    return 2 * recording.stateSize() + recording.optimization().optimizer().saved(steps);
  }

  private static String megabytes(long bytes) {
    return (bytes + 999_999) / 1_000_000 + " MB";
  }
}
