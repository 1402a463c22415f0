package io.trainyard.training;

import io.trainyard.loss.Loss;
import io.trainyard.loss.Reduction;
import io.trainyard.loss.Target;
import io.trainyard.nn.Module;
import io.trainyard.script.Script;
import io.trainyard.signature.Either;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far predictions are from their targets: a loss that is built in, or one of a text. */
sealed interface Criterion {

  /** The loss of a batch. */
  Tensor forward(Tensor input, Tensor target, TargetEncoding encoding);

  /** Whether the losses of batches add up, so that no mean is to be made of them. */
  boolean sums();

  /** The kinds of target that the loss takes, the usual one first. */
  List<Target> targets();

  /** What it holds besides its arguments, by name: the buffers of a text. */
  Map<String, Tensor> stateDict();

  /** The loss that is built in; null for one of a text. */
  @Nullable Loss builtIn();

  record BuiltIn(Loss loss) implements Criterion {
    @Override
    public Tensor forward(Tensor input, Tensor target, TargetEncoding encoding) {
      return loss.forward(input, target);
    }

    @Override
    public boolean sums() {
      return loss.reduction() == Reduction.SUM;
    }

    @Override
    public List<Target> targets() {
      return loss.targets();
    }

    @Override
    public Map<String, Tensor> stateDict() {
      return Map.of();
    }

    @Override
    public Loss builtIn() {
      return loss;
    }
  }

  record OfText(Module loss) implements Criterion {
    @Override
    public Tensor forward(Tensor input, Tensor target, TargetEncoding encoding) {
      return Script.loss(loss, input, target, encoding == TargetEncoding.INDEX);
    }

    @Override
    public boolean sums() {
      return false;
    }

    @Override
    public List<Target> targets() {
      return List.of(Target.VALUES);
    }

    @Override
    public Map<String, Tensor> stateDict() {
      return loss.stateDict();
    }

    @Override
    public @Nullable Loss builtIn() {
      return null;
    }
  }

  /**
   * The criterion of a spec; null while it is at fault, which is said.
   *
   * @param elements the most that all tensors may have which a text makes for it, together
   */
  static @Nullable Criterion of(
      @Nullable Either<Recipe<? extends Loss>, ScriptSpec> spec,
      long seed,
      long elements,
      Faults faults) {
    return switch (spec) {
      case null -> null;
      case Either.First<Recipe<? extends Loss>, ScriptSpec>(Recipe<? extends Loss> recipe) -> {
        Loss loss = Recipes.<Loss, Loss>made(recipe, faults, Recipe::create);
        yield loss == null ? null : new BuiltIn(loss);
      }
      case Either.Second<Recipe<? extends Loss>, ScriptSpec>(ScriptSpec text) -> {
        Module module = Networks.made(text, new Generator(seed).fork("loss"), elements, faults);
        yield module == null ? null : ofText(module, faults);
      }
    };
  }

  private static @Nullable Criterion ofText(Module loss, Faults faults) {
    for (Map.Entry<String, Tensor> parameter : loss.namedParameters().entrySet()) {
      if (parameter.getValue().requiresGrad()) {
        Script.addValueFault(
            loss,
            "the loss has the parameter '"
                + parameter.getKey()
                + "', and training changes those of the model only; make it a number, or a buffer:"
                + " self.register_buffer",
            faults);
        return null;
      }
    }
    return new OfText(loss);
  }

  /** The criterion of a completed spec. */
  static Criterion of(RunSpec completed) {
    var faults = new Faults();
    Criterion criterion = of(completed.loss(), completed.seed(), Long.MAX_VALUE, faults);
    if (criterion == null) {
      throw new IllegalArgumentException("the loss cannot be made: " + faults.list());
    }
    return criterion;
  }
}
