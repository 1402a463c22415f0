package io.trainyard.script.torch.optim;

import io.trainyard.optim.Optimizer;
import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.signature.Signature;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An optimizer as a text knows it: groups of parameters, which are the text's to change. */
final class OptimizerValue implements NativeValue, Holder {

  private static final Set<String> NAMES =
      Set.of("step", "zero_grad", "param_groups", "defaults", "add_param_group");

  private final Signature<? extends Optimizer> signature;
  private final Map<String, Object> defaults;
  private final ListValue groups = new ListValue(List.of());
  private final Map<Object, ParameterGroup> known = new IdentityHashMap<>();

  /**
   * An optimizer without parameters yet.
   *
   * @param defaults the options of groups that do not say otherwise
   */
  OptimizerValue(Signature<? extends Optimizer> signature, Map<String, Object> defaults) {
    this.signature = signature;
    this.defaults = defaults;
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    defaults.values().forEach(held);
    held.accept(groups);
    known.values().forEach(held);
  }

  @Override
  public String typeName() {
    return signature.name();
  }

  @Override
  public String baseName() {
    return "Optimizer";
  }

  @Override
  public String toString() {
    return text();
  }

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "step" -> new NativeFunction("step", this::step, List.of(this));
      case "zero_grad" -> new NativeFunction("zero_grad", this::zeroGrad, List.of(this));
      case "param_groups" -> groups;
      case "defaults" -> {
        var dict = new DictValue();
        defaults.forEach(dict::put);
        yield dict;
      }
      case "add_param_group" ->
          new NativeFunction(
              "add_param_group",
              call -> {
                add(new Arguments(call, "add_param_group", "param_group").get("param_group"), call);
                return None.NONE;
              },
              List.of(this));
      default -> null;
    };
  }

  /** Adds a group, as a dict describes it. */
  void add(Object group, Call call) {
    if (!(group instanceof DictValue dict)) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          "param_group must be a dict, but got <class '" + Language.typeName(group, call) + "'>");
    }
    ParameterGroup.complete(dict, defaults, call);
    Set<Tensor> others = Collections.newSetFromMap(new IdentityHashMap<>());
    dicts(call).forEach(other -> others.addAll(ParameterGroup.tensors(other, call)));
    if (ParameterGroup.tensors(dict, call).stream().anyMatch(others::contains)) {
      throw call.error(
          ErrorKind.VALUE_ERROR, "some parameters appear in more than one parameter group");
    }
    if (!groups.items().isEmpty() && signature.name().equals("LBFGS")) {
      throw call.error(
          ErrorKind.VALUE_ERROR, "LBFGS doesn't support per-parameter options (parameter groups)");
    }
    known.put(dict, new ParameterGroup(dict, signature, call));
    groups.items().add(dict);
  }

  /** The groups that the text's list now holds. */
  List<ParameterGroup> groups(Call call) {
    return dicts(call).stream()
        .map(
            dict -> known.computeIfAbsent(dict, added -> new ParameterGroup(dict, signature, call)))
        .toList();
  }

  private List<DictValue> dicts(Call call) {
    List<DictValue> dicts = new ArrayList<>();
    for (Object item : groups.items()) {
      if (!(item instanceof DictValue dict)) {
        throw call.error(
            ErrorKind.TYPE_ERROR,
            "param_groups has to hold dicts, but one of them is " + Language.described(item, call));
      }
      dicts.add(dict);
    }
    return dicts;
  }

  private Object step(Call call) {
    Object closure = new Arguments(call, "step", "closure?").optional("closure");
    List<Optimizer> all = groups(call).stream().map(group -> group.ready(call)).toList();
    call.session()
        .steps(
            all.stream().mapToInt(optimizer -> optimizer.params().size()).sum(), call.position());
    call.session()
        .claimScratch(all.stream().mapToLong(OptimizerValue::growth).sum(), call.position());
    return Tensors.guarded(
        call.position(),
        call.session(),
        () -> {
          if (closure == null || all.isEmpty()) {
            all.forEach(Optimizer::step);
            return None.NONE;
          }
          List<TensorValue> losses = new ArrayList<>();
          all.getFirst().step(() -> loss(closure, losses, call));
          all.subList(1, all.size()).forEach(Optimizer::step);
          return losses.getFirst();
        });
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

  private Object zeroGrad(Call call) {
    boolean forget = new Arguments(call, "zero_grad", "set_to_none?").flag("set_to_none", true);
    for (DictValue group : dicts(call)) {
      for (Tensor param : ParameterGroup.tensors(group, call)) {
        Tensor grad = param.grad();
        if (grad != null) {
          param.grad(forget ? null : grad.mul(0).detach());
        }
      }
    }
    return None.NONE;
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder(typeName()).append(" (");
    for (int i = 0; i < groups.items().size(); i++) {
      text.append("\nParameter Group ").append(i).append('\n');
      if (groups.items().get(i) instanceof DictValue dict) {
        dict.keys().stream()
            .map(String::valueOf)
            .filter(key -> !key.equals("params"))
            .sorted()
            .forEach(key -> text.append("    ").append(key).append(": ").append(plain(dict, key)));
      }
    }
    return text.append(')').toString();
  }

  private static String plain(DictValue dict, String key) {
    Object value = Objects.requireNonNullElse(dict.get(key), None.NONE);
    String text =
        value instanceof TupleValue tuple
            ? "(" + String.join(", ", tuple.items().stream().map(Language::plain).toList()) + ")"
            : value instanceof String word ? word : Language.plain(value);
    return text + "\n";
  }
}
