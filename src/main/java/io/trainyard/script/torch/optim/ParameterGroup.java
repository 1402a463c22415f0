package io.trainyard.script.torch.optim;

import io.trainyard.optim.Optimizer;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.Keeper;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.torch.nn.RecipeArguments;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.signature.Parameter;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import io.trainyard.tensor.Footprint;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that are changed by the same options. Both stand in a dict that belongs to the text:
 * what it holds at a step is what the step is made with.
 */
final class ParameterGroup implements Keeper {

  private static final String PARAMS = "params";
  private static final String LR = "lr";
  private static final String MOMENTUM = "momentum";
  private static final String BETAS = "betas";

  private final DictValue dict;
  private final Signature<? extends Optimizer> signature;
  private Optimizer optimizer;
  private Memory memory;
  private List<Tensor> params;
  private Map<String, @Nullable Object> options;

  ParameterGroup(DictValue dict, Signature<? extends Optimizer> signature, Call call) {
    this.dict = dict;
    this.signature = signature;
    this.params = tensors(dict, call);
    Recipe<? extends Optimizer> recipe = recipe(call);
    this.options = fixed(recipe);
    this.optimizer = made(recipe, call);
    this.memory = new Memory(signature.name(), optimizer);
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    held.accept(dict);
  }

  /** Adds the parameters, and what the optimizers remember of each. */
  @Override
  public void addTo(Footprint footprint) {
    addTo(footprint, optimizer);
  }

  private static void addTo(Footprint footprint, Optimizer optimizer) {
    optimizer.params().forEach(footprint::add);
    optimizer.remembered().forEach(footprint::add);
    footprint.add(optimizer.scratch(optimizer.steps()));
  }

  /** The parameters that a dict names, each of which has to be one that can be changed. */
  static List<Tensor> tensors(DictValue dict, Call call) {
    List<Tensor> tensors = new ArrayList<>();
    for (Object item : items(dict, call)) {
      if (!(item instanceof TensorValue tensor)) {
        throw call.error(
            ErrorKind.TYPE_ERROR,
            "optimizer can only optimize Tensors, but one of the params is "
                + Language.described(item, call));
      }
      if (!tensor.tensor().isLeaf()) {
        throw call.error(ErrorKind.VALUE_ERROR, "can't optimize a non-leaf Tensor");
      }
      tensors.add(tensor.tensor());
    }
    return tensors;
  }

  private static List<Object> items(DictValue dict, Call call) {
    Object params = required(dict, PARAMS, call);
    return params instanceof TensorValue ? List.of(params) : Language.list(params, call);
  }

  private static Object required(DictValue dict, String key, Call call) {
    Object value = dict.get(key);
    if (value == null) {
      throw call.error(ErrorKind.KEY_ERROR, "there is no key '" + key + "'");
    }
    return value;
  }

  private Recipe<? extends Optimizer> recipe(Call call) {
    Map<String, Object> given = new LinkedHashMap<>();
    for (Parameter parameter : signature.parameters()) {
      given.put(parameter.name(), required(dict, parameter.name(), call));
    }
    return RecipeArguments.recipe(
        signature, new Call(call.position(), List.of(), given, call.session()));
  }

  /** The options without those that an optimizer takes while it is at work. */
  private static Map<String, @Nullable Object> fixed(Recipe<? extends Optimizer> recipe) {
    Map<String, @Nullable Object> fixed = new LinkedHashMap<>(recipe.toTree());
    fixed.remove(LR);
    fixed.remove(MOMENTUM);
    fixed.computeIfPresent(BETAS, (name, betas) -> ((List<?>) betas).subList(1, 2));
    return fixed;
  }

  private Optimizer made(Recipe<? extends Optimizer> recipe, Call call) {
    return Tensors.guarded(call.position(), call.session(), () -> recipe.create(params));
  }

  /** The optimizer as the dicts now want it; another one where they want other options. */
  Optimizer ready(DictValue state, Call call) {
    Recipe<? extends Optimizer> recipe = recipe(call);
    List<Tensor> wanted = tensors(dict, call);
    Map<String, @Nullable Object> wantedOptions = fixed(recipe);
    if (!wantedOptions.equals(options) || !isSame(wanted, params)) {
      params = wanted;
      options = wantedOptions;
      Optimizer earlier = optimizer;
      become(made(recipe, call));
      optimizer.goOnFrom(earlier);
    }
    take(optimizer, recipe, call);
    if (!memory.take(state, call)) {
      become(made(recipe, call));
    }
    return optimizer;
  }

  private void become(Optimizer other) {
    optimizer = other;
    memory = new Memory(signature.name(), other);
  }

  /** Shows what the optimizer remembers now. */
  void show(DictValue state, Call call) {
    memory.show(state, call);
  }

  private static boolean isSame(List<Tensor> some, List<Tensor> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (some.get(i) != others.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static void take(Optimizer optimizer, Recipe<? extends Optimizer> recipe, Call call) {
    Tensors.guarded(
        call.position(),
        call.session(),
        () -> {
          optimizer.lr((Double) Objects.requireNonNull(recipe.argument(LR)));
          Double momentum = momentum(recipe);
          if (momentum != null && optimizer.momentum() != momentum) {
            optimizer.momentum(momentum);
          }
          return None.NONE;
        });
  }

  private static @Nullable Double momentum(Recipe<? extends Optimizer> recipe) {
    Map<String, @Nullable Object> tree = recipe.toTree();
    if (tree.get(BETAS) instanceof List<?> betas) {
      return ((Number) betas.getFirst()).doubleValue();
    }
    return tree.get(MOMENTUM) instanceof Number momentum ? (Double) momentum.doubleValue() : null;
  }
}
