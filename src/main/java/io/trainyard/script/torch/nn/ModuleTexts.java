package io.trainyard.script.torch.nn;

import io.trainyard.loss.Loss;
import io.trainyard.nn.Module;
import io.trainyard.script.interpreter.FunctionValue;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.signature.Recipe;
import java.util.List;
import java.util.Map;

/** What {@code print(model)} gives: the modules with their arguments, each in a line. */
final class ModuleTexts {

  private ModuleTexts() {}

  static String of(Module module, Position position, Session session) {
    session.step(position);
    if (Language.special(module, "__repr__") instanceof Callable own) {
      var at = new Call(position, List.of(), Map.of(), session);
      return Language.str(own.call(at), at);
    }
    String listed = parameters(module);
    if (!listed.isEmpty()) {
      return module.name() + "(\n" + listed + ")";
    }
    String head = module.name() + "(";
    String extra = arguments(module, position, session);
    if (module.children().isEmpty()) {
      return head + extra + ")";
    }
    var text = new StringBuilder(head).append('\n');
    if (!extra.isEmpty()) {
      text.append("  ").append(extra.replace("\n", "\n  ")).append('\n');
    }
    String first = "";
    String last = "";
    String before = "";
    int count = 0;
    for (Map.Entry<String, Module> child : module.children().entrySet()) {
      String part = of(child.getValue(), position, session).replace("\n", "\n  ");
      boolean repeats = module.name().equals("ModuleList") && part.equals(before);
      if (!repeats) {
        add(text, first, last, count, before);
        first = child.getKey();
        count = 0;
      }
      last = child.getKey();
      before = part;
      count++;
      if (text.length() + part.length() > session.limits().items()) {
        throw ErrorKind.LIMIT_ERROR.at(position, "this module is too large to be printed");
      }
    }
    add(text, first, last, count, before);
    return text.append(')').toString();
  }

  /** A line for each of a list's or dict's own parameters; nothing for other modules. */
  private static String parameters(Module module) {
    boolean isList = module.name().equals("ParameterList");
    if (!isList && !module.name().equals("ParameterDict")) {
      return "";
    }
    var text = new StringBuilder();
    module
        .ownParameters()
        .forEach((name, tensor) ->
            text.append("    (")
                .append(name)
                .append("): Parameter containing: [")
                .append(isList ? tensor.dtype() : "torch." + tensor.dtype().scalarWord() + "Tensor")
                .append(" of size ")
                .append(tensor.shape().toString().replaceAll("[\\[\\]]", "").replace(", ", "x"))
                .append("]\n"));
    return text.toString();
  }

  /** A line for a module, or for several that are alike and follow each other in a list. */
  private static void add(StringBuilder text, String first, String last, int count, String part) {
    if (count == 1) {
      text.append("  (").append(first).append("): ").append(part).append('\n');
    } else if (count > 1) {
      text.append("  (").append(first).append('-').append(last).append("): ");
      text.append(count).append(" x ").append(part).append('\n');
    }
  }

  private static String arguments(Module module, Position position, Session session) {
    if (module instanceof ScriptModule own) {
      if (own.type().find("extra_repr") instanceof FunctionValue extra) {
        var call = new Call(position, List.of(module), Map.of(), session);
        return Language.str(extra.call(call), call);
      }
      return own.core() == null ? "" : arguments(own.core(), position, session);
    }
    Recipe<?> recipe = ModuleAttributes.computing(module).recipe();
    Companion companion = Companion.find(module);
    boolean isWithoutBias = companion != null && companion.attributes().get("bias") == None.NONE;
    return recipe == null || module instanceof Loss ? "" : LayerTexts.of(recipe, isWithoutBias);
  }
}
