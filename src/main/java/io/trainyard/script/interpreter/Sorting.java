package io.trainyard.script.interpreter;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.None;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Puts items in order. */
final class Sorting {

  private record Keyed(Object key, Object item) {}

  private Sorting() {}

  static List<Object> sorted(List<Object> items, Object key, boolean reverse, Call call) {
    List<Keyed> keyed = new ArrayList<>();
    for (Object item : items) {
      Object by =
          key == None.NONE
              ? item
              : Invocations.call(
                  key, new Call(call.position(), List.of(item), Map.of(), call.session()));
      call.session().hold(by);
      keyed.add(new Keyed(by, item));
    }
    Comparator<Keyed> order =
        (a, b) -> Comparisons.order(a.key(), b.key(), call.position(), call.session());
    try {
      keyed.sort(reverse ? Collections.reverseOrder(order) : order);
    } catch (IllegalArgumentException e) {
      throw call.error(ErrorKind.VALUE_ERROR, "these items have no order");
    }
    return keyed.stream().map(Keyed::item).toList();
  }
}
