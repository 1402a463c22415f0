package io.trainyard.training;

import io.trainyard.loss.Loss;
import io.trainyard.loss.Reduction;
import io.trainyard.nn.Module;
import io.trainyard.nn.Sequential;
import io.trainyard.script.Script;
import io.trainyard.signature.Either;
import io.trainyard.signature.FaultException;
import io.trainyard.signature.Faults;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records all that a run of a spec repeats, and finds on the way what is wrong with it. This is
 * where it is written what a training step does.
 */
final class Recorder {

  private final RunSpec spec;
  private final Map<String, Tensor> givenState;
  private final RunLimits limits;
  private final Faults faults;
  private final Making making;
  private final @Nullable Criterion criterion;
  private @Nullable Either<ModelSpec, ScriptSpec> model;
  private @Nullable Module network;
  private Map<String, Tensor> initialState = Map.of();
  private @Nullable Optimization optimization;
  private Step.@Nullable Scored scored;
  private int outputs;
  private long steps;

  /**
   * Begins with the loss.
   *
   * @param givenState values for {@code initial_state} that the caller found
   */
  Recorder(RunSpec spec, Map<String, Tensor> givenState, RunLimits limits, Faults faults) {
    this.spec = spec;
    this.givenState = givenState;
    this.limits = limits;
    this.faults = faults;
    this.making = new Making(spec.seed());
    this.criterion =
        making.of(
            () -> Criterion.of(spec.loss(), spec.seed(), limits.elements(), faults.at("loss")));
  }

  /** The loss; null while it is at fault. */
  @Nullable Criterion criterion() {
    return criterion;
  }

  /** The model with every size that could be found. */
  @Nullable Either<ModelSpec, ScriptSpec> model() {
    return model;
  }

  /**
   * Records a run.
   *
   * @param inputs by name, what one example has
   * @param testRows may be none
   * @param target null while it is at fault; then only further faults are looked for
   * @return null after a fault
   */
  @Nullable Recording record(
      Map<String, ArraySchema> inputs, int trainRows, int testRows, @Nullable TargetPlan target) {
    int size = Math.min(Objects.requireNonNullElse(spec.batch_size(), trainRows), trainRows);
    steps = (trainRows + size - 1L) / size;
    Inputs x = Inputs.pending(trainRows, inputs);
    Tensor y = target == null ? null : target.array().pending(trainRows);
    Step step = step(x, y, target, size);
    if (y == null || target == null || !faults.isEmpty()) {
      return null;
    }
    int left = trainRows % size;
    Step last = left == 0 ? null : lastStep(x, y, target, left);
    if (!faults.isEmpty()) {
      return null;
    }
    Examples test = testRows == 0 ? null : Examples.pending(testRows, inputs, target);
    Evaluator evaluator = evaluator(test, inputs, target);
    return !faults.isEmpty()
        ? null
        : new Recording(
            making,
            Objects.requireNonNull(network),
            initialState,
            Objects.requireNonNull(criterion),
            Objects.requireNonNull(optimization),
            new Examples(x, y),
            test,
            step,
            last,
            evaluator,
            outputs);
  }

  private Step step(Inputs x, @Nullable Tensor y, @Nullable TargetPlan target, int size) {
    int[] rows = new int[size];
    scored = null;
    making.draws().step(1);
    Program program = recorded(() -> step(x, y, target, rows));
    return new Step(rows, program, scored);
  }

  /** Records, and turns sizes beyond all bounds into a fault. */
  private Program recorded(Supplier<@Nullable Tensor> work) {
    Tensor none = Tensor.placeholder(Shape.of());
    try {
      return Program.record(() -> Objects.requireNonNullElse(work.get(), none));
    } catch (ArithmeticException e) {
      faults
          .at("model")
          .add("limit_exceeded", "the tensors of this model are too large to be counted");
      return Program.record(() -> none);
    }
  }

