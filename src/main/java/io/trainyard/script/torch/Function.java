package io.trainyard.script.torch;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.signature.Suggestion;
import io.trainyard.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A function of PyTorch: a signature and a body, which is called with arguments that have been
 * matched to the signature.
 */
final class Function implements Callable {

  /** What a function does. A bare {@link Tensor} that comes out has the function's own name. */
  interface Body {
    Object call(Arguments arguments);
  }

  private final SignatureText signature;
  private final Body body;

  Function(String signature, Body body) {
    this(SignatureText.of(signature), body);
  }

  Function(SignatureText signature, Body body) {
    this.signature = signature;
    this.body = body;
  }

  @Override
  public String name() {
    return signature.name();
  }

  @Override
  public Object call(Call call) {
    call.positional().forEach(value -> count(value, call));
    call.keywords().values().forEach(value -> count(value, call));
    Arguments arguments = new Arguments(signature, match(call), call);
    Object result = Tensors.guarded(call.position(), call.session(), () -> body.call(arguments));
    return result instanceof Tensor tensor
        ? new TensorValue(arguments.isInput(tensor) ? tensor.alias() : tensor, signature.gradFn())
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

  private Map<String, Object> match(Call call) {
    Map<String, Object> matched = new LinkedHashMap<>();
    List<SignatureText.Parameter> positional = signature.positional();
    List<Object> given = call.positional();
    int next = 0;
    for (SignatureText.Parameter parameter : positional) {
      if (parameter.isVariadic()) {
        if (next < given.size()) {
          matched.put(parameter.name(), collected(given.subList(next, given.size())));
        }
        next = given.size();
      } else if (next < given.size()) {
        matched.put(parameter.name(), given.get(next++));
      }
    }
    if (next < given.size()) {
      throw call.error(ErrorKind.TYPE_ERROR, tooMany(positional, given.size()));
    }
    call.keywords()
        .forEach((written, value) -> {
          String name = renamed(written);
          if (signature.find(name) == null) {
            throw call.error(ErrorKind.TYPE_ERROR, unexpected(name));
          }
          if (matched.put(name, value) != null) {
            throw call.error(
                ErrorKind.TYPE_ERROR,
                name() + "() got multiple values for argument '" + name + "'");
          }
        });
    requireAll(matched, call);
    return matched;
  }

  /** PyTorch takes numpy's names too. */
  private String renamed(String given) {
    if (signature.find(given) != null) {
      return given;
    }
    return switch (given) {
      case "axis" -> signature.find("dim") != null ? "dim" : given;
      case "keepdims" -> signature.find("keepdim") != null ? "keepdim" : given;
      case "x", "a", "self" -> signature.find("input") != null ? "input" : given;
      default -> given;
    };
  }

  /** A single list or tuple stands for its items. */
  private static Object collected(List<Object> rest) {
    return rest.size() == 1
            && (rest.getFirst() instanceof TupleValue || rest.getFirst() instanceof ListValue)
        ? rest.getFirst()
        : new TupleValue(rest);
  }

  private void requireAll(Map<String, Object> matched, Call call) {
    var missing = new StringJoiner("\", \"", "\"", "\"").setEmptyValue("");
    int count = 0;
    for (SignatureText.Parameter parameter : signature.parameters()) {
      if (matched.containsKey(parameter.name())) {
        continue;
      }
      Object fallback = parameter.isVariadic() ? TupleValue.of() : parameter.fallback();
      if (fallback == null) {
        missing.add(parameter.name());
        count++;
      } else {
        matched.put(parameter.name(), fallback);
      }
    }
    if (count > 0) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          name() + "() missing " + count + " required positional arguments: " + missing);
    }
  }

  private String tooMany(List<SignatureText.Parameter> positional, int given) {
    long least = positional.stream().filter(parameter -> parameter.fallback() == null).count();
    return name()
        + "() takes "
        + (least == positional.size() ? "" : "from " + least + " to ")
        + positional.size()
        + " positional argument"
        + (positional.size() == 1 ? "" : "s")
        + " but "
        + given
        + (given == 1 ? " was given" : " were given");
  }

  private String unexpected(String name) {
    List<String> known =
        signature.parameters().stream().map(SignatureText.Parameter::name).toList();
    return name()
        + "() got an unexpected keyword argument '"
        + name
        + "'"
        + Suggestion.hint(name, known);
  }

  @Override
  public String toString() {
    return "function " + name();
  }
}
