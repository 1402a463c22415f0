package io.trainyard.script.interpreter;

import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Context;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Namespace;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.TensorValue;
import io.trainyard.signature.Suggestion;
import io.trainyard.tensor.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be imported. */
final class Namespaces {

  private static final List<String> HINTS =
      List.of(
          "Any",
          "Callable",
          "ClassVar",
          "Dict",
          "Final",
          "Generic",
          "Iterable",
          "Iterator",
          "List",
          "Literal",
          "Mapping",
          "NamedTuple",
          "Optional",
          "Sequence",
          "Set",
          "Tuple",
          "Type",
          "TypeVar",
          "Union");

  private static final Set<String> WITHOUT_MEANING =
      Set.of("__future__", "typing", "typing_extensions", "collections.abc");

  private final Map<String, Namespace> known = new LinkedHashMap<>();

  Namespaces(Map<String, Map<String, Object>> library) {
    library.forEach(this::namespace);
    Namespace functional = namespace("torch.nn.functional", table("torch.nn.functional"));
    Namespace init = namespace("torch.nn.init", Initializers.functions());
    Map<String, Object> nn = new LinkedHashMap<>(BuiltInModules.types());
    nn.put("Module", ModuleClasses.MODULE);
    nn.put("Sequential", Containers.SEQUENTIAL);
    nn.put("ModuleList", Containers.MODULE_LIST);
    nn.put("ModuleDict", Containers.MODULE_DICT);
    nn.put("ParameterList", Containers.PARAMETER_LIST);
    nn.put("ParameterDict", Containers.PARAMETER_DICT);
    nn.put("Parameter", PARAMETER);
    nn.put("functional", functional);
    nn.put("init", init);
    Namespace packing = namespace("torch.nn.utils.rnn", PackingFunctions.functions());
    Map<String, Object> utils = new LinkedHashMap<>(ParameterFunctions.functions());
    utils.put("rnn", packing);
    nn.put("utils", namespace("torch.nn.utils", utils));
    Namespace network = namespace("torch.nn", nn);
    for (String alias :
        List.of("torch.nn.modules", "torch.nn.parameter", "torch.nn.modules.module")) {
      known.put(alias, network);
    }
    Map<String, Object> torch = new LinkedHashMap<>(table("torch"));
    torch.put("nn", network);
    torch.put("optim", optim());
    torch.put("Tensor", TENSOR);
    torch.put("FloatTensor", typed("torch.FloatTensor", DType.FLOAT32));
    torch.put("LongTensor", typed("torch.LongTensor", DType.INT64));
    torch.put("BoolTensor", typed("torch.BoolTensor", DType.BOOL));
    torch.put("dtype", of("torch.dtype"));
    torch.put("Generator", of("torch.Generator"));
    torch.put("autocast", idle("autocast"));
    torch.put("__version__", "2.13.0");
    for (String quiet :
        List.of("use_deterministic_algorithms", "set_num_threads", "set_default_device")) {
      torch.put(quiet, new NativeFunction(quiet, call -> None.NONE));
    }
    torch.put("no_grad", new GradMode("no_grad", false));
    torch.put("inference_mode", new GradMode("inference_mode", false));
    torch.put("enable_grad", new GradMode("enable_grad", true));
    torch.put("set_grad_enabled", new NativeFunction("set_grad_enabled", GradMode::switched));
    torch.put(
        "is_grad_enabled",
        new NativeFunction("is_grad_enabled", call -> io.trainyard.tensor.Tensor.isGradEnabled()));
    for (String part : List.of("linalg", "special", "autograd", "cuda")) {
      torch.put(part, namespace("torch." + part, table("torch." + part)));
    }
    extend(torch, "autograd", Functions.decorators());
    extend(
        torch,
        "autograd",
        Map.of(
            "Function",
            Functions.FUNCTION,
            "Variable",
            new NativeFunction("Variable", Namespaces::variable),
            "set_detect_anomaly",
            idle("set_detect_anomaly"),
            "detect_anomaly",
            idle("detect_anomaly")));
    known.put("torch.autograd.function", get("torch.autograd"));
    known.put("torch.autograd.variable", get("torch.autograd"));
    Map<String, Object> amp = new LinkedHashMap<>(Functions.decorators());
    amp.put("autocast", idle("autocast"));
    Namespace mixed = namespace("torch.cuda.amp", amp);
    known.put("torch.amp", mixed);
    torch.put("amp", mixed);
    Map<String, Object> cuda = new LinkedHashMap<>();
    cuda.put("amp", mixed);
    for (String quiet :
        List.of("manual_seed", "manual_seed_all", "empty_cache", "synchronize", "set_device")) {
      cuda.put(quiet, new NativeFunction(quiet, call -> None.NONE));
    }
    extend(torch, "cuda", cuda);
    Namespace cudnn = namespace("torch.backends.cudnn", new LinkedHashMap<>());
    torch.put("backends", namespace("torch.backends", Map.of("cudnn", cudnn)));
    namespace("torch", torch);
    namespace("math", table("math"));
    below("os", "path");
    Map<String, Object> hints = new LinkedHashMap<>();
    HINTS.forEach(name -> hints.put(name, hint(name)));
    namespace("typing", hints);
  }

