package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Decorated;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.Ellipsis;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.Kind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.RangeValue;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.SliceValue;
import io.trainyard.script.value.TupleValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions and types that Python always has, as far as modules use them. */
final class Builtins {

  static final NativeType OBJECT = Namespaces.hint("object");
  static final NativeFunction SUPER = marker("super");

  /** What a method that overloads an operator gives for what it does not know. */
  static final Object NOT_IMPLEMENTED = hint("NotImplemented");

  private static NativeType hint(String name) {
    return Namespaces.hint(name);
  }

  static final NativeType DICT =
      new NativeType("dict", DictValue.class::isInstance, Builtins::dict);

  static final Map<String, Object> TABLE = table();

  private Builtins() {}

  private static NativeFunction marker(String name) {
    return new NativeFunction(
        name,
        call -> {
          throw call.error(ErrorKind.TYPE_ERROR, name + " cannot be used so");
        });
  }

  private static Map<String, Object> table() {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("super", SUPER);
    table.put("NotImplemented", NOT_IMPLEMENTED);
    table.put("Ellipsis", Ellipsis.ELLIPSIS);
    table.put("__debug__", true);
    function(
        table,
        "property",
        call -> {
          var a = new Arguments(call, "property", "fget", "fset?");
          return new Decorated.Property(
              callable(a, "fget"), a.optional("fset") == null ? null : callable(a, "fset"));
        });
    function(
        table,
        "staticmethod",
        call -> new Decorated.Static(callable(new Arguments(call, "staticmethod", "f"), "f")));
    function(
        table,
        "classmethod",
        call -> new Decorated.OfClass(callable(new Arguments(call, "classmethod", "f"), "f")));
    table.put("object", OBJECT);
    type(
        table,
        "int",
        value -> value instanceof Long || value instanceof Boolean,
        Conversions::toInt);
    type(table, "float", Double.class::isInstance, Conversions::toFloat);
    type(table, "bool", Boolean.class::isInstance, Conversions::toBool);
    type(table, "str", String.class::isInstance, Conversions::toStr);
    type(table, "list", ListValue.class::isInstance, call -> new ListValue(optionalItems(call)));
    type(table, "tuple", TupleValue.class::isInstance, call -> new TupleValue(optionalItems(call)));
    type(
        table,
        "set",
        SetValue.class::isInstance,
        call -> {
          List<Object> items = optionalItems(call);
          items.forEach(item -> Keys.checked(item, call.position(), call.session()));
          return new SetValue(items);
        });
    table.put("dict", DICT);
    type(table, "range", RangeValue.class::isInstance, Builtins::range);
    type(
        table,
        "slice",
        SliceValue.class::isInstance,
        call -> {
          var a = new Arguments(call, "slice", "start", "stop?", "step?");
          return a.has("stop")
              ? new SliceValue(a.get("start"), a.get("stop"), a.get("step", None.NONE))
              : new SliceValue(None.NONE, a.get("start"), None.NONE);
        });
    Exceptions.addTo(table);
    function(
        table, "len", call -> Iteration.length(only(call, "len"), call.position(), call.session()));
    function(table, "print", Builtins::print);
    function(table, "abs", Builtins::abs);
    function(table, "min", call -> Sequences.extreme(call, "min", -1));
    function(table, "max", call -> Sequences.extreme(call, "max", 1));
    function(table, "sum", Sequences::sum);
    function(table, "round", Builtins::round);
    function(
        table,
        "pow",
        call -> {
          var a = new Arguments(call, "pow", "base", "exp");
          return Arithmetic.binary(
              "**", a.get("base"), a.get("exp"), call.position(), call.session());
        });
    function(
        table,
        "divmod",
        call -> {
          var a = new Arguments(call, "divmod", "x", "y");
          return TupleValue.of(
              Arithmetic.binary("//", a.get("x"), a.get("y"), call.position(), call.session()),
              Arithmetic.binary("%", a.get("x"), a.get("y"), call.position(), call.session()));
        });
    function(table, "any", call -> Sequences.contains(call, "any", true));
    function(table, "all", call -> !Sequences.contains(call, "all", false));
    function(table, "enumerate", Sequences::enumerate);
    function(table, "zip", Sequences::zip);
    function(table, "map", Sequences::map);
    function(table, "filter", Sequences::filter);
    function(
        table,
        "reversed",
        call -> {
          List<Object> items = new ArrayList<>(items(call, only(call, "reversed")));
          Collections.reverse(items);
          return IteratorValue.of(items);
        });
    function(table, "sorted", Sequences::sorted);
    function(
        table,
        "iter",
        call -> Iteration.iterator(only(call, "iter"), call.position(), call.session()));
    function(table, "next", Sequences::next);
    function(table, "isinstance", Inspection::isInstance);
    function(table, "issubclass", Inspection::isSubclass);
    function(table, "hasattr", Inspection::hasAttribute);
    function(table, "getattr", Inspection::attribute);
    function(table, "setattr", Inspection::setAttribute);
    function(
        table,
        "delattr",
        call -> {
          var a = new Arguments(call, "delattr", "object", "name");
          Attributes.delete(a.get("object"), a.text("name"), call.position(), call.session());
          return None.NONE;
        });
    function(table, "id", call -> (long) System.identityHashCode(only(call, "id")));
    function(
        table,
        "chr",
        call -> Character.toString((int) new Arguments(call, "chr", "i").integer("i")));
    function(
        table,
        "ord",
        call -> {
          String text = new Arguments(call, "ord", "c").text("c");
          if (text.codePointCount(0, text.length()) != 1) {
            throw call.error(ErrorKind.TYPE_ERROR, "ord() expected a character");
          }
          return (long) text.codePointAt(0);
        });
    type(
        table,
        "frozenset",
        SetValue.class::isInstance,
        call -> {
          List<Object> items = optionalItems(call);
          items.forEach(item -> Keys.checked(item, call.position(), call.session()));
          return new SetValue(items);
        });
    table.put("object", OBJECT);
    function(
        table,
        "callable",
        call -> {
          Object value = only(call, "callable");
          Kind kind = call.session().kind(value);
          return value instanceof Callable
              || (kind != null && kind.isCallable(value))
              || Attributes.special(value, "__call__") != null;
        });
    function(table, "type", Inspection::typeOf);
    function(
        table, "repr", call -> Texts.repr(only(call, "repr"), call.position(), call.session()));
    return Collections.unmodifiableMap(table);
  }

