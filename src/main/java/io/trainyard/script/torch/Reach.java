package io.trainyard.script.torch;

import io.trainyard.nn.Module;
import io.trainyard.script.value.Alive;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.Ellipsis;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.Namespace;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.None;
import io.trainyard.script.value.RangeValue;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.SliceValue;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Footprint;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a text keeps alive: all that can be reached from its names and from what is being computed.
 * It depends on the text alone, unlike what a garbage collector happens to have found.
 */
public final class Reach {

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private final Footprint footprint = new Footprint();
  private boolean isKnown = true;

  private Reach() {}

  /** Measures from those values on; null when one is met of which nobody knows what it keeps. */
  public static @Nullable Alive from(Iterable<Object> roots) {
    var reach = new Reach();
    roots.forEach(reach.open::push);
    while (!reach.open.isEmpty()) {
      reach.look(reach.open.pop());
    }
    return reach.isKnown
        ? new Alive(reach.footprint.elements(), reach.seen.size() + reach.footprint.size())
        : null;
  }

  private void look(Object value) {
    if (keepsNothing(value) || !seen.add(value)) {
      return;
    }
    switch (value) {
      case TensorValue tensor -> {
        tensor.kept().forEach(footprint::add);
        if (tensor.base() instanceof TensorValue base) {
          open.push(base);
        }
      }
      case ListValue list -> list.items().forEach(open::push);
      case TupleValue tuple -> tuple.items().forEach(open::push);
      case DictValue dict -> {
        dict.keys().forEach(open::push);
        dict.values().forEach(open::push);
      }
      case SetValue set -> set.items().forEach(open::push);
      case Module module -> {
        module.ownParameters().values().forEach(footprint::add);
        module.buffers().values().forEach(footprint::add);
        module.children().values().forEach(open::push);
        if (module instanceof Holder text) {
          text.eachHeld(open::push);
        }
        if (module.companion() instanceof Holder companion) {
          companion.eachHeld(open::push);
        }
      }
      case SliceValue slice -> {
        open.push(slice.start());
        open.push(slice.stop());
        open.push(slice.step());
      }
      case Holder holder -> {
        holder.eachHeld(open::push);
        if (holder instanceof Keeper keeper) {
          keeper.addTo(footprint);
        }
      }
      default -> isKnown = false;
    }
  }

  private static boolean keepsNothing(Object value) {
    return switch (value) {
      case Boolean ignored -> true;
      case Number ignored -> true;
      case String ignored -> true;
      case None ignored -> true;
      case Ellipsis ignored -> true;
      case DType ignored -> true;
      case RangeValue ignored -> true;
      case Namespace ignored -> true;
      case NativeType ignored -> true;
      case Holder ignored -> false;
      case Callable callable -> !(callable instanceof TypeValue);
      case Attributes.GradFn ignored -> true;
      case DeviceValue ignored -> true;
      default -> false;
    };
  }
}
