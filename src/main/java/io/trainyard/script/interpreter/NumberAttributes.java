package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.TupleValue;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What numbers have: Python's methods, and those of numpy's scalars, which are plain numbers here.
 */
final class NumberAttributes {

  private NumberAttributes() {}

  /** The attribute; null when there is none of that name. */
  static @Nullable Object of(Object number, String name) {
    return switch (name) {
      case "real" -> number;
      case "imag" -> number instanceof Double ? (Object) 0.0 : (Object) 0L;
      case "item", "tolist", "copy", "squeeze", "conjugate" -> method(name, call -> number);
      case "shape" -> new TupleValue(List.of());
      case "ndim" -> 0L;
      case "size" -> 1L;
      case "is_integer" -> method(name, call -> !(number instanceof Double x) || x == Math.rint(x));
      case "bit_length" ->
          number instanceof Long whole
              ? method(
                  name, call -> (long) (Long.SIZE - Long.numberOfLeadingZeros(Math.abs(whole))))
              : null;
      default -> null;
    };
  }

  private static NativeFunction method(String name, Function<Call, Object> body) {
    return new NativeFunction(
        name,
        call -> {
          new Arguments(call, name);
          return body.apply(call);
        });
  }
}
