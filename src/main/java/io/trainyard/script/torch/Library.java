package io.trainyard.script.torch;

import io.trainyard.script.value.Callable;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.DType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that is there, by module and name. */
public final class Library {

  static final Map<String, Callable> METHODS;

  private static final Map<String, Map<String, Object>> MODULES;

  static {
    Table torch = new Table();
    ElementFunctions.addTo(torch);
    ReductionFunctions.addTo(torch);
    ShapeFunctions.addTo(torch);
    PickFunctions.addTo(torch);
    MatrixFunctions.addTo(torch);
    Creation.addTo(torch);
    RandomFunctions.addTo(torch);
    TensorMethods.addTo(torch);
    PrintOptions.addTo(torch);
    DeviceValue.addTo(torch);
    addConstants(torch);
    TensorTypes.all().forEach(torch::constant);
    Table functional = LayerFunctions.functions(torch);
    Map<String, Map<String, Object>> modules = new LinkedHashMap<>();
    modules.put("torch", frozen(torch));
    modules.put("torch.nn.functional", frozen(functional));
    modules.put("torch.linalg", frozen(MatrixFunctions.linalg()));
    modules.put("torch.special", frozen(special(torch)));
    modules.put("torch.autograd", frozen(TensorMethods.autograd()));
    modules.put("torch.random", frozen(RandomFunctions.module(torch)));
    modules.put("torch.cuda", cuda());
    modules.put("torch.backends", Map.of());
    modules.put("torch.backends.cudnn", Map.of());
    modules.put("math", frozen(MathFunctions.functions()));
    MODULES = Collections.unmodifiableMap(modules);
    METHODS = Collections.unmodifiableMap(new LinkedHashMap<>(torch.methods()));
  }

  private Library() {}

  /** The names of {@code torch} and of its parts that are about tensors, and of {@code math}. */
  public static Map<String, Map<String, Object>> modules() {
    return MODULES;
  }

  private static Map<String, Object> frozen(Table table) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(table.functions()));
  }

  private static void addConstants(Table torch) {
    torch
        .constant("float32", DType.FLOAT32)
        .constant("float", DType.FLOAT32)
        .constant("float64", DType.FLOAT64)
        .constant("double", DType.FLOAT64)
        .constant("float16", DType.FLOAT16)
        .constant("half", DType.FLOAT16)
        .constant("bfloat16", DType.BFLOAT16)
        .constant("uint8", DType.UINT8)
        .constant("int8", DType.INT8)
        .constant("int16", DType.INT16)
        .constant("short", DType.INT16)
        .constant("int32", DType.INT32)
        .constant("int", DType.INT32)
        .constant("int64", DType.INT64)
        .constant("long", DType.INT64)
        .constant("bool", DType.BOOL)
        .constant("pi", Math.PI)
        .constant("e", Math.E)
        .constant("inf", Double.POSITIVE_INFINITY)
        .constant("nan", Double.NaN)
        .constant("newaxis", None.NONE)
        .constant("__version__", "2.13.0")
        .function("_graph(input, name)", a -> new TensorValue(a.tensor("input"), a.text("name")))
        .function("get_default_dtype()", a -> DType.FLOAT32);
    for (String quiet :
        List.of("use_deterministic_algorithms", "set_num_threads", "set_default_device")) {
      torch.constant(quiet, quiet(quiet));
    }
  }

  private static Map<String, Object> cuda() {
    Table table =
        new Table().function("is_available()", a -> false).function("device_count()", a -> 0L);
    for (String quiet :
        List.of("manual_seed", "manual_seed_all", "empty_cache", "synchronize", "set_device")) {
      table.constant(quiet, quiet(quiet));
    }
    return frozen(table);
  }

  /** What means nothing on a processor. */
  private static NativeFunction quiet(String name) {
    return new NativeFunction(name, call -> None.NONE);
  }

  /** {@code torch.special}: other names for functions of {@code torch}. */
  private static Table special(Table torch) {
    Table table = new Table();
    Map<String, String> names = new LinkedHashMap<>();
    names.put("expit", "sigmoid");
    for (String same :
        new String[] {
          "erf",
          "erfc",
          "exp2",
          "expm1",
          "log1p",
          "logit",
          "logsumexp",
          "log_softmax",
          "round",
          "softmax",
          "xlogy"
        }) {
      names.put(same, same);
    }
    names.forEach((name, known) -> {
      Object function = torch.functions().get(known);
      if (function != null) {
        table.constant(name, function);
      }
    });
    return table;
  }
}
