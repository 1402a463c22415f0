package io.trainyard.script.interpreter;

import io.trainyard.script.value.BoundMethod;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.DictView;
import io.trainyard.script.value.Ellipsis;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.Kind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.Namespace;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.ObjectValue;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Quoted;
import io.trainyard.script.value.RangeValue;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code str(value)} and {@code repr(value)}. */
final class Texts {

  private static final int DEEPEST = 20;

  private final Position position;
  private final Session session;
  private final StringBuilder text = new StringBuilder();

  private Texts(Position position, Session session) {
    this.position = position;
    this.session = session;
  }

  static String str(Object value, Position position, Session session) {
    return switch (value) {
      case String already -> already;
      case NativeValue object -> object.shown();
      case Object other when Attributes.special(other, "__str__") instanceof Callable method ->
          str(
              Invocations.call(method, new Call(position, List.of(), Map.of(), session)),
              position,
              session);
      default -> repr(value, position, session);
    };
  }

  static String repr(Object value, Position position, Session session) {
    var texts = new Texts(position, session);
    texts.append(value, 0);
    return texts.text.toString();
  }

  private void append(Object value, int depth) {
    if (depth > DEEPEST || text.length() > session.limits().items()) {
      throw ErrorKind.LIMIT_ERROR.at(position, "this value is too large or too deep to be printed");
    }
    session.step(position);
    switch (value) {
      case ListValue list -> items("[", list.items(), "]", depth);
      case TupleValue tuple when tuple.type().isEmpty() ->
          items("(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")", depth);
      case TupleValue tuple when !tuple.names().isEmpty() && !tuple.type().startsWith("torch.") -> {
        text.append(tuple.type()).append('(');
        for (int i = 0; i < tuple.items().size(); i++) {
          text.append(i == 0 ? "" : ", ").append(tuple.names().get(i)).append('=');
          append(tuple.items().get(i), depth + 1);
        }
        text.append(')');
      }
      case TupleValue tuple when tuple.names().isEmpty() ->
          items(tuple.type() + "([", tuple.items(), "])", depth);
      case TupleValue tuple -> {
        text.append(tuple.type()).append("(\n");
        for (int i = 0; i < tuple.items().size(); i++) {
          text.append(i == 0 ? "" : ",\n").append(tuple.names().get(i)).append('=');
          append(tuple.items().get(i), depth + 1);
        }
        text.append(')');
      }
      case SetValue set when set.items().isEmpty() -> text.append("set()");
      case SetValue set -> items("{", set.items(), "}", depth);
      case DictValue dict -> dict(dict, depth);
      case DictView view -> items(view.name() + "([", view.shown(), "])", depth);
      case Object other when Attributes.special(other, "__repr__") instanceof Callable method ->
          text.append(
              str(
                  Invocations.call(method, new Call(position, List.of(), Map.of(), session)),
                  position,
                  session));
      default -> {
        Kind kind = session.kind(value);
        text.append(kind == null ? plain(value) : kind.text(value, position, session));
      }
    }
  }

  private void items(String open, List<Object> items, String close, int depth) {
    text.append(open);
    for (int i = 0; i < items.size(); i++) {
      text.append(i == 0 ? "" : ", ");
      append(items.get(i), depth + 1);
    }
    text.append(close);
  }

  private void dict(DictValue dict, int depth) {
    switch (dict.type()) {
      case "OrderedDict" -> {
        text.append("OrderedDict(");
        if (dict.size() > 0) {
          items(
              "[",
              dict.keys().stream()
                  .map(key -> (Object) TupleValue.of(key, Objects.requireNonNull(dict.get(key))))
                  .toList(),
              "]",
              depth);
        }
        text.append(')');
      }
      case "defaultdict" -> {
        text.append("defaultdict(");
        append(Objects.requireNonNullElse(dict.factory(), None.NONE), depth + 1);
        text.append(", ");
        entries(dict, dict.keys(), depth);
        text.append(')');
      }
      case "Counter" -> {
        text.append("Counter(");
        if (dict.size() > 0) {
          entries(dict, Counters.mostCommon(dict), depth);
        }
        text.append(')');
      }
      default -> entries(dict, dict.keys(), depth);
    }
  }

  private void entries(DictValue dict, List<Object> keys, int depth) {
    text.append('{');
    String separator = "";
    for (Object key : keys) {
      text.append(separator);
      append(key, depth + 1);
      text.append(": ");
      append(Objects.requireNonNull(dict.get(key)), depth + 1);
      separator = ", ";
    }
    text.append('}');
  }

  /** The text of a value that holds no others. */
  static String plain(Object value) {
    return switch (value) {
      case Boolean bool -> bool ? "True" : "False";
      case Double number -> Formats.shortest(number);
      case String string -> Quoted.of(string);
      case ListValue list -> "[…]";
      case DictValue dict -> "{…}";
      case TupleValue tuple -> "(…)";
      case NativeValue object -> object.text();
      case NativeFunction function -> value.toString();
      case NativeType type -> value.toString();
      case BoundMethod method -> value.toString();
      case TypeValue type -> value.toString();
      case FunctionValue function -> value.toString();
      case Callable method -> "<built-in method " + method.name() + ">";
      case RangeValue range -> value.toString();
      case IteratorValue iterator -> value.toString();
      case Namespace namespace -> value.toString();
      case None none -> value.toString();
      case Long whole -> value.toString();
      case Ellipsis ellipsis -> value.toString();
      case ObjectValue object -> value.toString();
      default -> "<" + Types.own(value) + " object>";
    };
  }
}
