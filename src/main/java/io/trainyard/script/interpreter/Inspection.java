package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Instance;
import io.trainyard.script.value.Kind;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Session;
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
      case NativeType builtIn ->
          builtIn.test().test(value)
              || (value instanceof Instance instance
                  && builtIn.base() != null
                  && instance.type().derivesFrom(builtIn.base()));
      case TypeValue wanted when value instanceof Instance instance ->
          instance.type().derivesFrom(wanted);
      case TypeValue wanted -> {
        Kind kind = call.session().kind(value);
        yield kind != null && kind.isInstance(value, wanted);
      }
      case TupleValue types when depth < 5 ->
          types.items().stream().anyMatch(one -> is(value, one, depth + 1, call));
      default ->
          throw call.error(
              ErrorKind.TYPE_ERROR,
              "isinstance() expects a type, or a tuple of types, got "
                  + Types.described(type, call.session()));
    };
  }

  static Object isSubclass(Call call) {
    var a = new Arguments(call, "issubclass", "cls", "classinfo");
    Object type = a.get("cls");
    if (!(type instanceof TypeValue) && !(type instanceof NativeType)) {
      throw call.error(ErrorKind.TYPE_ERROR, "issubclass() arg 1 must be a class");
    }
    return isSubclass(type, a.get("classinfo"), 0, call);
  }

  private static boolean isSubclass(Object type, Object wanted, int depth, Call call) {
    if (wanted instanceof TupleValue all && depth < 5) {
      return all.items().stream().anyMatch(one -> isSubclass(type, one, depth + 1, call));
    }
    if (!(wanted instanceof TypeValue) && !(wanted instanceof NativeType)) {
      throw call.error(
          ErrorKind.TYPE_ERROR, "issubclass() arg 2 must be a class or tuple of classes");
    }
    if (type.equals(wanted) || wanted.equals(Builtins.OBJECT)) {
      return true;
    }
    TypeValue own = type instanceof NativeType built ? built.base() : (TypeValue) type;
    TypeValue other = wanted instanceof NativeType built ? built.base() : (TypeValue) wanted;
    boolean isWholeOfBool =
        type instanceof NativeType some
            && some.name().equals("bool")
            && wanted instanceof NativeType that
            && that.name().equals("int");
    return isWholeOfBool || (own != null && other != null && own.derivesFrom(other));
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
    return typeOf(only(call, "type"), call.session());
  }

  /** The class of a value. */
  static Object typeOf(Object value, Session session) {
    if (value instanceof Instance instance) {
      return instance.type();
    }
    Kind kind = session.kind(value);
    Object ofKind = kind == null ? null : kind.type(value);
    if (ofKind != null) {
      return ofKind;
    }
    String name = Types.name(value, session);
    Object known = Builtins.TABLE.get(name);
    if (known instanceof NativeType || known instanceof TypeValue) {
      return known;
    }
    return new NativeType(
        name, other -> Types.name(other, session).equals(name), Namespaces.hint(name).body());
  }

  private static Object only(Call call, String function) {
    return new Arguments(call, function, "x").get("x");
  }
}
