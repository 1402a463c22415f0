package io.trainyard.script.interpreter;

import io.trainyard.script.value.BoundMethod;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Decorated;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.Environment;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Instance;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.Kind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.Namespace;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.SliceValue;
import io.trainyard.script.value.SuperValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import io.trainyard.script.value.WrittenMembers;
import io.trainyard.signature.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code value.name}: found in tables and in what the text itself put there, never by reflection.
 */
final class Attributes {

  private Attributes() {}

  static Object get(Object value, String name, Position position, Session session) {
    Object found = find(value, name, position, session);
    if (found == null) {
      throw unknown(value, name, position, session);
    }
    return found;
  }

  /** The attribute; null when there is none of that name. */
  static @Nullable Object find(Object value, String name, Position position, Session session) {
    return switch (value) {
      case Namespace namespace -> namespace.members().get(name);
      case NativeValue object -> object.attribute(name);
      case Instance instance -> ofInstance(instance, name, position, session);
      case TypeValue type -> ofClass(type, name);
      case SuperValue view -> ofSuper(view, name, position, session);
      case Long number -> NumberAttributes.of(number, name);
      case Double number -> NumberAttributes.of(number, name);
      case String text -> bound(text, ofString(name, session));
      case ListValue list -> bound(list, CollectionMethods.LIST.get(name));
      case DictValue dict -> bound(dict, CollectionMethods.DICT.get(name));
      case SetValue set -> bound(set, CollectionMethods.SET.get(name));
      case SliceValue slice -> SliceAttributes.of(slice, name);
      case TupleValue tuple -> ofTuple(tuple, name);
      case NativeType type when name.equals("__name__") || name.equals("__qualname__") ->
          type.name();
      case NativeType type -> ofType(type, name);
      case FunctionValue function -> ofFunction(function, name);
      case NativeFunction function when name.equals("__name__") -> function.name();
      case BoundMethod method when name.equals("__self__") -> method.self();
      case BoundMethod method when name.equals("__func__") -> method.function();
      case BoundMethod(Object self, FunctionValue function) -> ofFunction(function, name);
      case IteratorValue iterator -> ofIterator(iterator, name);
      default -> {
        Kind kind = session.kind(value);
        yield kind == null ? null : kind.attribute(value, name, position, session);
      }
    };
  }

  private static @Nullable Object ofType(NativeType type, String name) {
    TypeValue base = type.base();
    return base == null ? null : ofClass(base, name);
  }

  private static @Nullable Object ofFunction(FunctionValue function, String name) {
    Object own = function.attributes().get(name);
    return own != null
        ? own
        : switch (name) {
          case "__name__", "__qualname__" -> function.name();
          case "__doc__" -> function.documentation();
          case "__module__" -> "__main__";
          default -> null;
        };
  }

  private static @Nullable Object ofIterator(IteratorValue iterator, String name) {
    return switch (name) {
      case "__next__" ->
          new NativeFunction("__next__", call -> Sequences.next(call.with(iterator)));
      case "__iter__" -> new NativeFunction("__iter__", call -> iterator);
      case "send" ->
          iterator.source() instanceof Suspension suspension
              ? new NativeFunction(
                  "send",
                  call -> {
                    Object value = new Arguments(call, "send", "value").get("value");
                    try {
                      return suspension.send(value);
                    } catch (java.util.NoSuchElementException e) {
                      throw call.error(ErrorKind.STOP_ITERATION, "");
                    }
                  },
                  List.of(iterator))
              : null;
      case "close" ->
          iterator.source() instanceof Suspension suspension
              ? new NativeFunction(
                  "close",
                  call -> {
                    suspension.close();
                    return None.NONE;
                  },
                  List.of(iterator))
              : null;
      default -> null;
    };
  }

  private static @Nullable Object bound(Object self, @Nullable Callable method) {
    return method == null ? null : new BoundMethod(self, method);
  }

  private static @Nullable Callable ofString(String name, Session session) {
    Callable builtIn = StringMethods.TABLE.get(name);
    WrittenMembers written = session.environment().written().get(Environment.STRING);
    return builtIn != null || written == null || name.startsWith("_")
        ? builtIn
        : (Callable) written.get(name);
  }

