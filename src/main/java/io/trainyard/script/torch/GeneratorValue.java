package io.trainyard.script.torch;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.NativeValue;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.SequentialGenerator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code torch.Generator}: a source of random numbers beside the one that all draw from. */
final class GeneratorValue implements NativeValue, Holder {

  static final NativeType TYPE =
      new NativeType(
          "torch.Generator", GeneratorValue.class::isInstance, call -> new GeneratorValue(call));

  /** PyTorch's seed of a new one. */
  private static final long STANDARD_SEED = 67_280_421_310_721L;

  private static final Set<String> NAMES =
      Set.of("manual_seed", "initial_seed", "seed", "get_state", "set_state", "device");

  /** Where a generator stood. */
  record State(SequentialGenerator at) implements NativeValue, Holder {
    @Override
    public String typeName() {
      return "Tensor";
    }

    @Override
    public @Nullable Object attribute(String name) {
      return name.equals("clone") ? new NativeFunction(name, call -> this) : null;
    }

    @Override
    public Set<String> names() {
      return Set.of("clone");
    }

    @Override
    public void eachHeld(Consumer<Object> held) {}
  }

  private SequentialGenerator generator;

  private GeneratorValue(Call call) {
    new Arguments(call, "Generator", "device?");
    this.generator = call.session().sequence(STANDARD_SEED);
  }

  Generator generator() {
    return generator;
  }

  @Override
  public void eachHeld(Consumer<Object> held) {}

  @Override
  public String typeName() {
    return "torch.Generator";
  }

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "manual_seed" -> method(name, this::seed);
      case "initial_seed" -> method(name, call -> generator.seed());
      case "seed" ->
          method(
              name,
              call -> {
                generator = call.session().sequence(call.session().generator().seed("seed"));
                return generator.seed();
              });
      case "get_state" -> method(name, call -> new State(generator.copy()));
      case "set_state" ->
          method(
              name,
              call -> {
                generator = state(new Arguments(call, name, "new_state").get("new_state"), call);
                return this;
              });
      case "device" -> DeviceValue.CPU;
      default -> null;
    };
  }

  private NativeFunction method(String name, NativeFunction.Body body) {
    return new NativeFunction(name, body, List.of(this));
  }

  private Object seed(Call call) {
    generator = call.session().sequence(new Arguments(call, "manual_seed", "seed").integer("seed"));
    return this;
  }

  /** Where a generator stood, as one that goes on from there. */
  static SequentialGenerator state(Object value, Call call) {
    if (value instanceof State state) {
      return state.at.copy();
    }
    throw call.error(
        ErrorKind.TYPE_ERROR, "expects the state that get_state() or get_rng_state() gave");
  }

  @Override
  public String text() {
    return "<torch._C.Generator object at 0x7f0000000000>";
  }
}
