package io.trainyard.script.torch.autograd;

import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Decorated;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Identity;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.None;
import io.trainyard.script.value.ObjectValue;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code torch.autograd.Function}: operations of a text with gradients of their own. */
final class Functions {

  private static final String SAVED = "saved_tensors";

  private static final TypeValue CONTEXT =
      TypeValue.builtIn("FunctionCtx")
          .method("save_for_backward", Functions::save)
          .method("mark_dirty", Functions::dirty)
          .method("mark_non_differentiable", call -> None.NONE)
          .method("set_materialize_grads", call -> None.NONE);

  static final TypeValue FUNCTION = TypeValue.builtIn("Function");

  static {
    FUNCTION
        .attributes()
        .put("apply", new Decorated.OfClass(new NativeFunction("apply", Functions::apply)));
  }

  private Functions() {}

  /** What {@code torch.autograd} and {@code torch.cuda.amp} have beside functions of tensors. */
  static Map<String, Object> decorators() {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String name : List.of("custom_fwd", "custom_bwd", "once_differentiable")) {
      members.put(
          name,
          new NativeFunction(
              name,
              call ->
                  call.positional().isEmpty()
                      ? new NativeFunction(name, later -> later.positional().getFirst())
                      : call.positional().getFirst()));
    }
    return members;
  }

  private static ObjectValue context(Call call) {
    return (ObjectValue) call.positional().getFirst();
  }

  private static Object save(Call call) {
    context(call)
        .attributes()
        .put(SAVED, new TupleValue(call.positional().subList(1, call.positional().size())));
    return None.NONE;
  }

  private static Object dirty(Call call) {
    context(call)
        .attributes()
        .put("dirty", new TupleValue(call.positional().subList(1, call.positional().size())));
    return None.NONE;
  }

  private static Callable method(TypeValue type, String name, Call call) {
    Object found = type.find(name);
    if (found instanceof Decorated.Static(Callable function)) {
      return function;
    }
    if (found instanceof Callable function) {
      return function;
    }
    throw call.error(
        ErrorKind.UNSUPPORTED,
        "You must implement the " + name + " method of " + type.name() + " as a static method");
  }

  private static Object apply(Call call) {
    if (!(call.positional().getFirst() instanceof TypeValue type)) {
      throw call.error(ErrorKind.TYPE_ERROR, "apply() is called on a class");
    }
    List<Object> given = call.positional().subList(1, call.positional().size());
    var context = new ObjectValue(CONTEXT);
    context.attributes().put(SAVED, TupleValue.of());
    context
        .attributes()
        .put(
            "needs_input_grad",
            new TupleValue(
                given.stream()
                    .map(value ->
                        (Object)
                            (value instanceof TensorValue tensor && tensor.tensor().requiresGrad()))
                    .toList()));
    List<Tensor> before =
        given.stream()
            .map(value -> value instanceof TensorValue t ? t.tensor() : null)
            .toList()
            .stream()
            .filter(Objects::nonNull)
            .toList();
    boolean isSplit = type.find("setup_context") != null;
    Object raw =
        Tensor.noGrad(() ->
            method(type, "forward", call)
                .call(
                    new Call(
                        call.position(),
                        isSplit ? given : with(context, given),
                        call.keywords(),
                        call.session())));
    if (isSplit) {
      Tensor.noGrad(() ->
          method(type, "setup_context", call)
              .call(
                  new Call(
                      call.position(),
                      List.of(context, new TupleValue(given), raw),
                      Map.of(),
                      call.session())));
    }
    List<Object> outputs = raw instanceof TupleValue tuple ? tuple.items() : List.of(raw);
    List<Object> results =
        Tensors.guarded(
            call.position(),
            call.session(),
            () -> finished(type, context, given, before, outputs, call));
    return raw instanceof TupleValue ? new TupleValue(results) : results.getFirst();
  }

  private static List<Object> with(Object first, List<Object> others) {
    List<Object> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return all;
  }

  /** The outputs with the rule of the class behind them. */
  private static List<Object> finished(
      TypeValue type,
      ObjectValue context,
      List<Object> given,
      List<Tensor> inputs,
      List<Object> outputs,
      Call call) {
    List<TensorValue> learned = new ArrayList<>();
    for (Object output : outputs) {
      if (output instanceof TensorValue tensor && tensor.dtype().isFloatingPoint()) {
        learned.add(tensor);
      }
    }
    if (learned.isEmpty()
        || !Tensor.isGradEnabled()
        || inputs.stream().noneMatch(Tensor::requiresGrad)) {
      return outputs;
    }
    List<Shape> shapes = learned.stream().map(tensor -> tensor.tensor().shape()).toList();
    boolean isSingle = learned.size() == 1;
    Tensor values =
        isSingle
            ? learned.getFirst().tensor()
            : Tensor.noGrad(() ->
                Arrangement.cat(
                    learned.stream()
                        .map(t -> t.tensor().detach().reshape(Shape.of((int) t.tensor().numel())))
                        .toList(),
                    0));
    String name = type.name() + "Backward";
    Tensor made =
        Tensor.custom(
            type.name(),
            values,
            inputs,
            gradient -> gradients(type, context, given, outputs, shapes, gradient, call));
    List<Object> results = new ArrayList<>();
    int from = 0;
    for (Object output : outputs) {
      if (!(output instanceof TensorValue tensor) || !tensor.dtype().isFloatingPoint()) {
        results.add(output);
        continue;
      }
      int size = (int) tensor.tensor().numel();
      Tensor part = isSingle ? made : made.narrow(0, from, size).reshape(tensor.tensor().shape());
      from += size;
      boolean isDirty =
          context.own("dirty") instanceof TupleValue dirty && dirty.items().contains(output);
      if (isDirty) {
        tensor.rebind(part, name);
        results.add(tensor);
      } else {
        var result = new TensorValue(part, name);
        replaceSaved(context, tensor, result);
        results.add(result);
      }
    }
    return results;
  }

  /** An output that was saved is, later on, what the text has of it. */
  private static void replaceSaved(ObjectValue context, TensorValue raw, TensorValue result) {
    if (context.own(SAVED) instanceof TupleValue saved) {
      context
          .attributes()
          .put(
              SAVED,
              new TupleValue(
                  saved.items().stream()
                      .map(item -> Identity.same(item, raw) ? result : item)
                      .toList()));
    }
  }

  private static List<@Nullable Tensor> gradients(
      TypeValue type,
      ObjectValue context,
      List<Object> given,
      List<Object> outputs,
      List<Shape> shapes,
      Tensor gradient,
      Call call) {
    List<Object> arguments = new ArrayList<>(List.of(context));
    int from = 0;
    int next = 0;
    for (Object output : outputs) {
      if (output instanceof TensorValue tensor && tensor.dtype().isFloatingPoint()) {
        Shape shape = shapes.get(next++);
        int size = (int) shape.numel();
        arguments.add(
            TensorValue.of(
                shapes.size() == 1 ? gradient : gradient.narrow(0, from, size).reshape(shape)));
        from += size;
      } else {
        arguments.add(None.NONE);
      }
    }
    Object found =
        method(type, "backward", call)
            .call(new Call(call.position(), arguments, Map.of(), call.session()));
    List<Object> all = found instanceof TupleValue tuple ? tuple.items() : List.of(found);
    if (all.size() < given.size()
        || all.subList(given.size(), all.size()).stream().anyMatch(item -> item != None.NONE)) {
      throw call.error(
          ErrorKind.RUNTIME_ERROR,
          "function "
              + type.name()
              + "Backward returned an incorrect number of gradients (expected "
              + given.size()
              + ", got "
              + all.size()
              + ")");
    }
    List<@Nullable Tensor> results = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i) instanceof TensorValue) {
        results.add(all.get(i) instanceof TensorValue tensor ? tensor.tensor() : null);
      }
    }
    return results;
  }
}
