package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.SliceValue;
import io.trainyard.script.value.TupleValue;
import org.jspecify.annotations.Nullable;

/** What a slice has. */
final class SliceAttributes {

  private SliceAttributes() {}

  static @Nullable Object of(SliceValue slice, String name) {
    return switch (name) {
      case "start" -> slice.start();
      case "stop" -> slice.stop();
      case "step" -> slice.step();
      case "indices" -> new NativeFunction("indices", call -> indices(slice, call));
      default -> null;
    };
  }

  /** {@code slice.indices(len)}: where it begins and ends in a sequence of that length. */
  private static Object indices(SliceValue slice, Call call) {
    long length = new Arguments(call, "indices", "len").integer("len");
    long step = slice.step() instanceof Long given ? given : 1;
    if (step == 0) {
      throw call.error(ErrorKind.VALUE_ERROR, "slice step cannot be zero");
    }
    long least = step > 0 ? 0 : -1;
    long most = step > 0 ? length : length - 1;
    return TupleValue.of(
        bound(slice.start(), length, least, most, step > 0 ? 0 : most),
        bound(slice.stop(), length, least, most, step > 0 ? most : -1),
        step);
  }

  private static long bound(Object given, long length, long least, long most, long standard) {
    if (!(given instanceof Long at)) {
      return standard;
    }
    return Math.clamp(at < 0 ? at + length : at, least, most);
  }
}
