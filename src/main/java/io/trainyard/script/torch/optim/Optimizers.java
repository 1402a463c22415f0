package io.trainyard.script.torch.optim;

import io.trainyard.optim.Optimizer;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.nn.BuiltInModules;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Parameter;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The optimizers of {@code torch.optim}, for texts that train by themselves. */
final class Optimizers {

  private static final Catalog<Optimizer> OPTIMIZERS = Catalog.of(Optimizer.class);

  private Optimizers() {}

  /** What PyTorch's optimizers take besides, which means nothing here; groups have it too. */
  private static final Map<String, Object> WITHOUT_MEANING =
      Map.of(
          "foreach", None.NONE, "capturable", false, "differentiable", false, "fused", None.NONE);

  static Map<String, Object> optimizers() {
    Map<String, Object> types = new LinkedHashMap<>();
    for (Signature<? extends Optimizer> signature : OPTIMIZERS.signatures()) {
      String name = signature.name();
      types.put(
          name,
          new NativeType(
              name,
              value -> value instanceof OptimizerValue known && known.typeName().equals(name),
              call -> optimizer(signature, call)));
    }
    return types;
  }

  private static OptimizerValue optimizer(Signature<? extends Optimizer> signature, Call call) {
    Object given = first(call, "params", signature.name());
    Call options = rest(call, "params");
    Recipe<? extends Optimizer> recipe = BuiltInModules.recipe(signature, options);
    var optimizer = new OptimizerValue(signature, defaults(recipe, options));
    if (given instanceof TensorValue) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          "params argument given to the optimizer should be an iterable of Tensors or dicts, but got"
              + " torch.FloatTensor");
    }
    List<Object> items = Language.list(given, call);
    if (items.isEmpty()) {
      throw call.error(ErrorKind.VALUE_ERROR, "optimizer got an empty parameter list");
    }
    if (items.getFirst() instanceof DictValue) {
      items.forEach(item -> optimizer.add(item, call));
    } else {
      var group = new DictValue();
      group.put("params", new ListValue(items));
      optimizer.add(group, call);
    }
    return optimizer;
  }

  /** The options of groups that do not say otherwise, as the text gave them or as they are. */
  private static Map<String, Object> defaults(Recipe<? extends Optimizer> recipe, Call options) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    List<Parameter> parameters = recipe.signature().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i).name();
      Object given =
          i < options.positional().size()
              ? options.positional().get(i)
              : options.keywords().get(name);
      defaults.put(
          name, given == null ? BuiltInModules.value(parameters.get(i).defaultTree()) : given);
    }
    WITHOUT_MEANING.forEach((name, value) -> {
      if (isTakenBy(recipe.type(), name)) {
        defaults.put(name, value);
      }
    });
    if (recipe.type().equals("AdamW")) {
      defaults.put("decoupled_weight_decay", true);
    }
    return defaults;
  }

  private static boolean isTakenBy(String type, String name) {
    return switch (type) {
      case "LBFGS" -> false;
      case "SGD", "Adagrad" -> !name.equals("capturable");
      case "Adam", "AdamW" -> true;
      default -> !name.equals("fused");
    };
  }

  private static Object first(Call call, String name, String function) {
    Object named = call.keywords().get(name);
    if (named == null && call.positional().isEmpty()) {
      throw call.error(ErrorKind.TYPE_ERROR, function + "() misses the argument '" + name + "'");
    }
    return named == null ? call.positional().getFirst() : named;
  }

  /** The call without its first argument. */
  private static Call rest(Call call, String name) {
    Map<String, Object> keywords = new LinkedHashMap<>(call.keywords());
    boolean isNamed = keywords.remove(name) != null;
    List<Object> positional = call.positional();
    return new Call(
        call.position(),
        isNamed ? positional : positional.subList(1, positional.size()),
        keywords,
        call.session());
  }
}
