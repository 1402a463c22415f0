package io.trainyard.script.torch.nn;

import io.trainyard.nn.Module;
import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.ObjectValue;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** {@code nn.Module}, from which the classes of a text derive, and its methods. */
final class ModuleClasses {

  /** To look at so many modules of a network takes as long as a statement. */
  private static final int MODULES_OF_A_STEP = 4;

  static final TypeValue MODULE =
      TypeValue.builtIn("Module")
          .making(ScriptModule::new)
          .method("__init__", ModuleClasses::initialize)
          .method("register_buffer", ModuleClasses::registerBuffer)
          .method("register_parameter", ModuleClasses::registerParameter)
          .method("add_module", ModuleClasses::addModule)
          .method("register_module", ModuleClasses::addModule)
          .method(
              "parameters",
              call -> {
                boolean isDeep =
                    new Arguments(call, "parameters", "self", "recurse?").flag("recurse", true);
                return IteratorValue.of(List.copyOf(named(call, "", isDeep, true).values()));
              })
          .method("named_parameters", call -> pairs(parameters(call)))
          .method("buffers", call -> IteratorValue.of(buffers(call).values().stream().toList()))
          .method("named_buffers", call -> pairs(buffers(call)))
          .method("children", call -> IteratorValue.of(distinct(children(call))))
          .method("named_children", call -> pairs(children(call)))
          .method("modules", call -> IteratorValue.of(distinct(modules(call))))
          .method("named_modules", call -> pairs(modules(call)))
          .method("state_dict", ModuleClasses::stateDict)
          .method("load_state_dict", ModuleClasses::loadState)
          .method("train", ModuleClasses::train)
          .method("eval", ModuleClasses::eval)
          .method("requires_grad_", ModuleClasses::requireGrad)
          .method("apply", ModuleClasses::apply)
          .method("zero_grad", ModuleClasses::zeroGrad)
          .method("__call__", ModuleClasses::forward)
          .method("extra_repr", call -> "")
          .method("to", ModuleClasses::self)
          .method("cpu", ModuleClasses::self)
          .method("cuda", ModuleClasses::self)
          .method("float", ModuleClasses::self);

  private ModuleClasses() {}

  /** Counts a walk through all modules of a network. */
  static void countModules(Module network, Position position, Session session) {
    session.steps(modules(network) / MODULES_OF_A_STEP, position);
  }

  private static long modules(Module module) {
    return 1 + module.children().values().stream().mapToLong(ModuleClasses::modules).sum();
  }

  static Module self(Call call) {
    if (!call.positional().isEmpty() && call.positional().getFirst() instanceof Module module) {
      return module;
    }
    throw call.error(ErrorKind.TYPE_ERROR, "a method of nn.Module needs a module as its self");
  }

  /** The module of a method that goes through all of it. */
  private static Module walked(Call call) {
    Module module = self(call);
    countModules(module, call.position(), call.session());
    return module;
  }

  static ScriptModule own(Call call) {
    if (self(call) instanceof ScriptModule module) {
      return module;
    }
    throw call.error(
        ErrorKind.TYPE_ERROR,
        "a " + Language.typeName(self(call), call) + " cannot be changed from outside");
  }

  private static Object initialize(Call call) {
    if (call.positional().size() > 1 || !call.keywords().isEmpty()) {
      throw call.error(ErrorKind.TYPE_ERROR, "Module.__init__() takes no arguments");
    }
    own(call).initialize(call.session());
    return None.NONE;
  }

  /** {@code module(…)}: what the text's class computes. */
  private static Object forward(Call call) {
    if (!(self(call) instanceof ScriptModule module)) {
      List<Object> given = call.positional().subList(1, call.positional().size());
      return ModuleCalls.call(
          self(call), new Call(call.position(), given, call.keywords(), call.session()));
    }
    if (!(module.type().find("forward") instanceof Callable function)) {
      throw call.error(
          ErrorKind.ATTRIBUTE_ERROR,
          "Module [" + module.type().name() + "] is missing the required \"forward\" function");
    }
    module.requireReady(call.position());
    call.session().step(call.position());
    return function.call(call);
  }

