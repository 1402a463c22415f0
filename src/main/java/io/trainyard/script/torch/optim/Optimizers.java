package io.trainyard.script.torch.optim;

import io.trainyard.optim.Optimizer;
import io.trainyard.script.torch.nn.RecipeArguments;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TupleValue;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Parameter;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The optimizers of {@code torch.optim}, for texts that train by themselves. */
final class Optimizers {

  private static final Catalog<Optimizer> OPTIMIZERS = Catalog.of(Optimizer.class);

  private Optimizers() {}

  /** What PyTorch's optimizers take besides, which means nothing here; groups have it too. */
  private static final List<String> WITHOUT_MEANING =
      List.of("foreach", "capturable", "differentiable", "fused");

  private static final String DECOUPLED = "decoupled_weight_decay";

  /** What the classes of {@link #text} are made with. */
  static Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    add(parts, "_options", Optimizers::options);
    add(parts, "_steps", call -> new Steps(signature(call)));
    add(parts, "_prepare", Steps::prepare);
    add(parts, "_step", Steps::step);
    add(parts, "_zero_grad", Steps::zeroGrad);
    return parts;
  }

  private static void add(Map<String, Object> parts, String name, NativeFunction.Body body) {
    parts.put(name, new NativeFunction(name, body));
  }

  /** The classes of the engine's optimizers, in the language. */
  static String text() {
    return OPTIMIZERS.signatures().stream()
        .map(Signature::name)
        .map("\n\nclass %1$s(BuiltIn):\n    _name = \"%1$s\"\n"::formatted)
        .collect(Collectors.joining());
  }

  private static Signature<? extends Optimizer> signature(Call call) {
    Object name = call.positional().getFirst();
    return OPTIMIZERS.signatures().stream()
        .filter(signature -> signature.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * {@code _options(name, params, ...)}: the parameters, and the options of groups that do not say
   * otherwise.
   */
  private static Object options(Call call) {
    Signature<? extends Optimizer> signature = signature(call);
    Call given = rest(call, "");
    Object params = first(given, "params", signature.name());
    Call options = rest(given, "params");
    var defaults = new DictValue();
    defaults(RecipeArguments.recipe(signature, options), options).forEach(defaults::put);
    return new TupleValue(List.of(params, defaults));
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
          name, given == null ? RecipeArguments.value(parameters.get(i).defaultTree()) : given);
    }
    String type = recipe.type();
    for (String name : WITHOUT_MEANING) {
      if (isTakenBy(type, name)) {
        boolean isFlag = name.equals("capturable") || name.equals("differentiable");
        defaults.put(name, isFlag ? (Object) false : None.NONE);
      }
    }
    if (type.equals("AdamW") || type.equals("Adam")) {
      Object decoupled = defaults.remove(DECOUPLED);
      defaults.put(DECOUPLED, decoupled == null ? true : decoupled);
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
