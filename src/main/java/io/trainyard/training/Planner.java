package io.trainyard.training;

import io.trainyard.loss.Loss;
import io.trainyard.loss.Reduction;
import io.trainyard.nn.Layer;
import io.trainyard.nn.Sequential;
import io.trainyard.optim.ClipGradNorm;
import io.trainyard.optim.LRScheduler;
import io.trainyard.optim.Optimizer;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a plan of a spec, or finds everything that is wrong with it. */
final class Planner {

  /** What an instruction and a floating-point operation take on an ordinary core, for estimates. */
  private static final double SECONDS_PER_INSTRUCTION = 2e-7;

  private static final double SECONDS_PER_OPERATION = 5e-10;

  private final RunSpec spec;
  private final TableSchema schema;
  private final Map<String, Tensor> givenState;
  private final RunLimits limits;
  private final Faults faults;

  Planner(
      RunSpec spec,
      TableSchema schema,
      Map<String, Tensor> givenState,
      RunLimits limits,
      Faults faults) {
    this.spec = spec;
    this.schema = schema;
    this.givenState = givenState;
    this.limits = limits;
    this.faults = faults;
  }

  @Nullable RunPlan plan() {
    checkLimits();
    Loss loss = made(spec.loss(), "loss", Recipe::create);
    var columns = new Columns(spec, schema, faults);
    List<String> features = columns.features();
    TargetPlan target = columns.target(loss);
    int trainRows = spec.split().trainRows(schema.rows());
    checkSplit(trainRows, target);
    checkMetrics(target);
    if (trainRows < 1) {
      return null;
    }
    var sketch = new Sketch();
    Program program =
        recorded(() ->
            sketch.step(
                features.size(),
                Math.min(batchSize(trainRows), trainRows),
                trainRows,
                loss,
                target));
    if (program == null || !faults.isEmpty() || target == null || sketch.network == null) {
      return null;
    }
    RunSpec completed = completed(features, target, sketch.layers.layers());
    int testRows = schema.rows() - trainRows;
    var summary =
        new RunSummary(
            sketch.parameters, trainRows, testRows, features.size(), sketch.layers.outputs());
    RunEstimate estimate = estimate(program, summary, target);
    if (estimate.memory_bytes() > limits.memory_bytes()) {
      faults.add(
          "limit_exceeded",
          "the run needs about "
              + megabytes(estimate.memory_bytes())
              + " of memory; the most is "
              + megabytes(limits.memory_bytes()));
      return null;
    }
    return new RunPlan(completed, target, features, sketch.state, summary, estimate);
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
    EarlyStopping stopping = spec.early_stopping();
    if (stopping != null
        && stopping.monitor() == EarlyStopping.Monitor.TEST_LOSS
        && trainRows == schema.rows()) {
      faults
          .at("early_stopping", "monitor")
          .add(
              "invalid_value",
              "there is no test loss to watch, because the split leaves no test rows");
    }
  }

  private void checkMetrics(@Nullable TargetPlan target) {
    List<Metric> metrics = spec.metrics();
    for (int i = 0; i < metrics.size(); i++) {
      Metric metric = metrics.get(i);
      if (metric == null) {
        continue;
      }
      if (metrics.indexOf(metric) < i) {
        faults.at("metrics", i).add("duplicate", "'" + metric.word() + "' is named twice");
      } else if (target != null && !metric.fits(target)) {
        faults
            .at("metrics", i)
            .add(
                "invalid_value",
                "'"
                    + metric.word()
                    + "' is a measure for "
                    + (target.classes() == null
                        ? "classes, and the target is numbers"
                        : "numbers, and the target is classes"));
      }
    }
  }

  private int batchSize(int trainRows) {
    Integer size = spec.batch_size();
    return size == null ? trainRows : size;
  }

  /** Records, and turns sizes beyond all bounds into a fault. */
  private @Nullable Program recorded(Supplier<Tensor> step) {
    try {
      return Program.record(step);
    } catch (ArithmeticException e) {
      faults
          .at("model")
          .add("limit_exceeded", "the tensors of this model are too large to be counted");
      return null;
    }
  }

