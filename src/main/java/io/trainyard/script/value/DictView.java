package io.trainyard.script.value;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** What {@code keys()}, {@code values()} and {@code items()} of a dict give, which follows it. */
public record DictView(DictValue dict, Part part) implements Holder {

  /** What it shows of each entry. */
  public enum Part {
    KEYS,
    VALUES,
    ITEMS
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    held.accept(dict);
  }

  /** What Python calls it: {@code dict_keys}. */
  public String name() {
    return (dict.type().equals("OrderedDict") ? "odict_" : "dict_")
        + part.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** What it shows by now. */
  public List<Object> shown() {
    return switch (part) {
      case KEYS -> dict.keys();
      case VALUES -> List.copyOf(dict.values());
      case ITEMS ->
          dict.keys().stream()
              .map(key -> (Object) TupleValue.of(key, Objects.requireNonNull(dict.get(key))))
              .toList();
    };
  }
}
