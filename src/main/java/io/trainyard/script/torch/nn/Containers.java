package io.trainyard.script.torch.nn;

import io.trainyard.nn.Module;
import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.SliceValue;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TypeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Modules that hold others: {@code nn.Sequential}, {@code nn.ModuleList}, {@code nn.ModuleDict}.
 */
final class Containers {

  static final TypeValue SEQUENTIAL =
      numbered(TypeValue.builtIn("Sequential", ModuleClasses.MODULE))
          .method("__init__", Containers::sequential)
          .method("forward", Containers::forward);

  static final TypeValue MODULE_LIST =
      numbered(TypeValue.builtIn("ModuleList", ModuleClasses.MODULE))
          .method("__init__", Containers::list)
          .method("insert", Containers::insert);

  static final TypeValue MODULE_DICT = named(TypeValue.builtIn("ModuleDict", ModuleClasses.MODULE));

  static final TypeValue PARAMETER_LIST =
      numbered(TypeValue.builtIn("ParameterList", ModuleClasses.MODULE))
          .method("__init__", Containers::list);

  static final TypeValue PARAMETER_DICT =
      named(TypeValue.builtIn("ParameterDict", ModuleClasses.MODULE));

  private Containers() {}

  private static TypeValue numbered(TypeValue type) {
    return type.method("append", Containers::append)
        .method("extend", Containers::extend)
        .method("__len__", call -> (long) items(call).size())
        .method("__iter__", call -> IteratorValue.of(List.copyOf(items(call).values())))
        .method("__getitem__", Containers::item)
        .method("__setitem__", Containers::replace);
  }

  private static TypeValue named(TypeValue type) {
    return type.method("__init__", Containers::dict)
        .method("__len__", call -> (long) items(call).size())
        .method("__iter__", call -> IteratorValue.of(List.copyOf(items(call).keySet())))
        .method("__getitem__", Containers::entry)
        .method("__setitem__", Containers::put)
        .method("keys", call -> IteratorValue.of(List.copyOf(items(call).keySet())))
        .method("values", call -> IteratorValue.of(List.copyOf(items(call).values())))
        .method("items", call -> ModuleClasses.pairs(items(call)))
        .method(
            "update",
            call -> {
              var arguments = new Arguments(call, "update", "self", "modules");
              putAll(call, arguments.get("modules"));
              return None.NONE;
            });
  }

  /** What is held, by number or name. */
  private static Map<String, Object> items(Call call) {
    ScriptModule self = ModuleClasses.own(call);
    ModuleClasses.countModules(self, call.position(), call.session());
    return self.items();
  }

  private static ScriptModule initialized(Call call) {
    ScriptModule self = ModuleClasses.own(call);
    self.initialize(call.session());
    return self;
  }

  private static Object sequential(Call call) {
    ScriptModule self = initialized(call);
    List<Object> given = call.positional().subList(1, call.positional().size());
    if (given.size() == 1 && given.getFirst() instanceof DictValue) {
      putAll(call, given.getFirst());
    } else {
      given.forEach(module -> add(self, module, call));
    }
    return None.NONE;
  }

  private static Object list(Call call) {
    ScriptModule self = initialized(call);
    Object given = new Arguments(call, self.name(), "self", "modules?").optional("modules");
    if (given != null) {
      Language.list(given, call).forEach(module -> add(self, module, call));
    }
    return None.NONE;
  }

  private static Object dict(Call call) {
    ScriptModule self = initialized(call);
    Object given = new Arguments(call, self.name(), "self", "modules?").optional("modules");
    if (given != null) {
      putAll(call, given);
    }
    return None.NONE;
  }

  private static void putAll(Call call, Object entries) {
    if (entries instanceof DictValue dict) {
      dict.keys()
          .forEach(key ->
              set(
                  ModuleClasses.own(call),
                  String.valueOf(key),
                  Objects.requireNonNull(dict.get(key)),
                  call));
      return;
    }
    for (Object pair : Language.list(entries, call)) {
      List<Object> both = Language.list(pair, call);
      if (both.size() != 2 || !(both.getFirst() instanceof String name)) {
        throw call.error(ErrorKind.TYPE_ERROR, "expects a dict, or pairs of a name and a module");
      }
      set(ModuleClasses.own(call), name, both.get(1), call);
    }
  }