  /**
   * What a training step does.
   *
   * @param x the features of all rows
   * @param y their encoded targets; null while they are at fault
   * @param rows which of them are in the batch
   * @return the loss of the batch; null after a fault
   */
  private @Nullable Tensor step(
      Inputs x, @Nullable Tensor y, @Nullable TargetPlan target, int[] rows) {
    Tensor predicted = predicted(x.select(rows));
    Optimization changes = optimization(predicted);
    Module learner = network;
    if (predicted == null || learner == null || changes == null) {
      return null;
    }
    if (y == null || target == null || criterion == null) {
      return null;
    }
    Tensor expected = y.indexSelect(rows);
    if (!spec.metrics().isEmpty() && predicted.numel() == (long) rows.length * outputs) {
      scored =
          new Step.Scored(
              copy(predicted.detach(), Shape.of(rows.length, outputs)),
              copy(expected, expected.shape()));
    }
    Tensor loss = loss(criterion, predicted, expected, target);
    if (loss == null) {
      return null;
    }
    try {
      changes.step(loss);
      return loss;
    } catch (IllegalStateException e) { // a text has overwritten what a gradient needs
      Script.addBackwardFault(learner, e, faults.at("model"));
      return null;
    }
  }

  private static Tensor copy(Tensor values, Shape shape) {
    Tensor copy = Tensor.placeholder(shape, values.dtype());
    copy.assign(values.reshape(shape));
    return copy;
  }

  /** What the network gives for a batch; null after a fault behind which nothing is known. */
  private @Nullable Tensor predicted(Inputs x) {
    if (network != null) {
      return x.through(network);
    }
    if (x.isEmpty()) {
      return null;
    }
    return switch (spec.model()) {
      case null -> null;
      case Either.First<ModelSpec, ScriptSpec>(ModelSpec layers) -> {
        FirstPass pass = FirstPass.of(layers.layers(), x, making, faults);
        if (pass == null) {
          yield null;
        }
        model = Either.first(new ModelSpec(pass.layers()));
        network = new Sequential(pass.modules());
        outputs = pass.outputs();
        yield pass.output();
      }
      case Either.Second<ModelSpec, ScriptSpec>(ScriptSpec text) -> {
        model = Either.second(text);
        Module made =
            making.of(
                () -> Networks.made(text, making.draws(), limits.elements(), faults.at("model")));
        network = made;
        yield made == null ? null : outputOf(made, x);
      }
    };
  }

  private @Nullable Tensor outputOf(Module text, Inputs x) {
    try {
      text.train();
      Tensor output = x.through(text);
      if (output.dim() == 0 || output.size(0) != x.rows()) {
        Script.addShapeFault(
            text,
            "the model has to give a row for each of the "
                + x.rows()
                + " rows of the batch; it gives the shape "
                + output.shape(),
            faults.at("model"));
        return null;
      }
      outputs = output.shape().span(1, output.dim());
      return output;
    } catch (FaultException e) {
      faults.at("model", "source").add(e);
      return null;
    }
  }

  /**
   * What changes the parameters, made when these are known.
   *
   * @param predicted null after a fault of the network; the optimizer is checked all the same
   */
  private @Nullable Optimization optimization(@Nullable Tensor predicted) {
    Module learner = network;
    if (predicted == null || learner == null) {
      making.of(() ->
          Optimization.of(
              spec, List.of(Tensor.zeros(Shape.of(1)).requiresGrad(true)), steps, faults));
      return null;
    }
    if (optimization == null && isTrainable(learner)) {
      optimization = making.of(() -> Optimization.of(spec, learner.parameters(), steps, faults));
    }
    return optimization;
  }

  private boolean isTrainable(Module learner) {
    List<Tensor> parameters = learner.parameters();
    long count = parameters.stream().mapToLong(Tensor::numel).sum();
    if (count > limits.parameters()) {
      faults
          .at("model")
          .add(
              "limit_exceeded",
              "the most is " + limits.parameters() + " parameters, this model has " + count);
      return false;
    }
    initialState =
        InitialState.read(
            spec.initial_state(), givenState, learner.stateDict(), faults.at("initial_state"));
    if (parameters.stream().noneMatch(Tensor::requiresGrad)) {
      Script.addValueFault(
          learner,
          (parameters.isEmpty()
                  ? "the model has no parameters"
                  : "every parameter of the model has requires_grad=False")
              + ", so there is nothing to train",
          faults.at("model"));
      return false;
    }
    return true;
  }

