package io.trainyard.script.interpreter;

import io.trainyard.nn.Module;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.ObjectValue;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Copies of values: {@code copy.copy} and {@code copy.deepcopy}. */
public final class Copies {

  private final Map<Object, Object> done = new java.util.IdentityHashMap<>();
  private final Call call;

  private Copies(Call call) {
    this.call = call;
  }

  /** A value of its own that holds copies of all that the other holds. */
  public static Object deep(Object value, Call call) {
    return new Copies(call).copied(value);
  }

  /** A value of its own that holds what the other holds. */
  public static Object shallow(Object value, Call call) {
    return switch (value) {
      case ListValue list -> new ListValue(list.items());
      case SetValue set -> new SetValue(set.items());
      case DictValue dict -> dict.copied();
      case ObjectValue object -> {
        var copy = new ObjectValue(object.type());
        copy.attributes().putAll(object.attributes());
        yield copy;
      }
      case TensorValue tensor -> TensorValue.of(tensor.tensor().detach());
      case Module module -> deep(module, call);
      default -> value;
    };
  }

  private Object copied(Object value) {
    Object known = done.get(value);
    if (known != null) {
      return known;
    }
    call.session().step(call.position());
    call.session().enter(call.position());
    try {
      return made(value);
    } finally {
      call.session().leave();
    }
  }

  private <T> T known(Object value, T copy) {
    done.put(value, copy);
    return copy;
  }

  private Object made(Object value) {
    return switch (value) {
      case ListValue list -> {
        ListValue copy = known(value, new ListValue(List.of()));
        list.items().forEach(item -> copy.items().add(copied(item)));
        yield copy;
      }
      case TupleValue tuple ->
          new TupleValue(
              tuple.items().stream().map(this::copied).toList(), tuple.type(), tuple.names());
      case SetValue set -> new SetValue(set.items());
      case DictValue dict -> {
        DictValue copy = known(value, dict.empty());
        dict.keys()
            .forEach(key -> copy.put(copied(key), copied(Objects.requireNonNull(dict.get(key)))));
        yield copy;
      }
      case TensorValue tensor -> known(value, tensor(tensor));
      case ObjectValue object when object.type().isBuiltIn() || !isMember(object) -> {
        ObjectValue copy = known(value, new ObjectValue(object.type()));
        object.attributes().forEach((name, item) -> copy.attributes().put(name, copied(item)));
        yield copy;
      }
      case ScriptModule module ->
          known(value, new ScriptModule(module.type())).copying(module, this::copied, call);
      case Module module -> known(value, layer(module));
      default -> value;
    };
  }

  /** Members of an enum are the only ones of their kind. */
  private static boolean isMember(ObjectValue object) {
    return object.type().find("__members__") != null;
  }

  private TensorValue tensor(TensorValue value) {
    if (!value.tensor().isLeaf()) {
      throw call.error(
          ErrorKind.RUNTIME_ERROR,
          "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol"
              + " at the moment.  If you were attempting to deepcopy a module, this may be because of"
              + " a torch.nn.utils.weight_norm usage, see"
              + " https://github.com/pytorch/pytorch/pull/103001");
    }
    Tensor copy =
        Tensors.guarded(
            call.position(),
            call.session(),
            () -> Tensor.noGrad(() -> value.tensor().detach().copy()));
    if (value.tensor().requiresGrad()) {
      copy.requiresGrad(true);
    }
    Tensor grad = value.tensor().grad();
    if (grad != null) {
      copy.grad(grad.detach());
    }
    return value.isParameter() ? TensorValue.parameter(copy) : TensorValue.of(copy);
  }

  /** A layer that is built in, made anew with the same arguments and the same state. */
  private Module layer(Module layer) {
    Recipe<?> recipe = layer.recipe();
    if (recipe == null) {
      throw call.error(
          ErrorKind.UNSUPPORTED, "a " + Types.name(layer) + " cannot be copied; make another one");
    }
    Module copy =
        (Module)
            Tensors.guarded(call.position(), call.session(), () -> recipe.create(new Generator(0)));
    copy.loadStateDict(layer.stateDict());
    copy.training(layer.isTraining());
    Map<String, Tensor> parameters = layer.namedParameters();
    copy.namedParameters()
        .forEach((name, parameter) -> {
          Tensor original = Objects.requireNonNull(parameters.get(name));
          parameter.requiresGrad(original.requiresGrad());
          done.put(TensorValue.parameter(original), TensorValue.parameter(parameter));
        });
    return copy;
  }
}
