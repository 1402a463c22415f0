package io.trainyard.script.torch;

import io.trainyard.script.interpreter.Binder;
import io.trainyard.script.syntax.Parameters.Kind;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function of PyTorch: a signature and a body, which is called with arguments that have been
 * matched to the signature.
 */
final class Function implements Callable {

  /** What a function does. A bare {@link Tensor} that comes out has the function's own name. */
  interface Body {
    Object call(Arguments arguments);
  }

  private final Binder binder;
  private final String gradFn;
  private final Body body;

  /**
   * A function as it is written.
   *
   * @param signature as in Python; PyTorch's name for it in a graph, where that does not follow
   *     from its own, stands behind an arrow: {@code view(input, *shape) -> ViewBackward0}
   */
  Function(String signature, Body body) {
    int arrow = signature.indexOf("->");
    this.binder = Binder.of(arrow < 0 ? signature : signature.substring(0, arrow));
    this.gradFn =
        arrow < 0
            ? camelCase(binder.function()) + "Backward0"
            : signature.substring(arrow + 2).strip();
    this.body = body;
  }

  /** One whose body names what it makes. */
  Function(Binder binder, Body body) {
    this.binder = binder;
    this.gradFn = "";
    this.body = body;
  }

  /** {@code LogSoftmax} for {@code log_softmax}. */
  private static String camelCase(String name) {
    var words = new StringBuilder();
    for (String word : name.split("_")) {
      if (!word.isEmpty()) {
        words.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return words.toString();
  }

  @Override
  public String name() {
    return binder.function();
  }

  @Override
  public Object call(Call call) {
    call.positional().forEach(value -> count(value, call));
    call.keywords().values().forEach(value -> count(value, call));
    Arguments arguments = new Arguments(name(), gradFn, matched(call), call);
    Object result = Tensors.guarded(call.position(), call.session(), () -> body.call(arguments));
    return result instanceof Tensor tensor
        ? new TensorValue(arguments.isInput(tensor) ? tensor.alias() : tensor, gradFn)
        : result;
  }

  /** What is given as a list is gone through. */
  private static void count(Object value, Call call) {
    int items =
        switch (value) {
          case ListValue list -> list.items().size();
          case TupleValue tuple -> tuple.items().size();
          case String text -> text.length();
          default -> 0;
        };
    call.session().passes(items, call.position());
  }

  /** The arguments by name, where PyTorch takes more than Python would. */
  private Map<String, Object> matched(Call call) {
    Map<String, Object> keywords = new LinkedHashMap<>();
    call.keywords().forEach((name, value) -> keywords.put(renamed(name), value));
    String gathering = gathering();
    Object gathered = gathering == null ? null : keywords.remove(gathering);
    Map<String, Object> bound =
        binder.bind(new Call(call.position(), call.positional(), keywords, call.session()));
    if (gathered != null) {
      bound.put(gathering, gathered);
    } else if (gathering != null && bound.get(gathering) instanceof TupleValue all) {
      bound.put(gathering, spread(all));
    }
    return bound;
  }

  /** The parameter that takes all further arguments, which may come by its name here. */
  private @Nullable String gathering() {
    return binder.slots().stream()
        .filter(slot -> slot.kind() == Kind.ALL_POSITIONAL)
        .map(Binder.Slot::name)
        .findFirst()
        .orElse(null);
  }

  /** PyTorch takes numpy's names too. */
  private String renamed(String given) {
    if (binder.has(given)) {
      return given;
    }
    return switch (given) {
      case "axis" -> binder.has("dim") ? "dim" : given;
      case "keepdims" -> binder.has("keepdim") ? "keepdim" : given;
      case "x", "a", "self" -> binder.has("input") ? "input" : given;
      default -> given;
    };
  }

  /** A single list or tuple stands for its items. */
  private static Object spread(TupleValue all) {
    return all.items().size() == 1
            && (all.items().getFirst() instanceof TupleValue
                || all.items().getFirst() instanceof ListValue)
        ? all.items().getFirst()
        : all;
  }

  @Override
  public String toString() {
    return "function " + name();
  }
}
