package io.trainyard.script.torch.nn;

import io.trainyard.nn.Module;
import io.trainyard.script.interpreter.FunctionValue;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.ObjectValue;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What modules and the text hold besides parameters and buffers, as it is before a forward: lists,
 * dicts, objects and plain tensors. A step is recorded once and repeated, so whatever of it a
 * forward changes would not change again, and a trained model would not have it.
 */
final class HeldState {

  /** A tensor as it was. */
  private record Seen(String name, TensorValue value, Tensor tensor, int version) {}

  /** The items of a collection as they were. */
  private record Items(String name, Object collection, List<Object> items) {}

  /** What names meant. */
  private record Names(Map<String, Object> names, Map<String, Object> before) {}

  private final List<Names> scopes = new ArrayList<>();
  private final List<Seen> tensors = new ArrayList<>();
  private final List<Items> collections = new ArrayList<>();
  private final Map<Object, Object> visited = new IdentityHashMap<>();

  /**
   * Looks at all that can be reached.
   *
   * @param globals the names of the text
   */
  HeldState(ScriptModule module, Map<String, Object> globals) {
    look("self", module);
    names("", globals);
  }

  /** What the names of the text, or of a function around another, mean. */
  private void names(String prefix, Map<String, Object> names) {
    if (visited.put(names, names) == null) {
      Map<String, Object> before = new LinkedHashMap<>(names);
      scopes.add(new Names(names, before));
      before.forEach((name, value) -> look(prefix + name, value));
    }
  }

  private void look(String name, @Nullable Object value) {
    if (value == null || visited.put(value, value) != null) {
      return;
    }
    switch (value) {
      case ScriptModule module -> {
        module
            .attributes()
            .forEach((key, held) -> {
              if (!module.buffers().containsKey(key)) {
                look(name + "." + key, held);
              }
            });
        module.children().forEach((key, child) -> look(name + "." + key, child));
      }
      case Module layer -> layer.children().forEach((key, child) -> look(name + "." + key, child));
      case TensorValue tensor when !tensor.isParameter() ->
          tensors.add(new Seen(name, tensor, tensor.tensor(), tensor.tensor().version()));
      case ListValue list -> collection(name, list, list.items());
      case TupleValue tuple -> tuple.items().forEach(item -> look(name + "[…]", item));
      case DictValue dict -> collection(name, dict, items(dict));
      case SetValue set -> collection(name, set, List.copyOf(set.items()));
      case ObjectValue object -> collection(name, object, items(object.attributes()));
      case TypeValue type when !type.isBuiltIn() ->
          collection(name, type, items(type.attributes()));
      case FunctionValue function -> {
        names(name + ".", function.attributes());
        function.closures().forEach(closure -> names("", closure));
      }
      default -> {}
    }
  }

  private void collection(String name, Object collection, List<Object> items) {
    collections.add(new Items(name, collection, new ArrayList<>(items)));
    items.forEach(item -> look(name + "[…]", item));
  }

  private static List<Object> items(DictValue dict) {
    List<Object> items = new ArrayList<>(dict.keys());
    items.addAll(dict.values());
    return items;
  }

  private static List<Object> items(Map<String, Object> attributes) {
    List<Object> items = new ArrayList<>(attributes.keySet());
    items.addAll(attributes.values());
    return items;
  }

  /** What has been changed since; null when nothing has. */
  @Nullable String changed(Call at) {
    for (Seen seen : tensors) {
      if (seen.value.tensor() != seen.tensor || seen.tensor.version() != seen.version) {
        return seen.name;
      }
    }
    for (Names scope : scopes) {
      at.session().passes(scope.before.size(), at.position());
      for (Map.Entry<String, Object> name : scope.names.entrySet()) {
        Object before = scope.before.get(name.getKey());
        if (before == null || !Language.isUnchanged(before, name.getValue(), at)) {
          return name.getKey();
        }
      }
    }
    for (Items before : collections) {
      at.session().passes(before.items.size(), at.position());
      if (!same(before.items, now(before.collection), at)) {
        return before.name;
      }
    }
    return null;
  }

  private static List<Object> now(Object collection) {
    return switch (collection) {
      case ListValue list -> list.items();
      case DictValue dict -> items(dict);
      case SetValue set -> List.copyOf(set.items());
      case ObjectValue object -> items(object.attributes());
      case TypeValue type -> items(type.attributes());
      default -> List.of();
    };
  }

  private static boolean same(List<Object> before, List<Object> now, Call at) {
    if (before.size() != now.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      if (!Language.isUnchanged(before.get(i), now.get(i), at)) {
        return false;
      }
    }
    return true;
  }
}
