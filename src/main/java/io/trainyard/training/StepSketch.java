package io.trainyard.training;

import io.trainyard.loss.Loss;
import io.trainyard.loss.Reduction;
import io.trainyard.loss.Target;
import io.trainyard.nn.Module;
import io.trainyard.nn.Sequential;
import io.trainyard.optim.Optimizer;
import io.trainyard.script.Script;
import io.trainyard.signature.Either;
import io.trainyard.signature.FaultException;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Several;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A training step that is only recorded, to see whether everything fits and how large it is. */
final class StepSketch {

  private final RunSpec spec;
  private final Map<String, Tensor> givenState;
  private final RunLimits limits;
  private final Faults faults;
  private final OptimizerSketch optimizers;
  private @Nullable Either<ModelSpec, ScriptSpec> model;
  private @Nullable Module network;
  private int outputs;
  private Map<String, Tensor> state = Map.of();
  private @Nullable Optimizer optimizer;
  private long parameters;

  StepSketch(RunSpec spec, Map<String, Tensor> givenState, RunLimits limits, Faults faults) {
    this.spec = spec;
    this.givenState = givenState;
    this.limits = limits;
    this.faults = faults;
    this.optimizers = new OptimizerSketch(spec, faults);
  }

  /** The model with every size that could be found. */
  @Nullable Either<ModelSpec, ScriptSpec> model() {
    return model;
  }

  /** How many numbers the network gives for each row. */
  int outputs() {
    return outputs;
  }

  /** What the network begins with, as far as it was given. */
  Map<String, Tensor> state() {
    return state;
  }

  long parameters() {
    return parameters;
  }

  /** How many numbers the network consists of: what it learns, and its buffers. */
  long stateSize() {
    return Objects.requireNonNull(network).stateDict().values().stream()
        .mapToLong(Tensor::numel)
        .sum();
  }

  /** The optimizer of the network; null while something is at fault. */
  @Nullable Optimizer optimizer() {
    return optimizer;
  }

  Tensor step(
      int features,
      int batch,
      int trainRows,
      @Nullable Criterion loss,
      @Nullable TargetPlan target) {
    Tensor none = Tensor.placeholder(Shape.of());
    Tensor output = features == 0 ? null : output(Tensor.placeholder(Shape.of(batch, features)));
    Module network = this.network;
    if (output == null || network == null) {
      optimizers.of(List.of(Tensor.zeros(Shape.of(1)).requiresGrad(true)), batch, trainRows);
      return none;
    }
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
    if (network.parameters().stream().noneMatch(Tensor::requiresGrad)) {
      Script.addValueFault(
          network,
          (network.parameters().isEmpty()
                  ? "the model has no parameters"
                  : "every parameter of the model has requires_grad=False")
              + ", so there is nothing to train",
          faults.at("model"));
      return none;
    }
    optimizer = optimizers.of(network.parameters(), batch, trainRows);
    Tensor value = lossOf(output, loss, target, batch);
    if (value != null && optimizer != null) {
      if (!value.requiresGrad()) {
        Script.addValueFault(
            loss instanceof Criterion.OfText(Module text) ? text : null,
            "the loss does not depend on any parameter of the model",
            faults.at("loss"));
        return none;
      }
      try {
        value.backward();
      } catch (IllegalStateException e) { // a text has overwritten what a gradient needs
        Script.addBackwardFault(network, e, faults.at("model"));
        return none;
      }
      Clipping.of(spec).apply(optimizer.params());
      optimizer.update();
      return value;
    }
    return none;
  }

  /** What the network gives for a batch; null after a fault behind which nothing is known. */
  private @Nullable Tensor output(Tensor x) {
    return switch (spec.model()) {
      case null -> null;
      case Either.First<ModelSpec, ScriptSpec>(ModelSpec layers) -> {
        LayerSketch sketched = LayerSketch.of(layers.layers(), x, faults);
        if (sketched == null) {
          yield null;
        }
        model = Either.first(new ModelSpec(sketched.layers()));
        network = new Sequential(sketched.modules());
        outputs = sketched.outputs();
        yield sketched.output();
      }
      case Either.Second<ModelSpec, ScriptSpec>(ScriptSpec text) -> {
        model = Either.second(text);
        Module made = Networks.made(text, new Generator(0), limits.elements(), faults.at("model"));
        network = made;
        yield made == null ? null : outputOf(made, x);
      }
    };
  }

  private @Nullable Tensor outputOf(Module text, Tensor x) {
    Faults place = faults.at("model", "source");
    try {
      text.train();
      Tensor output = text.forward(x);
      if (output.dim() == 0 || output.size(0) != x.size(0)) {
        Script.addShapeFault(
            text,
            "the model has to give a row for each of the "
                + x.size(0)
                + " rows of the batch; it gives the shape "
                + output.shape(),
            faults.at("model"));
        return null;
      }
      outputs = output.shape().span(1, output.dim());
      return output;
    } catch (FaultException e) {
      place.add(e);
      return null;
    }
  }