  /** Adds names to a module of {@code torch}. */
  private void extend(Map<String, Object> torch, String part, Map<String, Object> more) {
    Map<String, Object> members = new LinkedHashMap<>(get("torch." + part).members());
    members.putAll(more);
    torch.put(part, namespace("torch." + part, members));
  }

  private static NativeType of(String name) {
    return new NativeType(name, value -> Types.name(value).equals(name), hint(name).body());
  }

  /** Lets a module be an attribute of another. */
  private void below(String name, String part) {
    Namespace around = known.get(name);
    Namespace inner = known.get(name + "." + part);
    if (around != null && inner != null) {
      Map<String, Object> members = new LinkedHashMap<>(around.members());
      members.put(part, inner);
      namespace(name, members);
    }
  }

  private static Map<String, Object> table(String name) {
    Map<String, Object> table = Tensors.module(name);
    return table == null ? Map.of() : table;
  }

  private Namespace optim() {
    Map<String, Object> optim = new LinkedHashMap<>(Optimizers.optimizers());
    optim.put("lr_scheduler", namespace("torch.optim.lr_scheduler", Optimizers.schedulers()));
    return namespace("torch.optim", optim);
  }

  private Namespace namespace(String name, Map<String, Object> members) {
    var namespace = new Namespace(name, members);
    known.put(name, namespace);
    return namespace;
  }

  static final NativeType TENSOR =
      new NativeType(
          "Tensor", TensorValue.class::isInstance, call -> Tensors.legacy(DType.FLOAT32, call));

  private static NativeType typed(String name, DType dtype) {
    return new NativeType(
        name,
        value -> value instanceof TensorValue tensor && tensor.dtype() == dtype,
        call -> Tensors.legacy(dtype, call));
  }

  private static Object variable(Call call) {
    var a = new Arguments(call, "Variable", "data", "requires_grad?", "volatile?");
    return Tensors.variable(a.tensor("data"), a.flag("requires_grad", false), call);
  }

  /** What changes nothing on a processor: {@code torch.autocast}, {@code detect_anomaly}. */
  private static NativeFunction idle(String name) {
    return new NativeFunction(
        name,
        call ->
            call.positional().size() == 1 && call.positional().getFirst() instanceof FunctionValue
                ? call.positional().getFirst()
                : new Idle(name));
  }

  /** As a context and as a decorator. */
  private record Idle(String name) implements Callable, Context {
    @Override
    public Object call(Call call) {
      return call.positional().isEmpty() ? this : call.positional().getFirst();
    }

    @Override
    public Entered enter(Call call) {
      return new Entered(this, (error, leaving) -> false);
    }
  }