  private static @Nullable Object ofTuple(TupleValue tuple, String name) {
    int place = tuple.names().indexOf(name);
    if (place < 0 && !tuple.names().isEmpty() && name.startsWith("_")) {
      return ofNamed(tuple, name);
    }
    return place >= 0 ? tuple.items().get(place) : bound(tuple, CollectionMethods.TUPLE.get(name));
  }

  private static @Nullable Object ofNamed(TupleValue tuple, String name) {
    return switch (name) {
      case "_fields" -> new TupleValue(tuple.names().stream().map(Object.class::cast).toList());
      case "_asdict" ->
          new NativeFunction(
              "_asdict",
              call -> {
                var dict = new DictValue();
                for (int i = 0; i < tuple.items().size(); i++) {
                  dict.put(tuple.names().get(i), tuple.items().get(i));
                }
                return dict;
              },
              List.of(tuple));
      case "_replace" ->
          new NativeFunction(
              "_replace",
              call -> {
                List<Object> items = new ArrayList<>(tuple.items());
                call.keywords()
                    .forEach((field, item) -> {
                      int at = tuple.names().indexOf(field);
                      if (at < 0) {
                        throw call.error(
                            ErrorKind.VALUE_ERROR, "Got unexpected field names: ['" + field + "']");
                      }
                      items.set(at, item);
                    });
                return new TupleValue(items, tuple.type(), tuple.names());
              },
              List.of(tuple));
      default -> null;
    };
  }

  private static @Nullable Object ofInstance(
      Instance instance, String name, Position position, Session session) {
    Object inClass = instance.type().find(name);
    if (inClass instanceof Decorated.Property property) {
      return property.getter().call(new Call(position, List.of(instance), Map.of(), session));
    }
    instance.read(name, position);
    Object own = instance.own(name);
    if (own != null) {
      return own;
    }
    if (inClass != null) {
      return bound(inClass, instance, instance.type(), position, session);
    }
    if (!name.startsWith("__") && special(instance, "__getattr__") instanceof Callable getter) {
      return getter.call(new Call(position, List.of(name), Map.of(), session));
    }
    return switch (name) {
      case "__doc__" -> None.NONE;
      case "__dict__" -> dictOf(instance, position);
      case "__setattr__" -> byName(instance, name, Inspection::setAttribute);
      case "__getattr__", "__getattribute__" -> byName(instance, name, Inspection::attribute);
      default -> null;
    };
  }

  private static NativeFunction byName(Instance self, String name, NativeFunction.Body body) {
    return new NativeFunction(name, call -> body.call(call.with(self)), List.of(self));
  }

  /** What an object keeps, which can be changed through it. */
  static DictValue dictOf(Instance instance, Position position) {
    Map<String, Object> names = new LinkedHashMap<>();
    instance
        .ownNames()
        .forEach(name -> names.put(name, Objects.requireNonNull(instance.own(name))));
    return DictValue.showing(
        names,
        (name, value) -> {
          if (value == null) {
            instance.remove(name);
          } else {
            instance.set(name, value, position);
          }
        });
  }

  private static @Nullable Object ofClass(TypeValue type, String name) {
    if (name.equals("__name__") || name.equals("__qualname__")) {
      return type.name();
    }
    if (name.equals("__module__")) {
      return "__main__";
    }
    Object found = type.find(name);
    return switch (found) {
      case Decorated.Static(Callable function) -> function;
      case Decorated.OfClass(Callable function) -> new BoundMethod(type, function);
      case null -> null;
      default -> found;
    };
  }

  private static @Nullable Object ofSuper(
      SuperValue view, String name, Position position, Session session) {
    TypeValue type =
        switch (view.self()) {
          case Instance instance -> instance.type();
          case TypeValue self -> self;
          default -> view.behind();
        };
    Object found = type.findBehind(view.behind(), name);
    if (found == null && name.equals("__init__")) {
      // object.__init__
      return new NativeFunction("__init__", call -> None.NONE);
    }
    return found == null ? null : bound(found, view.self(), type, position, session);
  }

