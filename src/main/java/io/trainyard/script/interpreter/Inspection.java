package io.trainyard.script.interpreter;

import io.trainyard.nn.Module;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Instance;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;

/** What a text can ask about values: their types and attributes. */
final class Inspection {

  private Inspection() {}

  static Object isInstance(Call call) {
    var a = new Arguments(call, "isinstance", "object", "classinfo");
    return is(a.get("object"), a.get("classinfo"), 0, call);
  }

  static boolean is(Object value, Object type, int depth, Call call) {
    call.session().step(call.position());
    return switch (type) {
      case NativeType builtIn -> builtIn.test().test(value);
      case TypeValue wanted when value instanceof Instance instance ->
          instance.type().derivesFrom(wanted);
      case TypeValue wanted -> wanted == ModuleClasses.MODULE && value instanceof Module;
      case TupleValue types when depth < 5 ->
          types.items().stream().anyMatch(one -> is(value, one, depth + 1, call));
      default ->
          throw call.error(
              ErrorKind.TYPE_ERROR,
              "isinstance() expects a type, or a tuple of types, got " + Types.described(type));
    };
  }

  static Object isSubclass(Call call) {
    var a = new Arguments(call, "issubclass", "cls", "classinfo");
    return a.get("cls") instanceof TypeValue type
        && a.get("classinfo") instanceof TypeValue other
        && type.derivesFrom(other);
  }

  static Object hasAttribute(Call call) {
    var a = new Arguments(call, "hasattr", "object", "name");
    return Attributes.find(a.get("object"), a.text("name"), call.position(), call.session())
        != null;
  }

  static Object attribute(Call call) {
    var a = new Arguments(call, "getattr", "object", "name", "default?");
    Object found =
        Attributes.find(a.get("object"), a.text("name"), call.position(), call.session());
    if (found == null && a.has("default")) {
      return a.get("default");
    }
    return found == null
        ? Attributes.get(a.get("object"), a.text("name"), call.position(), call.session())
        : found;
  }

  static Object setAttribute(Call call) {
    var a = new Arguments(call, "setattr", "object", "name", "value");
    Attributes.set(
        a.get("object"), a.text("name"), a.get("value"), call.position(), call.session());
    return None.NONE;
  }

  static Object typeOf(Call call) {
    Object value = only(call, "type");
    if (value instanceof Instance instance) {
      return instance.type();
    }
    String name =
        value instanceof TensorValue tensor && tensor.isParameter()
            ? "Parameter"
            : Types.name(value);
    Object known = Builtins.TABLE.get(name);
    return known == null ? Namespaces.hint(name) : known;
  }

  private static Object only(Call call, String function) {
    return new Arguments(call, function, "x").get("x");
  }
}
