package io.trainyard.script.python;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.TupleValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** {@code operator}: operators as functions. */
final class OperatorModule {

  private OperatorModule() {}

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    Map<String, String> operators = new LinkedHashMap<>();
    operators.put("add", "+");
    operators.put("sub", "-");
    operators.put("mul", "*");
    operators.put("truediv", "/");
    operators.put("floordiv", "//");
    operators.put("mod", "%");
    operators.put("pow", "**");
    operators.put("matmul", "@");
    operators.put("and_", "&");
    operators.put("or_", "|");
    operators.put("xor", "^");
    operators.forEach((name, operator) ->
        Library.function(
            members,
            name,
            a -> Language.binary(operator, a.get("a"), a.get("b"), a.call()),
            "a",
            "b"));
    Map<String, String> comparisons = new LinkedHashMap<>();
    comparisons.put("eq", "==");
    comparisons.put("ne", "!=");
    comparisons.put("lt", "<");
    comparisons.put("le", "<=");
    comparisons.put("gt", ">");
    comparisons.put("ge", ">=");
    comparisons.forEach((name, operator) ->
        Library.function(
            members,
            name,
            a -> Language.compare(operator, a.get("a"), a.get("b"), a.call()),
            "a",
            "b"));
    Library.function(members, "neg", a -> Language.binary("-", 0L, a.get("a"), a.call()), "a");
    Library.function(members, "not_", a -> !Language.truth(a.get("a"), a.call()), "a");
    Library.function(
        members, "getitem", a -> Language.item(a.get("a"), a.get("b"), a.call()), "a", "b");
    Library.open(
        members,
        "itemgetter",
        call -> picking("itemgetter", call, (value, key) -> Language.item(value, key, call)));
    Library.open(
        members,
        "attrgetter",
        call ->
            picking(
                "attrgetter",
                call,
                (value, key) -> {
                  Object found = value;
                  for (String part : String.valueOf(key).split("\\.", -1)) {
                    found = Language.attribute(found, part, call);
                  }
                  return found;
                }));
    return members;
  }

  private static Object picking(String name, Call call, BiFunction<Object, Object, Object> pick) {
    List<Object> keys = call.positional();
    return new NativeFunction(
        name,
        later -> {
          Object value = new Arguments(later, name, "value").get("value");
          return keys.size() == 1
              ? pick.apply(value, keys.getFirst())
              : new TupleValue(keys.stream().map(key -> pick.apply(value, key)).toList());
        },
        keys);
  }
}
