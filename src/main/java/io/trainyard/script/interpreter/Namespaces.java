package io.trainyard.script.interpreter;

import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Namespace;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.TensorValue;
import io.trainyard.signature.Suggestion;
import java.util.ArrayList;
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

  /**
   * What people import beside what is there, and where they should look instead. The imports may
   * stand in a text; what they name may not be used.
   */
  private static final Map<String, String> ABSENT =
      Map.of(
          "numpy", "torch and math have what modules need",
          "scipy", "torch and math have what modules need",
          "pandas", "the data set of the job holds the data",
          "sklearn", "'scaler', 'split' and 'metrics' of the job do its work",
          "torch.utils.data", "the job makes the batches, see 'batch_size' and 'shuffle'",
          "torchvision", "write the layers of the network; the data set of the job holds the data",
          "matplotlib", "the job's losses.svg draws the losses",
          "seaborn", "the job's losses.svg draws the losses",
          "tqdm", "the job's progress shows how far it is");

  private final Map<String, Namespace> known = new LinkedHashMap<>();

  Namespaces() {
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
    namespace("torch", torch);
    namespace("math", table("math"));
    namespace("collections", Map.of("OrderedDict", Builtins.DICT));
    namespace("functools", Map.of("partial", PARTIAL));
    Map<String, Object> hints = new LinkedHashMap<>();
    HINTS.forEach(name -> hints.put(name, hint(name)));
    namespace("typing", hints);
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
          "Tensor",
          TensorValue.class::isInstance,
          call -> {
            throw call.error(ErrorKind.TYPE_ERROR, "to make a tensor, write torch.tensor(…)");
          });

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

  private static final NativeFunction PARTIAL =
      new NativeFunction(
          "partial",
          call -> {
            if (call.positional().isEmpty()) {
              throw call.error(ErrorKind.TYPE_ERROR, "partial() misses the function");
            }
            Object function = call.positional().getFirst();
            List<Object> first = call.positional().subList(1, call.positional().size());
            return new NativeFunction(
                "partial",
                later -> {
                  List<Object> all = new ArrayList<>(first);
                  all.addAll(later.positional());
                  Map<String, Object> keywords = new LinkedHashMap<>(call.keywords());
                  keywords.putAll(later.keywords());
                  return Invocations.call(
                      function, new Call(later.position(), all, keywords, later.session()));
                },
                kept(call));
          });

  private static List<Object> kept(Call call) {
    List<Object> kept = new ArrayList<>(call.positional());
    kept.addAll(call.keywords().values());
    return kept;
  }

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
    return ABSENT.entrySet().stream()
        .filter(entry -> (module + ".").startsWith(entry.getKey() + "."))
        .findAny()
        .map(entry -> new Absent(entry.getKey() + " is not there; " + entry.getValue()))
        .orElseThrow(() ->
            ErrorKind.IMPORT_ERROR.at(
                position,
                "there is no module '" + module + "'" + Suggestion.hint(module, known.keySet())));
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
    names.put("OrderedDict", Builtins.DICT);
    names.put("partial", PARTIAL);
    HINTS.forEach(name -> names.put(name, hint(name)));
    return names;
  }
}