  /** What a class has, seen from one of its objects. */
  private static Object bound(
      Object found, Object self, TypeValue type, Position position, Session session) {
    return switch (found) {
      case FunctionValue function -> new BoundMethod(self, function);
      case NativeFunction function -> new BoundMethod(self, function);
      case Decorated.Static(Callable function) -> function;
      case Decorated.OfClass(Callable function) -> new BoundMethod(type, function);
      case Decorated.Property property ->
          property.getter().call(new Call(position, List.of(self), Map.of(), session));
      default -> found;
    };
  }

  /** A method that a class of the text defines for the language: {@code __len__}; else null. */
  static @Nullable Object special(Object value, String name) {
    return value instanceof Instance instance
            && instance.type().find(name) instanceof Callable method
        ? new BoundMethod(value, method)
        : null;
  }

  private static ScriptException unknown(
      Object value, String name, Position position, Session session) {
    if (name.startsWith("__") && name.endsWith("__")) {
      return ErrorKind.ATTRIBUTE_ERROR.at(
          position, "the attribute '" + name + "' cannot be reached from a text");
    }
    String owner =
        switch (value) {
          case Namespace namespace -> "module '" + namespace.name() + "'";
          case TypeValue type -> "class '" + type.name() + "'";
          case SuperValue view -> "the base of '" + view.behind().name() + "'";
          default -> "'" + Types.name(value, session) + "'";
        };
    return ErrorKind.ATTRIBUTE_ERROR.at(
        position,
        owner + " has no attribute '" + name + "'" + Suggestion.hint(name, names(value, session)));
  }

  private static Collection<String> names(Object value, Session session) {
    List<String> names =
        switch (value) {
          case Namespace namespace -> new ArrayList<>(namespace.members().keySet());
          case NativeValue object -> new ArrayList<>(object.names());
          case Instance instance -> {
            List<String> all = new ArrayList<>(instance.type().attributeNames());
            instance.ownNames().forEach(all::add);
            yield all;
          }
          case TypeValue type -> new ArrayList<>(type.attributeNames());
          case String text -> new ArrayList<>(StringMethods.TABLE.keySet());
          case ListValue list -> new ArrayList<>(CollectionMethods.LIST.keySet());
          case DictValue dict -> new ArrayList<>(CollectionMethods.DICT.keySet());
          default -> {
            Kind kind = session.kind(value);
            yield kind == null ? new ArrayList<>() : new ArrayList<>(kind.attributeNames(value));
          }
        };
    names.removeIf(name -> name.startsWith("_"));
    return names;
  }

  static void set(Object value, String name, Object item, Position position, Session session) {
    if (name.startsWith("__") && name.endsWith("__") && !(value instanceof FunctionValue)) {
      throw ErrorKind.ATTRIBUTE_ERROR.at(
          position, "the attribute '" + name + "' cannot be set in a text");
    }
    switch (value) {
      case FunctionValue function -> function.attributes().put(name, item);
      case Namespace namespace when namespace.isOpen() -> namespace.members().put(name, item);
      case Instance instance
          when instance.type().find(name) instanceof Decorated.Property property ->
          setProperty(property, instance, name, item, position, session);
      case Instance instance -> instance.set(name, item, position);
      case TypeValue type when !type.isBuiltIn() -> type.attributes().put(name, item);
      default -> {
        Kind kind = session.kind(value);
        if (kind == null || !kind.setAttribute(value, name, item, position, session)) {
          throw ErrorKind.ATTRIBUTE_ERROR.at(
              position,
              "'"
                  + Types.name(value, session)
                  + "' takes no attribute '"
                  + name
                  + "' from outside");
        }
      }
    }
  }

  private static void setProperty(
      Decorated.Property property,
      Object self,
      String name,
      Object item,
      Position position,
      Session session) {
    Callable setter = property.setter();
    if (setter == null) {
      throw ErrorKind.ATTRIBUTE_ERROR.at(position, "the property '" + name + "' has no setter");
    }
    setter.call(new Call(position, List.of(self, item), Map.of(), session));
  }

  static void delete(Object value, String name, Position position, Session session) {
    Kind kind = session.kind(value);
    boolean isRemoved =
        value instanceof Instance instance
            ? instance.remove(name)
            : kind != null && kind.removeAttribute(value, name);
    if (!isRemoved) {
      throw unknown(value, name, position, session);
    }
  }
}
