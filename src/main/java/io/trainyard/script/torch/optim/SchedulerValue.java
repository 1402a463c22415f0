package io.trainyard.script.torch.optim;

import io.trainyard.optim.CyclicLR;
import io.trainyard.optim.LRScheduler;
import io.trainyard.optim.OneCycleLR;
import io.trainyard.optim.ReduceLROnPlateau;
import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.signature.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A scheduler as a text knows it: the same schedule for each group of an optimizer. */
final class SchedulerValue implements NativeValue, Holder {

  private static final Set<String> NAMES = Set.of("step", "get_last_lr");

  private final String typeName;
  private final List<ParameterGroup> groups;
  private final List<LRScheduler> schedulers = new ArrayList<>();
  private final List<Object> last = new ArrayList<>();

  SchedulerValue(Recipe<? extends LRScheduler> recipe, OptimizerValue optimizer, Call call) {
    this.typeName = recipe.type();
    this.groups = optimizer.groups(call);
    for (ParameterGroup group : groups) {
      double lr = group.lr(call);
      group.schedule(call, () -> schedulers.add(recipe.create(group.scheduled())));
      LRScheduler scheduler = schedulers.getLast();
      if (!(scheduler instanceof ReduceLROnPlateau)) {
        boolean setsItsOwn = scheduler instanceof CyclicLR || scheduler instanceof OneCycleLR;
        group.begin(setsItsOwn ? group.lr(call) : lr);
      }
      last.add(group.lr(call));
    }
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    groups.forEach(held);
  }

  @Override
  public String typeName() {
    return typeName;
  }

  @Override
  public String toString() {
    return Language.plain(this);
  }

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "step" -> new NativeFunction("step", this::step, List.of(this));
      case "get_last_lr" -> new NativeFunction("get_last_lr", call -> new ListValue(last));
      default -> null;
    };
  }

  private Object step(Call call) {
    Object given = new Arguments(call, "step", "metrics?").optional("metrics");
    Double metric =
        switch (given) {
          case null -> null;
          case TensorValue loss -> (Double) (double) loss.tensor().item();
          default -> (Double) Language.toDouble(given);
        };
    for (int i = 0; i < schedulers.size(); i++) {
      LRScheduler scheduler = Objects.requireNonNull(schedulers.get(i));
      ParameterGroup group = groups.get(i);
      group.schedule(call, () -> scheduler.stepOn(metric));
      last.set(i, group.lr(call));
    }
    return None.NONE;
  }
}