  private static void set(ScriptModule self, String name, Object value, Call call) {
    if (self.type().derivesFrom(PARAMETER_LIST) || self.type().derivesFrom(PARAMETER_DICT)) {
      if (!(value instanceof TensorValue tensor)) {
        throw call.error(
            ErrorKind.TYPE_ERROR,
            self.name() + " holds parameters, got " + Language.described(value, call));
      }
      self.set(
          name,
          tensor.isParameter()
              ? tensor
              : TensorValue.parameter(
                  Tensors.copied(tensor.tensor(), call.position(), call.session())
                      .requiresGrad(true)),
          call.position());
      return;
    }
    self.addModule(name, value, call.position());
  }

  private static void add(ScriptModule self, Object value, Call call) {
    call.session().step(call.position());
    set(self, Integer.toString(self.size()), value, call);
  }

  private static Object append(Call call) {
    ScriptModule self = ModuleClasses.own(call);
    add(self, new Arguments(call, "append", "self", "module").get("module"), call);
    return self;
  }

  private static Object extend(Call call) {
    ScriptModule self = ModuleClasses.own(call);
    Object modules = new Arguments(call, "extend", "self", "modules").get("modules");
    Language.list(modules, call).forEach(module -> add(self, module, call));
    return self;
  }

  private static Object insert(Call call) {
    var arguments = new Arguments(call, "insert", "self", "index", "module");
    ScriptModule self = ModuleClasses.own(call);
    List<Object> all = new ArrayList<>(items(call).values());
    long at = arguments.integer("index");
    all.add(
        (int) Math.clamp(at < 0 ? at + all.size() : at, 0, all.size()), arguments.get("module"));
    for (int i = 0; i < all.size(); i++) {
      set(self, Integer.toString(i), all.get(i), call);
    }
    return None.NONE;
  }

  private static Object item(Call call) {
    Object index = new Arguments(call, "__getitem__", "self", "index").get("index");
    List<Object> all = List.copyOf(items(call).values());
    ScriptModule self = ModuleClasses.own(call);
    if (index instanceof SliceValue slice) {
      List<Object> part = Language.part(all, slice, call);
      TypeValue type = self.type().derivesFrom(SEQUENTIAL) ? SEQUENTIAL : MODULE_LIST;
      return type.call(
          new Call(
              call.position(),
              type == SEQUENTIAL ? part : List.of(new ListValue(part)),
              Map.of(),
              call.session()));
    }
    return all.get(Language.place(index, all.size(), self.name(), call));
  }

  private static Object replace(Call call) {
    var arguments = new Arguments(call, "__setitem__", "self", "index", "value");
    ScriptModule self = ModuleClasses.own(call);
    List<String> names = List.copyOf(items(call).keySet());
    int place = Language.place(arguments.get("index"), names.size(), self.name(), call);
    set(self, names.get(place), arguments.get("value"), call);
    return None.NONE;
  }

  private static Object entry(Call call) {
    var arguments = new Arguments(call, "__getitem__", "self", "key");
    @Nullable Object found = items(call).get(arguments.text("key"));
    if (found == null) {
      throw call.error(
          ErrorKind.KEY_ERROR, "there is no key " + Language.plain(arguments.get("key")));
    }
    return found;
  }

  private static Object put(Call call) {
    var arguments = new Arguments(call, "__setitem__", "self", "key", "value");
    set(ModuleClasses.own(call), arguments.text("key"), arguments.get("value"), call);
    return None.NONE;
  }

  private static Object forward(Call call) {
    ScriptModule self = ModuleClasses.own(call);
    Object value = new Arguments(call, self.name() + ".forward", "self", "input").get("input");
    for (Object module : self.items().values()) {
      if (module instanceof Module) {
        value = Language.call(module, call, value);
      }
    }
    return value;
  }
}