  /** The loss of a batch; null after a fault. */
  private @Nullable Tensor loss(
      Criterion criterion, Tensor predicted, Tensor expected, TargetPlan target) {
    Loss builtIn = criterion.builtIn();
    if (builtIn != null && !fits(builtIn, predicted, target)) {
      return null;
    }
    Faults place = builtIn == null ? faults.at("loss", "source") : faults.at("loss");
    Module text = criterion instanceof Criterion.OfText(Module module) ? module : null;
    try {
      Tensor value = criterion.forward(predicted, expected, target.encoding());
      if (value.numel() != 1) {
        Script.addShapeFault(
            text,
            "the loss has to be one number, it has the shape " + value.shape(),
            faults.at("loss"));
        return null;
      }
      if (!value.requiresGrad()) {
        Script.addValueFault(
            text, "the loss does not depend on any parameter of the model", faults.at("loss"));
        return null;
      }
      return value;
    } catch (ShapeException e) {
      place.add("shape_mismatch", e.getMessage() + Fit.advice(builtIn, target.encoding()));
    } catch (IllegalArgumentException e) {
      place.add("invalid_value", String.valueOf(e.getMessage()));
    } catch (FaultException e) {
      place.add(e);
    }
    return null;
  }

  /** Whether a loss that is built in can learn what the network gives. */
  private boolean fits(Loss loss, Tensor predicted, TargetPlan target) {
    if (loss.reduction() == Reduction.NONE) {
      faults
          .at("loss", "reduction")
          .add(
              "invalid_value",
              "'none' leaves a loss for each element; training needs one number: 'mean' or 'sum'");
      return false;
    }
    String misfit = Fit.misfit(loss, predicted, target);
    if (misfit == null) {
      return true;
    }
    if (model instanceof Either.First<ModelSpec, ScriptSpec>(ModelSpec layers)) {
      faults
          .at("model", "layers", layers.layers().size() - 1)
          .add("shape_mismatch", "the last layer" + misfit);
    } else {
      Script.addShapeFault(network, "the model" + misfit, faults.at("model"));
    }
    return false;
  }

  /** A step for the rows that are left at the end, which layers may not take. */
  private @Nullable Step lastStep(Inputs x, Tensor y, TargetPlan target, int left) {
    try {
      return step(x, y, target, left);
    } catch (IllegalArgumentException e) {
      addFaultOfLast(left, x.rows(), e.getMessage());
    } catch (FaultException e) {
      addFaultOfLast(left, x.rows(), e.sentence());
    }
    return null;
  }

  private void addFaultOfLast(int left, int trainRows, @Nullable String message) {
    faults
        .at("batch_size")
        .add(
            "invalid_value",
            "of " + trainRows + " rows, " + left + " are left for the last batch: " + message);
  }

  /**
   * Records how the network is measured. Without rows to test on only the network is tried: there
   * may be faults that show in evaluation mode alone.
   */
  private @Nullable Evaluator evaluator(
      @Nullable Examples test, Map<String, ArraySchema> inputs, TargetPlan target) {
    Module evaluated = Objects.requireNonNull(network);
    Faults place = faults.at("model", "source");
    making.goOn();
    try {
      evaluated.eval();
      Inputs x = test == null ? Inputs.pending(1, inputs) : test.inputs();
      var inference = new Inference(evaluated, x);
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
        return null;
      }
      place = faults.at("loss", "source");
      return test == null
          ? null
          : new Evaluator(
              inference, Objects.requireNonNull(criterion), target, test.y(), spec.metrics());
    } catch (FaultException e) {
      place.add(e);
      return null;
    }
  }
}