  static final NativeType PARAMETER =
      new NativeType(
          "Parameter",
          value -> value instanceof TensorValue tensor && tensor.isParameter(),
          call -> {
            var arguments = new Arguments(call, "Parameter", "data", "requires_grad?");
            TensorValue data = arguments.tensor("data");
            boolean learned = arguments.flag("requires_grad", true);
            if (learned && !data.dtype().isFloatingPoint()) {
              throw call.error(
                  ErrorKind.RUNTIME_ERROR,
                  "Only Tensors of floating point and complex dtype can require gradients");
            }
            return TensorValue.parameter(
                ModuleClasses.copied(data.tensor(), call.position(), call.session())
                    .requiresGrad(learned));
          });

  static NativeType hint(String name) {
    return new NativeType(
        name,
        value -> false,
        call -> {
          throw call.error(ErrorKind.TYPE_ERROR, name + " is only a hint and cannot be called");
        });
  }

  /** Whether a value is a name of {@code typing}, which means nothing where a class derives. */
  static boolean isHint(Object value) {
    return value instanceof NativeType type && HINTS.contains(type.name());
  }

  /** All names of a module, for {@code import *}. */
  Map<String, Object> all(String module, Position position) {
    if (WITHOUT_MEANING.contains(module)) {
      return Map.of();
    }
    if (imported(module, null, position) instanceof Namespace namespace) {
      Map<String, Object> names = new LinkedHashMap<>(namespace.members());
      names.keySet().removeIf(name -> name.startsWith("_"));
      return names;
    }
    throw ErrorKind.IMPORT_ERROR.at(
        position, module + " is not there, so that 'import *' cannot take its names");
  }

  /** The types of {@code torch} by the names that their values go by. */
  static final Map<String, Object> TYPES = Map.of("Tensor", TENSOR, "Parameter", PARAMETER);

  /**
   * What an import names that is not there.
   *
   * @param sentence says so to who uses it
   */
  record Absent(String sentence) {}

  /** The value that an import gives a name; {@link Absent} for what may only be imported. */
  Object imported(String module, @Nullable String name, Position position) {
    if (name != null && WITHOUT_MEANING.contains(module)) {
      return hint(name);
    }
    Namespace namespace = known.get(module);
    if (namespace == null) {
      return absent(module, position);
    }
    if (name == null) {
      return namespace;
    }
    Object member = namespace.members().get(name);
    if (member != null) {
      return member;
    }
    Namespace below = known.get(module + "." + name);
    if (below != null) {
      return below;
    }
    throw ErrorKind.IMPORT_ERROR.at(
        position,
        "cannot import '"
            + name
            + "' from '"
            + module
            + "'"
            + Suggestion.hint(name, namespace.members().keySet()));
  }

  private Absent absent(String module, Position position) {
    Absent absent = AbsentModules.find(module);
    if (absent != null) {
      return absent;
    }
    throw ErrorKind.IMPORT_ERROR.at(
        position, "there is no module '" + module + "'" + Suggestion.hint(module, known.keySet()));
  }

  Namespace get(String name) {
    Namespace namespace = known.get(name);
    return namespace == null ? new Namespace(name, Map.of()) : namespace;
  }

  /** What is there without being imported, because texts are often sent without their imports. */
  Map<String, Object> prelude() {
    Map<String, Object> names = new LinkedHashMap<>(Builtins.TABLE);
    names.put("torch", get("torch"));
    names.put("nn", get("torch.nn"));
    names.put("F", get("torch.nn.functional"));
    names.put("init", get("torch.nn.init"));
    names.put("optim", get("torch.optim"));
    names.put("math", get("math"));
    names.put("Module", ModuleClasses.MODULE);
    names.put("Parameter", PARAMETER);
    names.put("Tensor", TENSOR);
    for (String library : List.of("collections", "functools")) {
      get(library).members().forEach(names::putIfAbsent);
    }
    HINTS.forEach(name -> names.put(name, hint(name)));
    return names;
  }
}
