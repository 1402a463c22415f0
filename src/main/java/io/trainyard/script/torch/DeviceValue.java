package io.trainyard.script.torch;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.None;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code torch.device}: a text may name any, everything is computed on the processor.
 *
 * @param type {@code cpu}, {@code cuda}
 * @param index which of several; null where that is not said
 */
record DeviceValue(String type, @Nullable Long index) implements NativeValue {

  static final DeviceValue CPU = new DeviceValue("cpu", null);

  private static final List<String> KNOWN =
      List.of("cpu", "cuda", "mps", "xpu", "meta", "xla", "hpu", "ipu", "mtia", "vulkan");

  private static final NativeType TYPE =
      new NativeType("torch.device", DeviceValue.class::isInstance, DeviceValue::of);

  static void addTo(Table table) {
    table.constant("device", TYPE);
  }

  private static DeviceValue of(Call call) {
    var a = new Arguments(call, "device", "type", "index?");
    if (a.get("type") instanceof DeviceValue known) {
      return known;
    }
    if (a.get("type") instanceof Long number) {
      return new DeviceValue("cuda", number);
    }
    String[] parts = a.text("type").split(":", 2);
    boolean isNumbered = parts.length == 2;
    if (!KNOWN.contains(parts[0]) || (isNumbered && !parts[1].matches("\\d{1,3}"))) {
      throw call.error(
          ErrorKind.RUNTIME_ERROR,
          "Expected one of "
              + String.join(", ", KNOWN)
              + " device type at start of device string: "
              + a.text("type"));
    }
    Object index = a.optional("index");
    return new DeviceValue(
        parts[0],
        isNumbered ? (Long) Long.parseLong(parts[1]) : index instanceof Long own ? own : null);
  }

  @Override
  public String typeName() {
    return "torch.device";
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "type" -> type;
      case "index" -> index == null ? None.NONE : index;
      default -> null;
    };
  }

  @Override
  public Set<String> names() {
    return Set.of("type", "index");
  }

  @Override
  public String shown() {
    return index == null ? type : type + ":" + index;
  }

  @Override
  public String text() {
    return "device(type='" + type + "'" + (index == null ? "" : ", index=" + index) + ")";
  }
}
