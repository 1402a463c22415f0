package io.trainyard.script.torch.nn;

import io.trainyard.nn.Module;
import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import io.trainyard.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
          .method("state_dict", ModuleStates::of)
          .method("load_state_dict", ModuleStates::load)
          .method("train", ModuleClasses::train)
          .method("eval", ModuleClasses::eval)
          .method("requires_grad_", ModuleClasses::requireGrad)
          .method("apply", ModuleClasses::apply)
          .method("zero_grad", ModuleClasses::zeroGrad)
          .method("__call__", ModuleClasses::called)
          .method("register_forward_pre_hook", Companion::addBefore)
          .method("register_forward_hook", Companion::addAfter)
          .method("register_full_backward_hook", Companion::addBackward)
          .method("register_backward_hook", Companion::addBackward)
          .method("extra_repr", call -> "")
          .method("to", ModuleTypes::to)
          .method("cpu", ModuleClasses::self)
          .method("cuda", ModuleClasses::self)
          .method("float", call -> ModuleTypes.hold(call, DType.FLOAT32))
          .method("double", call -> ModuleTypes.hold(call, DType.FLOAT64))
          .method("half", call -> ModuleTypes.hold(call, DType.FLOAT16))
          .method("bfloat16", call -> ModuleTypes.hold(call, DType.BFLOAT16));

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
  static Module walked(Call call) {
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

  /** {@code module(…)}, where the first argument is the module. */
  private static Object called(Call call) {
    List<Object> given = call.positional().subList(1, call.positional().size());
    return call(self(call), new Call(call.position(), given, call.keywords(), call.session()));
  }

  /** What a module gives, and what its hooks make of it. */
  static Object call(Module module, Call call) {
    return Companion.call(module, call, given -> forward(module, given));
  }

  private static Object forward(Module given, Call call) {
    if (!(given instanceof ScriptModule module)) {
      return ModuleCalls.call(given, call);
    }
    Object own = module.own("forward");
    if (own != null) {
      return Language.invoke(own, call);
    }
    if (!(module.type().find("forward") instanceof Callable function)) {
      throw call.error(
          ErrorKind.ATTRIBUTE_ERROR,
          "Module [" + module.type().name() + "] is missing the required \"forward\" function");
    }
    module.requireReady(call.position());
    call.session().step(call.position());
    return function.call(call.with(module));
  }

  private static Object registerBuffer(Call call) {
    var arguments = new Arguments(call, "register_buffer", "self", "name", "tensor", "persistent?");
    Object tensor = arguments.get("tensor");
    if (tensor != None.NONE && !(tensor instanceof TensorValue)) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          "register_buffer() expects a tensor or None, got " + Language.described(tensor, call));
    }
    if (!(self(call) instanceof ScriptModule)) {
      return registered(call, arguments.text("name"), tensor, false);
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
    if (!(self(call) instanceof ScriptModule)) {
      return registered(call, arguments.text("name"), value, true);
    }
    own(call).requireFree(arguments.text("name"), call.position());
    own(call).set(arguments.text("name"), value, call.position());
    return None.NONE;
  }

  private static Object addModule(Call call) {
    var arguments = new Arguments(call, "add_module", "self", "name", "module");
    if (!(self(call) instanceof ScriptModule)) {
      return registered(call, arguments.text("name"), arguments.get("module"), true);
    }
    own(call).addModule(arguments.text("name"), arguments.get("module"), call.position());
    return None.NONE;
  }

  /** A layer that is built in gets something beside its own. */
  private static Object registered(Call call, String name, Object value, boolean isLearned) {
    Module layer = self(call);
    if (layer.stateDict().containsKey(name) || layer.children().containsKey(name)) {
      throw call.error(ErrorKind.KEY_ERROR, "attribute '" + name + "' already exists");
    }
    if (value instanceof TensorValue tensor && !isLearned) {
      layer.replaceBuffer(name, Tensors.copied(tensor.tensor(), call.position(), call.session()));
    } else {
      ModuleAttributes.set(layer, name, value, call);
    }
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
    applyBelow(self(call), function, call);
    return walked(call);
  }

  /** Calls a function with a module's parts, each after its own, then with the module. */
  private static void applyBelow(Module module, Object function, Call call) {
    call.session().step(call.position());
    Set<Module> parts = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Module part : List.copyOf(module.children().values())) {
      if (parts.add(part)) {
        applyBelow(part, function, call);
      }
    }
    Language.call(function, call, module);
  }

  private static Object zeroGrad(Call call) {
    walked(call).zeroGrad();
    return None.NONE;
  }
}
