package io.trainyard.script.torch;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Methods of tensors that are about gradients, types and memory, and those that change a tensor.
 */
final class TensorMethods {

  /** Methods that have a form with an underscore, which changes the tensor. */
  private static final List<String> IN_PLACE =
      List.of(
          "abs",
          "add",
          "addcdiv",
          "addcmul",
          "ceil",
          "clamp",
          "clamp_max",
          "clamp_min",
          "clip",
          "cos",
          "div",
          "divide",
          "erf",
          "exp",
          "expm1",
          "floor",
          "fmod",
          "index_fill",
          "lerp",
          "log",
          "log10",
          "log1p",
          "log2",
          "logical_not",
          "masked_fill",
          "mul",
          "multiply",
          "neg",
          "negative",
          "pow",
          "reciprocal",
          "relu",
          "remainder",
          "round",
          "rsqrt",
          "scatter",
          "scatter_add",
          "sigmoid",
          "sign",
          "sin",
          "sqrt",
          "square",
          "sub",
          "subtract",
          "tanh",
          "tril",
          "triu",
          "trunc",
          "nan_to_num",
          "t",
          "transpose",
          "squeeze",
          "unsqueeze");

  /** Those that are functions of {@code torch} too: {@code torch.exp_(x)}. */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "abs",
          "ceil",
          "clamp",
          "clamp_max",
          "clamp_min",
          "cos",
          "erf",
          "exp",
          "expm1",
          "floor",
          "log",
          "log10",
          "log1p",
          "log2",
          "nan_to_num",
          "neg",
          "reciprocal",
          "relu",
          "round",
          "rsqrt",
          "sigmoid",
          "sin",
          "sqrt",
          "square",
          "tanh",
          "trunc");

  /** Those that change only how the elements are seen. */
  private static final Set<String> RESHAPING = Set.of("t", "transpose", "squeeze", "unsqueeze");

  private TensorMethods() {}

  static void addTo(Table table) {
    addGradients(table);
    addTypes(table);
    addFillings(table);
    for (String name : IN_PLACE) {
      Callable method = table.methods().get(name);
      if (method != null) {
        var changing = new Changing(method);
        table.methods().put(name + "_", changing);
        if (FUNCTIONS.contains(name)) {
          table.functions().put(name + "_", changing);
        }
      }
    }
  }

  /** A method whose result goes into the tensor itself. */
  private record Changing(Callable method) implements Callable {
    @Override
    public String name() {
      return method.name() + "_";
    }

    @Override
    public Object call(Call call) {
      if (call.positional().isEmpty()
          || !(call.positional().getFirst() instanceof TensorValue target)) {
        return method.call(call); // which says what it misses
      }
      if (RESHAPING.contains(method.name())) {
        var result = (TensorValue) method.call(call);
        target.rebind(result.tensor(), result.gradFn());
        return target;
      }
      return Tensors.guarded(
          call.position(),
          call.session(),
          () -> InPlace.change(target, () -> (TensorValue) method.call(call)));
    }
  }

  private static void addGradients(Table table) {
    table.method(
        "backward(input, gradient=None, retain_graph=None, create_graph=False)",
        a -> {
          boolean createGraph = a.bool("create_graph");
          boolean retain = a.isNone("retain_graph") ? createGraph : a.bool("retain_graph");
          Tensor root = a.tensor("input");
          Tensor seed = seed(root, a.optionalTensor("gradient"));
          if (root.requiresGrad() && seed.shape().equals(root.shape())) {
            a.session().beforeBackward().accept(root, seed);
          }
          root.backward(seed, retain, createGraph);
          return None.NONE;
        });
    table.method(
        "requires_grad_(input, requires_grad=True)",
        a -> {
          Attributes.requireGrad(a.value("input"), a.bool("requires_grad"));
          return a.value("input");
        });
    table.method(
        "retain_grad(input)",
        a -> {
          a.tensor("input").retainGrad();
          return None.NONE;
        });
    table.method("detach(input)", a -> TensorValue.of(a.tensor("input").detach()));
    table.method(
        "detach_(input)",
        a -> {
          a.value("input").rebind(a.tensor("input").detach(), null);
          return a.value("input");
        });
    table.both("clone(input)", a -> a.like("input", Conversions.copy(a.tensor("input"))));
  }

  /** The gradient that a backward pass begins with. */
  static Tensor seed(Tensor root, @Nullable Tensor given) {
    if (given != null) {
      return given;
    }
    if (root.requiresGrad() && root.numel() != 1) {
      throw new IllegalStateException("grad can be implicitly created only for scalar outputs");
    }
    return Tensor.full(root.shape(), 1, root.dtype());
  }

  /** What {@code torch.autograd} has. */
  static Table autograd() {
    return new Table()
        .function(
            "grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False,"
                + " only_inputs=True, allow_unused=None)",
            TensorMethods::gradients);
  }

  private static TupleValue gradients(Arguments a) {
    Tensor root =
        a.get("outputs") instanceof TensorValue single
            ? single.tensor()
            : a.tensors("outputs").getFirst().tensor();
    List<TensorValue> inputs =
        a.get("inputs") instanceof TensorValue single ? List.of(single) : a.tensors("inputs");
    for (TensorValue input : inputs) {
      if (!input.tensor().requiresGrad()) {
        throw a.error(
            ErrorKind.RUNTIME_ERROR, "One of the differentiated Tensors does not require grad");
      }
    }
    boolean createGraph = a.bool("create_graph");
    boolean retain = a.isNone("retain_graph") ? createGraph : a.bool("retain_graph");
    List<@Nullable Tensor> found =
        root.gradients(
            inputs.stream().map(TensorValue::tensor).toList(),
            seed(root, a.optionalTensor("grad_outputs")),
            retain,
            createGraph);
    boolean allowUnused = a.get("allow_unused").equals(true);
    Object[] results = new Object[found.size()];
    for (int i = 0; i < results.length; i++) {
      Tensor gradient = found.get(i);
      if (gradient == null && !allowUnused) {
        throw a.error(
            ErrorKind.RUNTIME_ERROR,
            "One of the differentiated Tensors appears to not have been used in the graph. Set"
                + " allow_unused=True if this is the desired behavior.");
      }
      results[i] = gradient == null ? None.NONE : TensorValue.of(gradient);
    }
    return TupleValue.of(results);
  }

  private static void addTypes(Table table) {
    for (DType dtype : DType.values()) {
      String name = dtype.scalarWord().toLowerCase(Locale.ROOT);
      table.method(name + "(input)", a -> Conversions.to(a.value("input"), dtype));
    }
    table.method(
        "to(input, *args, dtype=None, device=None, non_blocking=False, copy=False)",
        a -> {
          DType dtype = a.dtype("dtype", a.value("input").dtype());
          List<Object> args = Scalars.items(a.get("args"));
          for (Object arg : args == null ? List.of(a.get("args")) : args) {
            dtype =
                switch (arg) {
                  case DType given -> given;
                  case TensorValue other -> other.dtype();
                  default -> dtype;
                };
          }
          return Conversions.to(a.value("input"), dtype);
        });
    table.method(
        "type(input, dtype=None)",
        a ->
            a.isNone("dtype")
                ? "torch." + a.value("input").dtype().scalarWord() + "Tensor"
                : Conversions.to(a.value("input"), named(a.get("dtype"), a)));
    table.method(
        "type_as(input, other)", a -> Conversions.to(a.value("input"), a.value("other").dtype()));
    table.method("get_device(input)", a -> -1L);
    table.method("is_inference(input)", a -> false);
    table.method(
        "new(input, *args)",
        a ->
            LegacyTensors.of(
                a.value("input").dtype(),
                new io.trainyard.script.value.Call(
                    a.call().position(),
                    a.call().positional().subList(1, a.call().positional().size()),
                    Map.of(),
                    a.session())));
    table.method(
        "register_hook(input, hook)", a -> Hooks.of(a.tensor("input"), a.get("hook"), a.call()));
    table.method("cpu(input, memory_format=None)", a -> a.value("input"));
    table.method(
        "contiguous(input, memory_format=None) -> CloneBackward0",
        a ->
            a.value("input").isContiguous()
                ? a.value("input")
                : a.like("input", a.tensor("input").copy()));
    table.method(
        "cuda(input, device=None)",
        a -> {
          throw a.error(
              ErrorKind.RUNTIME_ERROR,
              "Found no NVIDIA driver on your system: Trainyard computes on the CPU");
        });
    table.method("item(input)", a -> Scalars.item(a.tensor("input")));
    table.method("dim(input)", a -> (long) a.tensor("input").dim());
    table.method("ndimension(input)", a -> (long) a.tensor("input").dim());
    table.method("numel(input)", a -> a.tensor("input").numel());
    table.method("nelement(input)", a -> a.tensor("input").numel());
    table.method("element_size(input)", a -> (long) a.value("input").dtype().itemSize());
    table.method("is_contiguous(input)", a -> a.value("input").isContiguous());
    table.method("is_floating_point(input)", a -> a.value("input").dtype().isFloatingPoint());
    table.function("is_floating_point(input)", a -> a.value("input").dtype().isFloatingPoint());
    table.function("is_tensor(obj)", a -> a.get("obj") instanceof TensorValue);
    table.method(
        "size(input, dim=None)",
        a ->
            a.isNone("dim")
                ? Attributes.size(a.tensor("input").shape())
                : (Object) (long) a.tensor("input").size(a.integer("dim")));
    table.method(
        "new_tensor(input, data)",
        a -> Creation.tensor(a.get("data"), a.call().position(), a.session()));
    table.method(
        "new_full(input, size, fill_value)",
        a ->
            TensorValue.of(
                Tensor.full(
                    a.shape("size"),
                    Scalars.number(a.get("fill_value")),
                    a.value("input").dtype())));
  }

  /** A type by what it is, or by its name of old. */
  private static DType named(Object given, Arguments a) {
    String name =
        given instanceof String text ? text : given instanceof Callable type ? type.name() : "";
    for (DType dtype : DType.values()) {
      if (name.equals("torch." + dtype.scalarWord() + "Tensor")) {
        return dtype;
      }
    }
    return name.equals("torch.Tensor") || name.equals("Tensor")
        ? DType.FLOAT32
        : a.dtype("dtype", a.value("input").dtype());
  }

  private static void addFillings(Table table) {
    filling(table, "zero_(input)", a -> Tensor.zeros(a.tensor("input").shape()));
    filling(
        table,
        "fill_(input, value)",
        a ->
            a.operand("value")
                .tensor()
                .to(a.value("input").dtype())
                .expand(a.tensor("input").shape()));
    filling(
        table,
        "copy_(input, src, non_blocking=False)",
        a -> Conversions.to(a.value("src"), a.value("input").dtype()).tensor());
  }

  static void filling(Table table, String signature, Function.Body body) {
    table.method(
        signature,
        a -> InPlace.change(a.value("input"), () -> a.like("input", (Tensor) body.call(a))));
  }

  /** The elements of a tensor of one dimension as numbers, for arguments that are lists. */
  static ListValue numbers(TensorValue value) {
    IntFunction<Object> values = Scalars.plain(value.tensor());
    Object[] items = new Object[Math.toIntExact(value.tensor().numel())];
    Arrays.setAll(items, values);
    return new ListValue(List.of(items));
  }
}
