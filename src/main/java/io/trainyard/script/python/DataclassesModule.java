package io.trainyard.script.python;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.Instance;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.None;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code dataclasses}: classes that are made of their fields. */
final class DataclassesModule {

  private DataclassesModule() {}

  private static final String FIELDS = "__dataclass_fields__";

  /**
   * {@code field(…)}.
   *
   * @param standard null for none
   * @param factory makes the default; null for none
   */
  private record Field(
      @Nullable Object standard, @Nullable Object factory, boolean isShown, boolean isTaken)
      implements Holder {
    @Override
    public void eachHeld(java.util.function.Consumer<Object> held) {
      if (standard != null) {
        held.accept(standard);
      }
      if (factory != null) {
        held.accept(factory);
      }
    }
  }

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    Library.open(
        members,
        "dataclass",
        call ->
            call.positional().size() == 1
                ? dataclass(call.positional().getFirst(), call)
                : new NativeFunction(
                    "dataclass", later -> dataclass(later.positional().getFirst(), later)));
    Library.function(
        members,
        "field",
        a ->
            new Field(
                a.has("default") ? a.get("default") : null,
                a.has("default_factory") ? a.get("default_factory") : null,
                a.flag("repr", true),
                a.flag("init", true)),
        "default?",
        "default_factory?",
        "repr?",
        "init?",
        "compare?",
        "metadata?");
    Library.function(members, "asdict", a -> plain(a.get("obj"), true, a.call()), "obj");
    Library.function(members, "astuple", a -> plain(a.get("obj"), false, a.call()), "obj");
    Library.open(members, "replace", DataclassesModule::replace);
    Library.function(
        members,
        "is_dataclass",
        a ->
            (a.get("obj") instanceof TypeValue type ? type.find(FIELDS) : fieldsOf(a.get("obj")))
                != null,
        "obj");
    return members;
  }

  private static @Nullable Object fieldsOf(Object value) {
    return value instanceof Instance instance ? instance.type().find(FIELDS) : null;
  }

  private static Map<String, Field> fields(TypeValue type) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (TypeValue part : type.order().reversed()) {
      if (part.attributes().get(FIELDS) instanceof Fields own) {
        fields.putAll(own.byName());
      }
    }
    return fields;
  }

  private record Fields(Map<String, Field> byName) implements Holder {
    @Override
    public void eachHeld(java.util.function.Consumer<Object> held) {
      byName.values().forEach(held);
    }
  }

  private static Object dataclass(Object given, Call call) {
    if (!(given instanceof TypeValue type)) {
      throw call.error(ErrorKind.TYPE_ERROR, "dataclass() expects a class");
    }
    Map<String, Field> own = new LinkedHashMap<>();
    for (String name : type.declared()) {
      Object value = type.attributes().get(name);
      if (value instanceof ListValue || value instanceof DictValue || value instanceof SetValue) {
        throw call.error(
            ErrorKind.VALUE_ERROR,
            "mutable default <class '"
                + Language.typeName(value, call)
                + "'> for field "
                + name
                + " is not allowed: use default_factory");
      }
      Field field = value instanceof Field known ? known : new Field(value, null, true, true);
      own.put(name, field);
      if (value instanceof Field) {
        type.attributes().remove(name);
        if (field.standard() != null) {
          type.attributes().put(name, field.standard());
        }
      }
    }
    type.attributes().put(FIELDS, new Fields(own));
    Map<String, Field> all = fields(type);
    Map<String, Object> attributes = type.attributes();
    attributes.putIfAbsent(
        "__init__", new NativeFunction("__init__", made -> initialize(type, all, made)));
    attributes.putIfAbsent("__repr__", new NativeFunction("__repr__", shown -> shown(all, shown)));
    attributes.putIfAbsent(
        "__eq__", new NativeFunction("__eq__", compared -> equal(all, compared)));
    return type;
  }

  private static Object initialize(TypeValue type, Map<String, Field> fields, Call call) {
    List<String> names = new ArrayList<>();
    fields.forEach((name, field) -> {
      if (field.isTaken()) {
        boolean isNeeded = field.standard() == null && field.factory() == null;
        names.add(isNeeded ? name : name + "?");
      }
    });
    names.add(0, "self");
    var a = new Arguments(call, type.name() + ".__init__", names.toArray(String[]::new));
    Object self = a.get("self");
    fields.forEach((name, field) -> {
      Object value = a.has(name) ? a.get(name) : field.standard();
      if (value == null && field.factory() != null) {
        value = Language.call(field.factory(), call, new Object[0]);
      }
      if (value != null) {
        Language.setAttribute(self, name, value, call);
      }
    });
    if (Language.hasMethod(self, "__post_init__")) {
      Language.call(Language.attribute(self, "__post_init__", call), call, new Object[0]);
    }
    return None.NONE;
  }

  private static Object shown(Map<String, Field> fields, Call call) {
    var self = (Instance) call.positional().getFirst();
    List<String> parts = new ArrayList<>();
    fields.forEach((name, field) -> {
      if (field.isShown()) {
        parts.add(name + "=" + Language.repr(Language.attribute(self, name, call), call));
      }
    });
    return self.type().name() + "(" + String.join(", ", parts) + ")";
  }

  private static Object equal(Map<String, Field> fields, Call call) {
    Object self = call.positional().getFirst();
    Object other = call.positional().get(1);
    return other instanceof Instance some
        && self instanceof Instance own
        && some.type() == own.type()
        && fields.keySet().stream()
            .allMatch(name ->
                Language.equal(
                    Language.attribute(self, name, call),
                    Language.attribute(other, name, call),
                    call));
  }

  private static Object plain(Object value, boolean asDict, Call call) {
    call.session().step(call.position());
    if (value instanceof Instance instance && fieldsOf(value) != null) {
      var dict = new DictValue();
      fields(instance.type())
          .keySet()
          .forEach(
              name -> dict.put(name, plain(Language.attribute(value, name, call), asDict, call)));
      return asDict ? dict : new TupleValue(List.copyOf(dict.values()));
    }
    return value instanceof ListValue list
        ? new ListValue(list.items().stream().map(item -> plain(item, asDict, call)).toList())
        : value;
  }

  private static Object replace(Call call) {
    Object object = call.positional().getFirst();
    if (!(object instanceof Instance instance) || fieldsOf(object) == null) {
      throw call.error(ErrorKind.TYPE_ERROR, "replace() should be called on dataclass instances");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    fields(instance.type())
        .keySet()
        .forEach(name -> values.put(name, Language.attribute(object, name, call)));
    values.putAll(call.keywords());
    return instance.type().call(new Call(call.position(), List.of(), values, call.session()));
  }
}
