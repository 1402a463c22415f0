package io.trainyard.training;

import io.trainyard.loss.Loss;
import io.trainyard.loss.Reduction;
import io.trainyard.nn.Sequential;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A training step that is only recorded, to see whether everything fits and how large it is. */
final class StepSketch {

  private final RunSpec spec;
  private final Map<String, Tensor> givenState;
  private final RunLimits limits;
  private final Faults faults;
  private LayerSketch layers = new LayerSketch(List.of(), Tensor.placeholder(Shape.of()));
  private @Nullable Sequential network;
  private Map<String, Tensor> state = Map.of();
  private @Nullable Optimizer optimizer;
  private long parameters;

  StepSketch(RunSpec spec, Map<String, Tensor> givenState, RunLimits limits, Faults faults) {
    this.spec = spec;
    this.givenState = givenState;
    this.limits = limits;
    this.faults = faults;
  }

  /** The layers as far as their sizes are known. */
  LayerSketch layers() {
    return layers;
  }

  /** What the network begins with, as far as it was given. */
  Map<String, Tensor> state() {
    return state;
  }

  long parameters() {
    return parameters;
  }

  /** The optimizer of the network; null while something is at fault. */
  @Nullable Optimizer optimizer() {
    return optimizer;
  }

  /** The object of a recipe; what it has to say against its arguments becomes a fault. */
  static <T, R> @Nullable R made(
      @Nullable Recipe<? extends T> recipe, Faults faults, Function<Recipe<? extends T>, R> make) {
    if (recipe == null || !recipe.isReady()) {
      return null;
    }
    try {
      return make.apply(recipe);
    } catch (IllegalArgumentException e) {
      faults.add("invalid_value", String.valueOf(e.getMessage()));
      return null;
    }
  }

  Tensor step(
      int features, int batch, int trainRows, @Nullable Loss loss, @Nullable TargetPlan target) {
    Tensor none = Tensor.placeholder(Shape.of());
    ModelSpec model = spec.model();
    Tensor x = Tensor.placeholder(Shape.of(batch, features));
    LayerSketch sketched =
        model == null || features == 0 ? null : LayerSketch.of(model.layers(), x, faults);
    if (sketched == null) {
      optimizerOf(List.of(Tensor.zeros(Shape.of(1)).requiresGrad(true)), batch, trainRows);
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
    optimizer = optimizerOf(network.parameters(), batch, trainRows);
    Tensor value = lossOf(sketched.output(), loss, target, batch);
    if (value != null && optimizer != null) {
      value.backward();
      Clipping.of(spec).apply(optimizer.params());
      optimizer.update();
      return value;
    }
    return none;
  }

  /** Whether the layers take the last batch, which may be smaller than the others, too. */
  boolean takesLastBatch(int features, int rows, int trainRows) {
    Sequential layers = network;
    if (rows == 0 || layers == null) {
      return true;
    }
    try {
      Tensor x = Tensor.placeholder(Shape.of(rows, features));
      Program.record(() -> Tensor.noGrad(() -> layers.forward(x)));
      return true;
    } catch (IllegalArgumentException e) {
      faults
          .at("batch_size")
          .add(
              "invalid_value",
              "of "
                  + trainRows
                  + " rows, "
                  + rows
                  + " are left for the last batch: "
                  + e.getMessage());
      return false;
    }
  }

  private @Nullable Optimizer optimizerOf(List<Tensor> parameters, int batch, int trainRows) {
    Optimizer optimizer =
        made(spec.optimizer(), faults.at("optimizer"), recipe -> recipe.create(parameters));
    if (optimizer == null) {
      return null;
    }
    LRScheduler scheduler =
        made(spec.scheduler(), faults.at("scheduler"), recipe -> recipe.create(optimizer));
    Integer epochs = spec.epochs();
    if (scheduler != null && epochs != null) {
      long perEpoch =
          scheduler.pace() == LRScheduler.Pace.BATCH ? (trainRows + batch - 1L) / batch : 1;
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
    int needed = loss.outputs(target.width());
    if (output.dim() == 2 && !fits(output.size(1), needed, target)) {
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
                  + needed);
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

  private static boolean fits(int outputs, int needed, TargetPlan target) {
    // As in PyTorch, a network may know more classes than the data set shows.
    return target.encoding() == TargetEncoding.INDEX ? outputs >= needed : outputs == needed;
  }
}
