package io.trainyard.script.torch.nn;

import io.trainyard.nn.Module;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code module._modules}, {@code _parameters} and {@code _buffers}, which texts change too. */
final class ModuleTables {

  private ModuleTables() {}

  /** The table of that name; null for another name. */
  static @Nullable DictValue of(Module module, String name, Position position, Session session) {
    Map<String, Object> items = new LinkedHashMap<>();
    switch (name) {
      case "_modules" -> items.putAll(module.children());
      case "_parameters" ->
          module
              .ownParameters()
              .forEach((key, item) -> items.put(key, TensorValue.parameter(item)));
      case "_buffers" ->
          module.buffers().forEach((key, item) -> items.put(key, TensorValue.of(item)));
      default -> {
        return null;
      }
    }
    var at = new Call(position, List.of(), Map.of(), session);
    return DictValue.showing(items, (key, item) -> change(module, key, item, at));
  }

  private static void change(Module module, String name, @Nullable Object item, Call at) {
    if (module instanceof ScriptModule own) {
      if (item == null) {
        own.remove(name);
      } else {
        own.set(name, item, at.position());
      }
    } else if (item == null) {
      ModuleAttributes.remove(module, name);
    } else {
      ModuleAttributes.set(module, name, item, at);
    }
  }
}
