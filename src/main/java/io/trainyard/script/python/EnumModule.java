package io.trainyard.script.python;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Decorated;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.ObjectValue;
import io.trainyard.script.value.TypeValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code enum}: classes whose attributes are their only objects. */
final class EnumModule {

  private EnumModule() {}

  private static final String MEMBERS = "__members__";
  private static final String VALUE = "value";
  private static final String NAME = "name";

  /** {@code auto()}: the number behind the one before. */
  private record Auto() {}

  private static final TypeValue ENUM =
      TypeValue.builtIn("Enum")
          .completing(EnumModule::complete)
          .calling(EnumModule::byValue)
          .method("__iter__", call -> IteratorValue.of(members(type(call))))
          .method("__len__", call -> (long) members(type(call)).size())
          .method(
              "__class_item__",
              call -> {
                Object found =
                    type(call).attributes().get(String.valueOf(call.positional().get(1)));
                if (found == null || !members(type(call)).contains(found)) {
                  throw call.error(
                      ErrorKind.KEY_ERROR,
                      "there is no key " + Language.repr(call.positional().get(1), call));
                }
                return found;
              })
          .method("__str__", call -> shown(call, ""))
          .method("__repr__", call -> shown(call, "<"));

  private static TypeValue type(Call call) {
    return (TypeValue) call.positional().getFirst();
  }

  private static Object shown(Call call, String open) {
    var self = (ObjectValue) call.positional().getFirst();
    String name = self.type().name() + "." + self.own(NAME);
    return open.isEmpty()
        ? name
        : "<" + name + ": " + Language.repr(Objects.requireNonNull(self.own(VALUE)), call) + ">";
  }

  private static List<Object> members(TypeValue type) {
    return type.attributes().get(MEMBERS) instanceof DictValue dict
        ? List.copyOf(dict.values())
        : List.of();
  }

  private static void complete(TypeValue type, Call call) {
    var members = new DictValue();
    long[] last = {0};
    Map<String, Object> made = new LinkedHashMap<>();
    type.attributes()
        .forEach((name, given) -> {
          if (name.startsWith("_") || given instanceof Callable || given instanceof Decorated) {
            return;
          }
          Object value = given instanceof Auto ? (Object) (last[0] + 1) : given;
          last[0] = value instanceof Long whole ? whole : last[0];
          var member = new ObjectValue(type);
          member.attributes().put(NAME, name);
          member.attributes().put(VALUE, value);
          made.put(name, member);
          members.put(name, member);
        });
    type.attributes().putAll(made);
    type.attributes().put(MEMBERS, members);
  }

  private static Object byValue(TypeValue type, Call call) {
    Object value = new Arguments(call, type.name(), VALUE).get(VALUE);
    for (Object member : members(type)) {
      if (member.equals(value)
          || Language.equal(
              Objects.requireNonNull(((ObjectValue) member).own(VALUE)), value, call)) {
        return member;
      }
    }
    throw call.error(
        ErrorKind.VALUE_ERROR, Language.repr(value, call) + " is not a valid " + type.name());
  }

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("Enum", ENUM);
    Library.function(members, "auto", a -> new Auto());
    Library.function(members, "unique", a -> a.get("cls"), "cls");
    return members;
  }
}