  /** Whether the layers take the last batch, which may be smaller than the others, too. */
  boolean takesLastBatch(int features, int rows, int trainRows) {
    Module layers = network;
    if (rows == 0 || layers == null) {
      return true;
    }
    try {
      Tensor x = Tensor.placeholder(Shape.of(rows, features));
      Program.sketch(() -> layers.forward(x));
      return true;
    } catch (IllegalArgumentException e) {
      addLastBatchFault(rows, trainRows, e.getMessage());
    } catch (FaultException e) {
      addLastBatchFault(rows, trainRows, e.sentence());
    }
    return false;
  }

  /**
   * What it takes to measure the network on rows that it does not learn from: memory in bytes, 0
   * when there are none. Faults that only show in evaluation mode become faults of the model.
   */
  long evaluation(int features, int testRows, Criterion loss, TargetPlan target) {
    Module evaluated = Objects.requireNonNull(network);
    Faults place = faults.at("model", "source");
    try {
      evaluated.eval();
      int rows = Math.max(1, testRows);
      var inference = new Inference(evaluated, Tensor.placeholder(Shape.of(rows, features)));
      Shape shape = inference.shapeOfPart();
      if (shape.rank() == 0
          || shape.size(0) != inference.rowsOfPart()
          || shape.span(1, shape.rank()) != outputs) {
        Script.addShapeFault(
            evaluated,
            "in evaluation mode the model gives the shape "
                + shape
                + " for "
                + inference.rowsOfPart()
                + " rows; in training it gives "
                + outputs
                + " outputs for each",
            faults.at("model"));
        return 0;
      }
      if (testRows == 0) {
        return 0;
      }
      place = faults.at("loss", "source");
      Tensor y = Tensor.placeholder(target.shape(rows));
      Tensor predictions = Tensor.placeholder(inference.shape());
      Program comparison =
          Program.record(
              () -> Tensor.noGrad(() -> loss.forward(predictions, y, target.encoding())));
      return inference.bytes() + comparison.bytes();
    } catch (FaultException e) {
      place.add(e);
      return 0;
    }
  }

  private void addLastBatchFault(int rows, int trainRows, @Nullable String message) {
    faults
        .at("batch_size")
        .add(
            "invalid_value",
            "of " + trainRows + " rows, " + rows + " are left for the last batch: " + message);
  }

  private @Nullable Tensor lossOf(
      Tensor output, @Nullable Criterion loss, @Nullable TargetPlan target, int batch) {
    if (loss == null || target == null) {
      return null;
    }
    Loss builtIn = loss.builtIn();
    if (builtIn != null && !isTrainable(builtIn, output, target)) {
      return null;
    }
    Faults place = builtIn == null ? faults.at("loss", "source") : faults.at("loss");
    try {
      Tensor y = Tensor.placeholder(target.shape(batch));
      Tensor value = loss.forward(output, y, target.encoding());
      if (value.numel() == 1) {
        return value;
      }
      String message = "the loss has to be one number, it has the shape " + value.shape();
      if (loss instanceof Criterion.OfText(Module text)) {
        Script.addShapeFault(text, message, faults.at("loss"));
      } else {
        place.add("shape_mismatch", message);
      }
    } catch (ShapeException e) {
      place.add("shape_mismatch", e.getMessage() + advice(builtIn, target.encoding()));
    } catch (IllegalArgumentException e) {
      place.add("invalid_value", String.valueOf(e.getMessage()));
    } catch (FaultException e) {
      place.add(e);
    }
    return null;
  }

  /** What to change in the request so that a loss gets the targets it compares with. */
  private static String advice(@Nullable Loss loss, TargetEncoding encoding) {
    if (loss == null) {
      return "";
    }
    List<Target> taken = loss.targets();
    if (encoding == TargetEncoding.ONE_HOT && taken.equals(List.of(Target.CLASSES))) {
      return "; for class numbers leave 'target_encoding' out or set it to 'index'";
    }
    if (encoding == TargetEncoding.INDEX && !taken.contains(Target.CLASSES)) {
      return "; for a row of zeros and a one per example set 'target_encoding' to 'one_hot'";
    }
    return "";
  }

  private boolean isTrainable(Loss loss, Tensor output, TargetPlan target) {
    if (loss.reduction() == Reduction.NONE) {
      faults
          .at("loss", "reduction")
          .add(
              "invalid_value",
              "'none' leaves a loss for each element; training needs one number: 'mean' or 'sum'");
      return false;
    }
    int needed = loss.outputs(target.width());
    if (output.dim() == 2 && !fits(output.size(1), needed, target)) {
      String misfit =
          " gives "
              + output.size(1)
              + " outputs, the target "
              + Several.of(target.columns())
              + " as "
              + target.encoding().name().toLowerCase(java.util.Locale.ROOT)
              + " needs "
              + needed;
      if (model instanceof Either.First<ModelSpec, ScriptSpec>(ModelSpec layers)) {
        faults
            .at("model", "layers", layers.layers().size() - 1)
            .add("shape_mismatch", "the last layer" + misfit);
      } else {
        Script.addShapeFault(network, "the model" + misfit, faults.at("model"));
      }
      return false;
    }
    return true;
  }

  private static boolean fits(int outputs, int needed, TargetPlan target) {
    // As in PyTorch, a network may know more classes than the data set shows.
    return target.encoding() == TargetEncoding.INDEX ? outputs >= needed : outputs == needed;
  }
}
