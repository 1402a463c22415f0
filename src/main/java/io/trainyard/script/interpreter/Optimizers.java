package io.trainyard.script.interpreter;

import io.trainyard.optim.LRScheduler;
import io.trainyard.optim.Optimizer;
import io.trainyard.script.Call;
import io.trainyard.script.DictValue;
import io.trainyard.script.ErrorKind;
import io.trainyard.script.ListValue;
import io.trainyard.script.None;
import io.trainyard.script.TensorValue;
import io.trainyard.script.torch.Tensors;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code torch.optim} and {@code torch.optim.lr_scheduler}, for texts that train by themselves. */
final class Optimizers {

  private static final Catalog<Optimizer> OPTIMIZERS = Catalog.of(Optimizer.class);
  private static final Catalog<LRScheduler> SCHEDULERS = Catalog.of(LRScheduler.class);

  private Optimizers() {}

  /** An optimizer as a text knows it. */
  record OptimizerValue(String typeName, Optimizer optimizer) implements NativeValue {

    private static final Set<String> NAMES = Set.of("step", "zero_grad", "param_groups");

    @Override
    public String toString() {
      return Texts.plain(this);
    }

    @Override
    public Set<String> names() {
      return NAMES;
    }

    @Override
    public @Nullable Object attribute(String name) {
      return switch (name) {
        case "step" -> new NativeFunction("step", this::step);
        case "zero_grad" ->
            new NativeFunction(
                "zero_grad",
                call -> {
                  zeroGrad(new Arguments(call, "zero_grad", "set_to_none?"));
                  return None.NONE;
                });
        case "param_groups" -> groups();
        default -> null;
      };
    }

    private Object step(Call call) {
      Object closure = new Arguments(call, "step", "closure?").optional("closure");
      call.session().steps(optimizer.params().size(), call.position());
      return Tensors.guarded(
          call.position(),
          call.session(),
          () -> {
            if (closure == null) {
              optimizer.step();
              return None.NONE;
            }
            return optimizer.step(() -> loss(closure, call));
          });
    }

    private static Tensor loss(Object closure, Call call) {
      Object loss =
          Invocations.call(closure, new Call(call.position(), List.of(), Map.of(), call.session()));
      if (loss instanceof TensorValue tensor) {
        return tensor.tensor();
      }
      throw call.error(
          ErrorKind.TYPE_ERROR, "the closure has to return the loss, got " + Types.described(loss));
    }

    private void zeroGrad(Arguments arguments) {
      if (arguments.flag("set_to_none", true)) {
        optimizer.zeroGrad();
        return;
      }
      for (Tensor param : optimizer.params()) {
        Tensor grad = param.grad();
        if (grad != null) {
          param.grad(grad.mul(0).detach());
        }
      }
    }

    /** What is printed. */
    String text() {
      return typeName
          + " (\nParameter Group 0\n    lr: "
          + Formats.shortest(optimizer.lr())
          + "\n)";
    }

    /** The one group of parameters, to be read. */
    private ListValue groups() {
      var group = new DictValue();
      group.put(
          "params",
          new ListValue(optimizer.params().stream().map(TensorValue::parameter).toList()));
      group.put("lr", optimizer.lr());
      return new ListValue(List.of(group));
    }
  }

  /** A scheduler as a text knows it. */
  record SchedulerValue(String typeName, LRScheduler scheduler, Optimizer optimizer)
      implements NativeValue {

    private static final Set<String> NAMES = Set.of("step", "get_last_lr");

    @Override
    public String toString() {
      return Texts.plain(this);
    }

    @Override
    public Set<String> names() {
      return NAMES;
    }

    @Override
    public @Nullable Object attribute(String name) {
      return switch (name) {
        case "step" -> new NativeFunction("step", this::step);
        case "get_last_lr" ->
            new NativeFunction("get_last_lr", call -> new ListValue(List.of(optimizer.lr())));
        default -> null;
      };
    }

    private Object step(Call call) {
      Object metric = new Arguments(call, "step", "metrics?").optional("metrics");
      return Tensors.guarded(
          call.position(),
          call.session(),
          () -> {
            switch (metric) {
              case null -> scheduler.step();
              case TensorValue loss -> scheduler.step(loss.tensor().item());
              default -> scheduler.step(Arithmetic.toDouble(metric));
            }
            return None.NONE;
          });
    }
  }

  static Map<String, Object> optimizers() {
    Map<String, Object> types = new LinkedHashMap<>();
    for (Signature<? extends Optimizer> signature : OPTIMIZERS.signatures()) {
      String name = signature.name();
      types.put(
          name,
          new NativeType(
              name,
              value -> value instanceof OptimizerValue known && known.typeName().equals(name),
              call -> optimizer(signature, call)));
    }
    return types;
  }

  static Map<String, Object> schedulers() {
    Map<String, Object> types = new LinkedHashMap<>();
    for (Signature<? extends LRScheduler> signature : SCHEDULERS.signatures()) {
      String name = signature.name();
      types.put(
          name,
          new NativeType(
              name,
              value -> value instanceof SchedulerValue known && known.typeName().equals(name),
              call -> scheduler(signature, call)));
    }
    return types;
  }

  private static OptimizerValue optimizer(Signature<? extends Optimizer> signature, Call call) {
    List<Tensor> params = new ArrayList<>();
    Object given = first(call, "params", signature.name());
    for (Object item : Iteration.list(given, call.position(), call.session())) {
      if (!(item instanceof TensorValue tensor)) {
        throw call.error(
            ErrorKind.TYPE_ERROR,
            "optimizer can only optimize Tensors, but one of the params is "
                + Types.described(item));
      }
      if (!tensor.tensor().isLeaf()) {
        throw call.error(ErrorKind.VALUE_ERROR, "can't optimize a non-leaf Tensor");
      }
      params.add(tensor.tensor());
    }
    Recipe<? extends Optimizer> recipe = BuiltInModules.recipe(signature, rest(call, "params"));
    return Tensors.guarded(
        call.position(),
        call.session(),
        () -> new OptimizerValue(signature.name(), recipe.create(params)));
  }

  private static SchedulerValue scheduler(Signature<? extends LRScheduler> signature, Call call) {
    if (!(first(call, "optimizer", signature.name()) instanceof OptimizerValue value)) {
      throw call.error(
          ErrorKind.TYPE_ERROR, signature.name() + "() expects an optimizer as its first argument");
    }
    Recipe<? extends LRScheduler> recipe =
        BuiltInModules.recipe(signature, rest(call, "optimizer"));
    return Tensors.guarded(
        call.position(),
        call.session(),
        () ->
            new SchedulerValue(
                signature.name(), recipe.create(value.optimizer()), value.optimizer()));
  }

  private static Object first(Call call, String name, String function) {
    Object named = call.keywords().get(name);
    if (named == null && call.positional().isEmpty()) {
      throw call.error(ErrorKind.TYPE_ERROR, function + "() misses the argument '" + name + "'");
    }
    return named == null ? call.positional().getFirst() : named;
  }

  /** The call without its first argument. */
  private static Call rest(Call call, String name) {
    Map<String, Object> keywords = new LinkedHashMap<>(call.keywords());
    boolean isNamed = keywords.remove(name) != null;
    List<Object> positional = call.positional();
    return new Call(
        call.position(),
        isNamed ? positional : positional.subList(1, positional.size()),
        keywords,
        call.session());
  }
}
