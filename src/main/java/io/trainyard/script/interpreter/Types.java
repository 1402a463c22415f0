package io.trainyard.script.interpreter;

import io.trainyard.script.value.BoundMethod;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.DictView;
import io.trainyard.script.value.Ellipsis;
import io.trainyard.script.value.Instance;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.Kind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.Namespace;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.RangeValue;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.SliceValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;

/** Names of types, for error messages. */
final class Types {

  private Types() {}

  static String name(Object value, Session session) {
    Kind kind = session.kind(value);
    return kind == null ? own(value) : kind.typeName(value);
  }

  /** The same of a value that is of no kind. */
  static String own(Object value) {
    return switch (value) {
      case None none -> "NoneType";
      case Boolean bool -> "bool";
      case Long whole -> "int";
      case Double number -> "float";
      case String text -> "str";
      case ListValue list -> "list";
      case TupleValue tuple -> tuple.type().isEmpty() ? "tuple" : tuple.type();
      case DictValue dict -> dict.type();
      case DictView view -> view.name();
      case SetValue set -> "set";
      case RangeValue range -> "range";
      case SliceValue slice -> "slice";
      case IteratorValue iterator ->
          iterator.source() instanceof Suspension || iterator.source() instanceof Comprehended
              ? "generator"
              : "iterator";
      case Ellipsis ellipsis -> "ellipsis";
      case Instance instance -> instance.type().name();
      case TypeValue type -> "type";
      case NativeType type -> "type";
      case BoundMethod method -> "method";
      case Callable function -> "function";
      case Namespace namespace -> "module";
      case NativeValue object -> object.typeName();
      default -> "object";
    };
  }

  /** What a function is called. */
  static String functionName(Object function, Session session) {
    return function instanceof Callable callable ? callable.name() : name(function, session);
  }

  /** A value in words that fit behind "got": {@code 'abc' (str)}. */
  static String described(Object value, Session session) {
    return switch (value) {
      case Boolean bool -> Texts.plain(value);
      case None none -> "None";
      case Long whole -> whole.toString();
      case Double number -> Texts.plain(value);
      case String text -> "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
      default -> {
        String name = name(value, session);
        yield ("aeiou".indexOf(Character.toLowerCase(name.charAt(0))) >= 0 ? "an " : "a ") + name;
      }
    };
  }
}
