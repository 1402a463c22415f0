package io.trainyard.training;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Module;
import io.trainyard.nn.Sequential;
import io.trainyard.script.Script;
import io.trainyard.signature.Either;
import io.trainyard.signature.Faults;
import io.trainyard.tensor.Generator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes networks of layers and of texts. */
final class Networks {

  private Networks() {}

  /** The network of a completed spec, freshly initialised. */
  static Module of(RunSpec completed, Generator generator) {
    return switch (Objects.requireNonNull(completed.model())) {
      case Either.First<ModelSpec, ScriptSpec>(ModelSpec model) -> {
        List<? extends Layer> layers =
            model.layers().stream().map(layer -> layer.create(generator)).toList();
        yield new Sequential(layers);
      }
      case Either.Second<ModelSpec, ScriptSpec>(ScriptSpec text) -> {
        var faults = new Faults();
        Module module = made(text, generator, Long.MAX_VALUE, faults);
        if (module == null) {
          throw new IllegalArgumentException("the model cannot be made: " + faults.list());
        }
        yield module;
      }
    };
  }

  /**
   * A module of a text; null after a fault.
   *
   * @param elements the most that all tensors may have which are made on the way, together
   */
  static @Nullable Module made(ScriptSpec text, Generator generator, long elements, Faults faults) {
    Script script = Script.read(text.source(), faults.at("source"));
    return script == null
        ? null
        : script.make(text.class_name(), text.args(), generator, elements, faults);
  }
}