  private static Callable callable(Arguments a, String name) {
    if (a.get(name) instanceof Callable function) {
      return function;
    }
    throw a.call()
        .error(
            ErrorKind.TYPE_ERROR,
            "expects a function as '"
                + name
                + "', got "
                + Types.described(a.get(name), a.call().session()));
  }

  private static void type(
      Map<String, Object> table,
      String name,
      java.util.function.Predicate<Object> test,
      NativeFunction.Body body) {
    table.put(name, new NativeType(name, test, body));
  }

  private static void function(Map<String, Object> table, String name, NativeFunction.Body body) {
    table.put(name, new NativeFunction(name, body));
  }

  private static Object only(Call call, String function) {
    return new Arguments(call, function, "x").get("x");
  }

  private static List<Object> items(Call call, Object value) {
    return Iteration.list(value, call.position(), call.session());
  }

  private static List<Object> optionalItems(Call call) {
    return call.positional().isEmpty() ? List.of() : items(call, only(call, "list"));
  }

  private static Object dict(Call call) {
    var dict = new DictValue();
    if (!call.positional().isEmpty()) {
      Object source = call.positional().getFirst();
      if (source instanceof DictValue other) {
        dict.putAll(other);
      } else {
        for (Object pair : items(call, source)) {
          List<Object> both = items(call, pair);
          if (both.size() != 2) {
            throw call.error(
                ErrorKind.VALUE_ERROR, "dict() expects pairs, got one of length " + both.size());
          }
          dict.put(Keys.checked(both.getFirst(), call.position(), call.session()), both.get(1));
        }
      }
    }
    call.keywords().forEach(dict::put);
    return dict;
  }

  private static Object range(Call call) {
    var a = new Arguments(call, "range", "start", "stop?", "step?");
    long first = a.integer("start");
    if (!a.has("stop")) {
      return new RangeValue(0, first, 1);
    }
    long step = a.has("step") ? a.integer("step") : 1;
    if (step == 0) {
      throw call.error(ErrorKind.VALUE_ERROR, "range() arg 3 must not be zero");
    }
    return new RangeValue(first, a.integer("stop"), step);
  }

  private static Object print(Call call) {
    var options =
        new Arguments(
            new Call(call.position(), List.of(), call.keywords(), call.session()),
            "print",
            "sep?",
            "end?",
            "flush?",
            "file?");
    Object file = options.get("file", None.NONE);
    if (file != None.NONE
        && !(file instanceof NativeValue stream && stream.names().contains("write"))) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          "print() expects sys.stdout or sys.stderr for 'file', got "
              + Types.described(file, call.session()));
    }
    Object separator = options.get("sep", " ");
    var line = new StringBuilder();
    for (int i = 0; i < call.positional().size(); i++) {
      line.append(i == 0 ? "" : Texts.str(separator, call.position(), call.session()));
      line.append(Texts.str(call.positional().get(i), call.position(), call.session()));
      call.session().claimItems(line.length(), call.position());
    }
    Object end = options.get("end", "\n");
    line.append(end == None.NONE ? "\n" : Texts.str(end, call.position(), call.session()));
    call.session().print(line.toString(), call.position());
    return None.NONE;
  }

  private static Object abs(Call call) {
    Object value = only(call, "abs");
    return switch (value) {
      case Double number -> Math.abs(number);
      case Long number -> Math.absExact(number);
      case Boolean bool -> bool ? 1L : 0L;
      default -> {
        Kind kind = call.session().kind(value);
        Object ofKind = kind == null ? null : kind.abs(value, call.position(), call.session());
        if (ofKind != null) {
          yield ofKind;
        }
        Object own = Overloads.asked(value, "__abs__", List.of(), call.position(), call.session());
        if (own == null) {
          throw call.error(
              ErrorKind.TYPE_ERROR,
              "abs() expects a number, got " + Types.described(value, call.session()));
        }
        yield own;
      }
    };
  }

  private static Object round(Call call) {
    var a = new Arguments(call, "round", "number", "ndigits?");
    Object value = a.get("number");
    Object digits = a.optional("ndigits");
    if (value instanceof Long whole) {
      long places = digits == null ? 0 : Math.clamp(a.integer("ndigits"), -20, 0);
      return BigDecimal.valueOf(whole)
          .setScale((int) places, RoundingMode.HALF_EVEN)
          .longValueExact();
    }
    if (value instanceof Boolean bool) {
      return bool ? 1L : 0L;
    }
    double number = a.number("number", 0);
    if (digits == null) {
      return Conversions.toLong(Math.rint(number), call);
    }
    long places = Math.clamp(a.integer("ndigits"), -400, 400);
    return Double.isFinite(number)
        ? new BigDecimal(number).setScale((int) places, RoundingMode.HALF_EVEN).doubleValue()
        : number;
  }

  static ScriptException notANumber(Call call, String function, Object value) {
    return call.error(
        ErrorKind.TYPE_ERROR,
        function
            + "() expects a number or a string, got "
            + Types.described(value, call.session()));
  }
}