  /** The object of a recipe; what it has to say against its arguments becomes a fault. */
  private <T, R> @Nullable R made(
      @Nullable Recipe<? extends T> recipe,
      String place,
      java.util.function.Function<Recipe<? extends T>, R> make) {
    if (recipe == null || !recipe.isComplete()) {
      return null;
    }
    try {
      return make.apply(recipe);
    } catch (IllegalArgumentException e) {
      faults.at(place).add("invalid_value", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private RunSpec completed(
      List<String> features, TargetPlan target, List<Recipe<? extends Layer>> layers) {
    Split split = spec.split();
    Long seed = split.seed();
    return new RunSpec(
        spec.name(),
        spec.labels(),
        spec.dataset(),
        features,
        spec.target(),
        target.encoding(),
        spec.scaler(),
        new Split(
            split.train_size(),
            split.shuffle(),
            seed == null ? spec.seed() : seed,
            split.stratify()),
        new ModelSpec(layers),
        spec.loss(),
        spec.optimizer(),
        spec.scheduler(),
        spec.epochs(),
        spec.batch_size(),
        spec.shuffle(),
        spec.seed(),
        spec.clip_grad_norm(),
        spec.initial_state(),
        spec.early_stopping(),
        spec.metrics());
  }

  private RunEstimate estimate(Program step, RunSummary summary, TargetPlan target) {
    long rows = summary.train_rows() + (long) summary.test_rows();
    long columns = summary.features() + (long) target.width();
    long table = rows * (summary.features() + (long) target.columns().size()) * Double.BYTES;
    long predictions =
        Math.max(summary.test_rows(), batchSize(summary.train_rows())) * (long) summary.outputs();
    long memory = table + Float.BYTES * (rows * columns + 2 * predictions) + step.bytes();
    long steps =
        (summary.train_rows() + batchSize(summary.train_rows()) - 1L)
            / batchSize(summary.train_rows());
    double stepSeconds =
        step.size() * SECONDS_PER_INSTRUCTION + step.cost() * SECONDS_PER_OPERATION;
    double testShare = summary.test_rows() / (3.0 * summary.train_rows());
    return new RunEstimate(
        memory, Objects.requireNonNull(spec.epochs()) * steps * stepSeconds * (1 + testShare));
  }

  private static String megabytes(long bytes) {
    return (bytes + 999_999) / 1_000_000 + " MB";
  }

  /** A training step that is only recorded, to see whether everything fits and how large it is. */
  private final class Sketch {

    private LayerSketch layers = new LayerSketch(List.of(), Tensor.placeholder(Shape.of()));
    private @Nullable Sequential network;
    private Map<String, Tensor> state = Map.of();
    private long parameters;

    Tensor step(
        int features, int batch, int trainRows, @Nullable Loss loss, @Nullable TargetPlan target) {
      Tensor none = Tensor.placeholder(Shape.of());
      ModelSpec model = spec.model();
      Tensor x = Tensor.placeholder(Shape.of(batch, features));
      LayerSketch sketched =
          model == null || features == 0 ? null : LayerSketch.of(model.layers(), x, faults);
      if (sketched == null) {
        optimizerOf(List.of(Tensor.zeros(Shape.of(1)).requiresGrad(true)), trainRows);
        return none;
      }
      layers = sketched;
      network = new Sequential(sketched.modules());
      parameters = network.parameters().stream().mapToLong(Tensor::numel).sum();
      if (parameters > limits.parameters()) {
        faults
            .at("model")
            .add(
                "limit_exceeded",
                "the most is " + limits.parameters() + " parameters, this model has " + parameters);
        return none;
      }
      state =
          InitialState.read(
              spec.initial_state(), givenState, network.stateDict(), faults.at("initial_state"));
      if (network.parameters().isEmpty()) {
        faults
            .at("model")
            .add("invalid_value", "the model has no parameters, so there is nothing to train");
        return none;
      }
      Optimizer optimizer = optimizerOf(network.parameters(), trainRows);
      Tensor value = lossOf(sketched.output(), loss, target, batch);
      Double clip = spec.clip_grad_norm();
      if (value != null && optimizer != null) {
        value.backward();
        if (clip != null) {
          new ClipGradNorm(clip, 2).apply(optimizer.params());
        }
        optimizer.update();
        return value;
      }
      return none;
    }

    private @Nullable Optimizer optimizerOf(List<Tensor> parameters, int trainRows) {
      Optimizer optimizer =
          made(spec.optimizer(), "optimizer", recipe -> recipe.create(parameters));
      if (optimizer == null) {
        return null;
      }
      LRScheduler scheduler =
          made(spec.scheduler(), "scheduler", recipe -> recipe.create(optimizer));
      Integer epochs = spec.epochs();
      if (scheduler != null && epochs != null) {
        long perEpoch =
            scheduler.pace() == LRScheduler.Pace.BATCH
                ? (trainRows + batchSize(trainRows) - 1L) / batchSize(trainRows)
                : 1;
        if (epochs * perEpoch > scheduler.maxSteps()) {
          faults
              .at("scheduler")
              .add(
                  "out_of_range",
                  "the schedule ends after "
                      + scheduler.maxSteps()
                      + " steps; the run makes "
                      + epochs * perEpoch);
        }
      }
      return optimizer;
    }

    private @Nullable Tensor lossOf(
        Tensor output, @Nullable Loss loss, @Nullable TargetPlan target, int batch) {
      if (loss == null || target == null) {
        return null;
      }
      if (loss.reduction() == Reduction.NONE) {
        faults
            .at("loss", "reduction")
            .add(
                "invalid_value",
                "'none' leaves a loss for each element; training needs one number: 'mean' or 'sum'");
        return null;
      }
      if (output.dim() == 2 && !fits(output.size(1), target)) {
        faults
            .at("model", "layers", layers.layers().size() - 1)
            .add(
                "shape_mismatch",
                "the last layer gives "
                    + output.size(1)
                    + " outputs, the target "
                    + String.join(", ", target.columns())
                    + " as "
                    + target.encoding().name().toLowerCase(java.util.Locale.ROOT)
                    + " needs "
                    + target.width());
        return null;
      }
      try {
        return loss.forward(output, Tensor.placeholder(target.shape(batch)));
      } catch (ShapeException e) {
        faults.at("loss").add("shape_mismatch", String.valueOf(e.getMessage()));
      } catch (IllegalArgumentException e) {
        faults.at("loss").add("invalid_value", String.valueOf(e.getMessage()));
      }
      return null;
    }

    private boolean fits(int outputs, TargetPlan target) {
      // As in PyTorch, a network may know more classes than the data set shows.
      return target.encoding() == TargetEncoding.INDEX
          ? outputs >= target.width()
          : outputs == target.width();
    }
  }
}