  private static Object registerBuffer(Call call) {
    var arguments = new Arguments(call, "register_buffer", "self", "name", "tensor", "persistent?");
    Object tensor = arguments.get("tensor");
    if (tensor != None.NONE && !(tensor instanceof TensorValue)) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          "register_buffer() expects a tensor or None, got " + Language.described(tensor, call));
    }
    own(call)
        .addBuffer(
            arguments.text("name"), tensor, arguments.flag("persistent", true), call.position());
    return None.NONE;
  }

  private static Object registerParameter(Call call) {
    var arguments = new Arguments(call, "register_parameter", "self", "name", "param");
    Object value = arguments.get("param");
    if (value != None.NONE && !(value instanceof TensorValue tensor && tensor.isParameter())) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          "register_parameter() expects an nn.Parameter or None, got "
              + Language.described(value, call));
    }
    own(call).requireFree(arguments.text("name"), call.position());
    own(call).set(arguments.text("name"), value, call.position());
    return None.NONE;
  }

  private static Object addModule(Call call) {
    var arguments = new Arguments(call, "add_module", "self", "name", "module");
    own(call).addModule(arguments.text("name"), arguments.get("module"), call.position());
    return None.NONE;
  }

  private static Map<String, Object> parameters(Call call) {
    var a =
        new Arguments(call, "named_parameters", "self", "prefix?", "recurse?", "remove_duplicate?");
    boolean isPrefixed = a.get("prefix", "") instanceof String text && !text.isEmpty();
    return named(call, isPrefixed ? a.text("prefix") + "." : "", a.flag("recurse", true), true);
  }

  private static Map<String, Object> buffers(Call call) {
    var a =
        new Arguments(call, "named_buffers", "self", "prefix?", "recurse?", "remove_duplicate?");
    return named(call, "", a.flag("recurse", true), false);
  }

  /** Tensors of a module and of those within, each once. */
  private static Map<String, Object> named(
      Call call, String prefix, boolean isDeep, boolean areParameters) {
    Map<String, Object> named = new LinkedHashMap<>();
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<String, Object> modules = new LinkedHashMap<>();
    if (isDeep) {
      modules.putAll(modules(call));
    } else {
      modules.put("", self(call));
    }
    modules.forEach((path, value) -> {
      Module module = (Module) value;
      String before = prefix + (path.isEmpty() ? "" : path + ".");
      (areParameters ? module.ownParameters() : module.buffers())
          .forEach((name, tensor) -> {
            if (seen.add(tensor)) {
              named.put(
                  before + name,
                  areParameters ? TensorValue.parameter(tensor) : TensorValue.of(tensor));
            }
          });
      if (!areParameters && module instanceof ScriptModule own) {
        own.passing()
            .forEach((name, tensor) -> {
              if (seen.add(tensor)) {
                named.put(before + name, tensor);
              }
            });
      }
    });
    call.session().steps(named.size(), call.position());
    return named;
  }

  private static Map<String, Object> children(Call call) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<String, Object> children = new LinkedHashMap<>();
    self(call)
        .children()
        .forEach((name, child) -> {
          if (seen.add(child)) {
            children.put(name, child);
          }
        });
    return children;
  }

  private static Map<String, Object> modules(Call call) {
    Map<String, Object> named = new LinkedHashMap<>();
    Set<Module> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    visit("", walked(call), named, seen);
    return named;
  }

  private static void visit(
      String name, Module module, Map<String, Object> named, Set<Module> seen) {
    if (seen.add(module)) {
      named.put(name, module);
      module
          .children()
          .forEach((child, part) ->
              visit(name.isEmpty() ? child : name + "." + child, part, named, seen));
    }
  }

  private static List<Object> distinct(Map<String, Object> named) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    return named.values().stream().filter(seen::add).toList();
  }

  static IteratorValue pairs(Map<String, Object> named) {
    List<Object> pairs = new ArrayList<>();
    named.forEach((name, value) -> pairs.add(TupleValue.of(name, value)));
    return IteratorValue.of(pairs);
  }

  private static Object stateDict(Call call) {
    var state = new DictValue("OrderedDict");
    walked(call)
        .stateDict()
        .forEach((name, tensor) -> state.put(name, TensorValue.of(tensor.detach())));
    return state;
  }

  private static final TypeValue KEYS =
      TypeValue.builtIn("_IncompatibleKeys")
          .method(
              "__repr__",
              call ->
                  Objects.requireNonNull(((ObjectValue) call.positional().getFirst()).own("text")));

  /** {@code load_state_dict(state_dict, strict=True)}. */
  private static Object loadState(Call call) {
    var a = new Arguments(call, "load_state_dict", "self", "state_dict", "strict?", "assign?");
    if (!(a.get("state_dict") instanceof DictValue state)) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          "Expected state_dict to be dict-like, got "
              + Language.described(a.get("state_dict"), call));
    }
    Map<String, Tensor> own = walked(call).stateDict();
    List<Object> missing = new ArrayList<>();
    List<Object> unexpected = new ArrayList<>(state.keys());
    List<String> faults = new ArrayList<>();
    Map<Tensor, Tensor> values = new IdentityHashMap<>();
    own.forEach((name, tensor) -> {
      unexpected.remove(name);
      if (!(state.get(name) instanceof TensorValue given)) {
        missing.add(name);
      } else if (!given.tensor().shape().equals(tensor.shape())) {
        faults.add(
            "size mismatch for "
                + name
                + ": copying a param with shape torch.Size("
                + given.tensor().shape()
                + ") from checkpoint, the shape in current model is torch.Size("
                + tensor.shape()
                + ").");
      } else {
        values.put(tensor, given.tensor().to(tensor.dtype()));
      }
    });
    if (a.flag("strict", true)) {
      addKeys("Unexpected key(s) in state_dict: ", unexpected, faults);
      addKeys("Missing key(s) in state_dict: ", missing, faults);
    }
    if (!faults.isEmpty()) {
      throw call.error(
          ErrorKind.RUNTIME_ERROR,
          "Error(s) in loading state_dict for "
              + Language.typeName(self(call), call)
              + ":\n\t"
              + String.join("\n\t", faults));
    }
    Tensors.guarded(
        call.position(),
        call.session(),
        () -> {
          Tensor.noGrad(() -> values.forEach((tensor, value) -> tensor.assign(value.detach())));
          return self(call);
        });
    var result = new ObjectValue(KEYS);
    result.attributes().put("missing_keys", new ListValue(missing));
    result.attributes().put("unexpected_keys", new ListValue(unexpected));
    result
        .attributes()
        .put(
            "text",
            missing.isEmpty() && unexpected.isEmpty()
                ? "<All keys matched successfully>"
                : "_IncompatibleKeys(missing_keys="
                    + Language.repr(new ListValue(missing), call)
                    + ", unexpected_keys="
                    + Language.repr(new ListValue(unexpected), call)
                    + ")");
    return result;
  }

  private static void addKeys(String what, List<Object> keys, List<String> faults) {
    if (!keys.isEmpty()) {
      faults.add(
          what
              + "\""
              + String.join("\", \"", keys.stream().map(String::valueOf).toList())
              + "\". ");
    }
  }

  private static Object train(Call call) {
    Module module = walked(call);
    boolean mode = new Arguments(call, "train", "self", "mode?").flag("mode", true);
    if (module instanceof ScriptModule own) {
      own.trainAsModule(mode);
    } else {
      module.train(mode);
    }
    return module;
  }

  private static Object eval(Call call) {
    Module module = walked(call);
    module.train(false);
    return module;
  }

  private static Object requireGrad(Call call) {
    boolean required =
        new Arguments(call, "requires_grad_", "self", "requires_grad?").flag("requires_grad", true);
    walked(call).parameters().forEach(parameter -> parameter.requiresGrad(required));
    return self(call);
  }

  private static Object apply(Call call) {
    Object function = new Arguments(call, "apply", "self", "fn").get("fn");
    List<Object> all = new ArrayList<>(distinct(modules(call)));
    Collections.reverse(all);
    for (Object module : all) {
      call.session().step(call.position());
      Language.call(function, call, module);
    }
    return walked(call);
  }

  private static Object zeroGrad(Call call) {
    walked(call).zeroGrad();
    return None.NONE;
  }
}
