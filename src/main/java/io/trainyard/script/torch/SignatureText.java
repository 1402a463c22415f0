package io.trainyard.script.torch;

import io.trainyard.script.value.None;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Signature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function takes, read from a text such as {@code clamp(input, min=None, max=None)}. A star
 * before a name collects all further arguments; a star alone ends those that may come without a
 * name.
 *
 * @param name of the function
 * @param parameters in order
 * @param gradFn PyTorch's name for it in a graph, which may stand behind an arrow
 */
record SignatureText(String name, List<Parameter> parameters, String gradFn) {

  /**
   * One parameter.
   *
   * @param fallback the value when it is left out; null when it must not be
   * @param isNamed whether it can only be given by its name
   * @param isVariadic whether it collects all that comes without a name
   */
  record Parameter(String name, @Nullable Object fallback, boolean isNamed, boolean isVariadic) {}

  /** The parameter of functions that may change their input. */
  private static final String IN_PLACE = "inplace";

  static SignatureText of(String text) {
    int arrow = text.indexOf("->");
    String call = (arrow < 0 ? text : text.substring(0, arrow)).strip();
    int open = call.indexOf('(');
    String name = call.substring(0, open);
    List<Parameter> parameters = new ArrayList<>();
    boolean isNamed = false;
    for (String part : call.substring(open + 1, call.length() - 1).split(",(?![^(]*\\))")) {
      String parameter = part.strip();
      if (parameter.equals("*")) {
        isNamed = true;
      } else if (!parameter.isEmpty()) {
        parameters.add(parameter(parameter, isNamed));
        isNamed |= parameter.startsWith("*");
      }
    }
    return new SignatureText(
        name,
        List.copyOf(parameters),
        arrow < 0 ? camelCase(name) + "Backward0" : text.substring(arrow + 2).strip());
  }

  /**
   * That of a function which does what an object of a class does.
   *
   * @param inputs what the object is called with
   * @param isChanging whether it is the one that changes its input
   */
  static SignatureText of(
      Functional function, Signature<?> constructor, List<String> inputs, boolean isChanging) {
    List<Parameter> parameters = new ArrayList<>();
    inputs.forEach(input -> parameters.add(new Parameter(input, null, false, false)));
    for (io.trainyard.signature.Parameter argument : constructor.parameters()) {
      argument
          .preceded()
          .forEach(name -> parameters.add(new Parameter(name, None.NONE, false, false)));
      parameters.add(new Parameter(argument.name(), fallback(argument), false, false));
    }
    int inplace = parameters.size();
    if (parameters.getLast().name.equals(IN_PLACE)) {
      inplace--;
      if (isChanging) {
        parameters.removeLast();
      }
    }
    parameters.addAll(inplace, of("also(" + function.also() + ")").parameters);
    return new SignatureText(
        function.value() + (isChanging ? "_" : ""), List.copyOf(parameters), "");
  }

  private static @Nullable Object fallback(io.trainyard.signature.Parameter argument) {
    Object tree = argument.defaultTree();
    if (tree == null) {
      return argument.optional() ? None.NONE : null;
    }
    return tree instanceof Integer whole ? (Object) whole.longValue() : tree;
  }

  private static Parameter parameter(String text, boolean isNamed) {
    int equals = text.indexOf('=');
    if (text.startsWith("*")) {
      return new Parameter(text.substring(1), null, false, true);
    }
    return equals < 0
        ? new Parameter(text, null, isNamed, false)
        : new Parameter(
            text.substring(0, equals), literal(text.substring(equals + 1)), isNamed, false);
  }

  private static Object literal(String text) {
    return switch (text) {
      case "None" -> None.NONE;
      case "True" -> true;
      case "False" -> false;
      default -> text.startsWith("'") ? text.substring(1, text.length() - 1) : number(text);
    };
  }

  private static Object number(String text) {
    if (text.matches("-?\\d+")) {
      return Long.valueOf(text);
    }
    return Double.valueOf(text);
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

  /** The parameters that an argument without a name can be for. */
  List<Parameter> positional() {
    return parameters.stream().filter(parameter -> !parameter.isNamed).toList();
  }

  @Nullable Parameter find(String wanted) {
    for (Parameter parameter : parameters) {
      if (parameter.name.equals(wanted)) {
        return parameter;
      }
    }
    return null;
  }
}
