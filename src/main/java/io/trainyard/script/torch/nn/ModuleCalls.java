package io.trainyard.script.torch.nn;

import io.trainyard.loss.Loss;
import io.trainyard.nn.Forward;
import io.trainyard.nn.Layer;
import io.trainyard.nn.Module;
import io.trainyard.nn.recurrent.PackedSequence;
import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.LayerFunctions;
import io.trainyard.script.torch.TargetTypes;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.signature.Either;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of layers and losses: what a text gives as their {@link Forward} takes it. */
final class ModuleCalls {

  private ModuleCalls() {}

  static Object call(Module given, Call call) {
    call.session().step(call.position());
    Module module = ModuleAttributes.computing(given);
    Forward forward = module.forward();
    String name = module.getClass().getSimpleName();
    var arguments =
        new Arguments(
            call,
            name + ".forward",
            forward.inputs().stream()
                .map(input -> input.isOptional() ? input.name() + "?" : input.name())
                .toArray(String[]::new));
    if (forward.isPlain() && module instanceof Layer layer) {
      return plain(layer, arguments.tensor(forward.names().getFirst()), call);
    }
    @Nullable Object[] values = new @Nullable Object[forward.inputs().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(forward.inputs().get(i), arguments, name);
    }
    if (module instanceof Loss loss) {
      TargetTypes.require(
          loss, arguments.tensor("input"), arguments.tensor("target"), call.position());
    }
    Object output =
        Tensors.guarded(call.position(), call.session(), () -> result(forward.call(values)));
    return output instanceof Tensor tensor ? named(module, tensor, arguments) : text(output, null);
  }

  /** A call of a layer that takes and gives one tensor, and may do so in place. */
  private static Object plain(Layer layer, TensorValue input, Call call) {
    int dims = input.tensor().dim();
    Tensor output =
        Tensors.guarded(
            call.position(), call.session(), () -> LayerFunctions.forward(layer, input.tensor()));
    if (output == input.tensor()) {
      return input;
    }
    if (layer.isInPlace()) {
      return Tensors.inPlace(
          input,
          new TensorValue(output, layer.gradFn(dims, true)),
          call.position(),
          call.session());
    }
    return new TensorValue(output, layer.gradFn(dims, false));
  }

  private static @Nullable Object value(Forward.Input input, Arguments arguments, String module) {
    if (!arguments.has(input.name())) {
      return input.standard();
    }
    Object given = arguments.get(input.name());
    if (given == None.NONE && input.isNullable()) {
      return null;
    }
    if (input.type() == Tensor.class) {
      return arguments.tensor(input.name()).tensor();
    }
    if (input.type() == boolean.class || input.type() == Boolean.class) {
      return arguments.flag(input.name(), false);
    }
    if (input.type() == Either.class) {
      return given instanceof PackedValue packed
          ? Either.second(packed.sequence())
          : Either.first(arguments.tensor(input.name()).tensor());
    }
    return Forward.record(input.type(), tensors(input, given, arguments, module));
  }

  private static List<Tensor> tensors(
      Forward.Input input, Object given, Arguments arguments, String module) {
    List<Object> items =
        switch (given) {
          case TupleValue tuple -> tuple.items();
          case ListValue list -> list.items();
          default -> List.of();
        };
    int count = input.type().getRecordComponents().length;
    if (items.size() != count || !items.stream().allMatch(TensorValue.class::isInstance)) {
      throw wrong(input, given, count, arguments, module);
    }
    return items.stream().map(item -> ((TensorValue) item).tensor()).toList();
  }

  private static ScriptException wrong(
      Forward.Input input, Object given, int count, Arguments arguments, String module) {
    return arguments
        .call()
        .error(
            ErrorKind.TYPE_ERROR,
            "%s.forward() expects a tuple of %d tensors for '%s', got %s"
                .formatted(
                    module, count, input.name(), Language.described(given, arguments.call())));
  }

  private static Object result(@Nullable Object given) {
    return given == null ? None.NONE : given;
  }

  private static TensorValue named(Module module, Tensor made, Arguments arguments) {
    String gradFn =
        switch (module) {
          case Loss loss -> loss.gradFn(arguments.tensor("target").dtype() == DType.INT64);
          case Layer layer ->
              layer.gradFn(
                  arguments.tensor(layer.forward().names().getFirst()).tensor().dim(), false);
          default -> null;
        };
    return new TensorValue(made, gradFn);
  }

  /** What a module gives, as a text knows it. */
  private static Object text(@Nullable Object given, @Nullable String gradFn) {
    return switch (given) {
      case null -> None.NONE;
      case Tensor tensor -> new TensorValue(tensor, gradFn);
      case PackedSequence packed -> new PackedValue(packed);
      case Either.First<?, ?>(Object first) -> text(first, gradFn);
      case Either.Second<?, ?>(Object second) -> text(second, gradFn);
      case Record record -> {
        List<Object> items = new ArrayList<>();
        List<@Nullable Object> components = Forward.components(record);
        List<@Nullable String> gradFns = Forward.gradFns(record);
        for (int i = 0; i < components.size(); i++) {
          items.add(text(components.get(i), gradFns.get(i)));
        }
        yield new TupleValue(items);
      }
      default -> given;
    };
  }
}
