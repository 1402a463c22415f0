package io.trainyard.script.torch.optim;

import io.trainyard.optim.Optimizer;
import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.signature.Signature;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one optimizer of a text: one of the engine's optimizers for each of its groups. The
 * groups and what is remembered of their parameters stand in dicts of the text; so this can be made
 * anew at any time.
 */
final class Steps implements NativeValue, Holder {

  private final Signature<? extends Optimizer> signature;
  private final Map<DictValue, ParameterGroup> known = new IdentityHashMap<>();

  Steps(Signature<? extends Optimizer> signature) {
    this.signature = signature;
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    known.values().forEach(held);
  }

  @Override
  public String typeName() {
    return "steps of " + signature.name();
  }

  @Override
  public @Nullable Object attribute(String name) {
    return null;
  }

  @Override
  public Set<String> names() {
    return Set.of();
  }

  /** {@code _prepare(steps, group)}: refuses a group whose options cannot be. */
  static Object prepare(Call call) {
    var a = new Arguments(call, "_prepare", "steps", "group");
    ((Steps) a.get("steps")).group(a.get("group"), call);
    return None.NONE;
  }

  private ParameterGroup group(Object group, Call call) {
    if (!(group instanceof DictValue dict)) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          "param_groups has to hold dicts, but one of them is " + Language.described(group, call));
    }
    return known.computeIfAbsent(dict, added -> new ParameterGroup(added, signature, call));
  }

  /** {@code _step(steps, param_groups, state, closure)}. */
  static Object step(Call call) {
    var a = new Arguments(call, "step", "steps", "param_groups", "state", "closure");
    if (!(a.get("state") instanceof DictValue state)) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          "state has to be a dict, got " + Language.described(a.get("state"), call));
    }
    Object closure = a.get("closure");
    return ((Steps) a.get("steps"))
        .step(
            Language.list(a.get("param_groups"), call),
            state,
            closure == None.NONE ? null : closure,
            call);
  }

  private Object step(List<Object> dicts, DictValue state, @Nullable Object closure, Call call) {
    List<ParameterGroup> groups = dicts.stream().map(dict -> group(dict, call)).toList();
    List<Optimizer> all = groups.stream().map(group -> group.ready(state, call)).toList();
    call.session()
        .steps(
            all.stream().mapToInt(optimizer -> optimizer.params().size()).sum(), call.position());
    call.session().claimScratch(all.stream().mapToLong(Steps::growth).sum(), call.position());
    Object loss =
        Tensors.guarded(call.position(), call.session(), () -> stepped(all, closure, call));
    groups.forEach(group -> group.show(state, call));
    return loss;
  }

  private static Object stepped(List<Optimizer> all, @Nullable Object closure, Call call) {
    if (closure == null || all.isEmpty()) {
      all.forEach(Optimizer::step);
      return None.NONE;
    }
    List<TensorValue> losses = new ArrayList<>();
    all.getFirst().step(() -> loss(closure, losses, call));
    all.subList(1, all.size()).forEach(Optimizer::step);
    return losses.getFirst();
  }

  /** The working memory that the next step takes beyond that of the steps before. */
  private static long growth(Optimizer optimizer) {
    long steps = optimizer.steps();
    return optimizer.scratch(steps + 1) - (steps == 0 ? 0 : optimizer.scratch(steps));
  }

  private static Tensor loss(Object closure, List<TensorValue> losses, Call call) {
    Object loss = Language.call(closure, call);
    if (loss instanceof TensorValue tensor) {
      losses.add(tensor);
      return tensor.tensor();
    }
    throw call.error(
        ErrorKind.TYPE_ERROR,
        "the closure has to return the loss, got " + Language.described(loss, call));
  }

  /** {@code _zero_grad(param_groups, set_to_none)}. */
  static Object zeroGrad(Call call) {
    var a = new Arguments(call, "zero_grad", "param_groups", "set_to_none");
    boolean forget = a.flag("set_to_none", true);
    for (Object group : Language.list(a.get("param_groups"), call)) {
      for (Tensor param : ParameterGroup.tensors((DictValue) group, call)) {
        Tensor grad = param.grad();
        if (grad != null) {
          param.grad(forget ? null : grad.mul(0).detach());
        }
      }
    }
    return None.NONE;
  }
}
