package io.trainyard.script.numpy;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeType;
import java.util.Map;

/** What numpy's texts find built in. */
public final class Library {

  private Library() {}

  /** All names, by their modules. */
  public static Map<String, Map<String, Object>> modules() {
    return Map.of(
        "numpy",
        Map.of(
            "_single",
            new NativeFunction(
                "_single",
                call ->
                    Float.toString(
                        (float) Language.toDouble(new Arguments(call, "_single", "x").get("x"))))),
        "numpy.random",
        Map.of(
            "_Bits",
            new NativeType(
                "numpy.random._Bits",
                RandomBits.class::isInstance,
                call ->
                    new RandomBits(new Arguments(call, "_Bits", "seed?").optional("seed"), call))));
  }
}
