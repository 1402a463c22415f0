package io.trainyard.script.interpreter;

import io.trainyard.nn.Module;
import io.trainyard.script.ErrorKind;
import io.trainyard.script.Position;
import io.trainyard.script.Session;
import io.trainyard.signature.Recipe;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What {@code print(model)} gives: the modules with their arguments, each in a line. */
final class ModuleTexts {

  private ModuleTexts() {}

  static String of(Module module, Position position, Session session) {
    session.step(position);
    String head = Types.name(module) + "(";
    if (module.children().isEmpty()) {
      return head + arguments(module, session) + ")";
    }
    var text = new StringBuilder(head).append('\n');
    module
        .children()
        .forEach((name, child) -> {
          String part = of(child, position, session).replace("\n", "\n  ");
          text.append("  (").append(name).append("): ").append(part).append('\n');
          if (text.length() > session.limits().items()) {
            throw ErrorKind.LIMIT_ERROR.at(position, "this module is too large to be printed");
          }
        });
    return text.append(')').toString();
  }

  private static String arguments(Module module, Session session) {
    Recipe<?> recipe = module instanceof LossModule loss ? loss.recipe() : session.recipe(module);
    if (recipe == null || module instanceof LossModule) {
      return "";
    }
    var joiner = new StringJoiner(", ");
    recipe
        .toTree()
        .forEach((name, value) -> {
          if (!name.equals("type")) {
            joiner.add(name + "=" + text(value));
          }
        });
    return joiner.toString();
  }

  private static String text(@Nullable Object tree) {
    return switch (tree) {
      case null -> "None";
      case Integer whole -> whole.toString();
      case List<?> list -> {
        var joiner = new StringJoiner(", ", "(", ")");
        list.forEach(item -> joiner.add(text(item)));
        yield joiner.toString();
      }
      default -> Texts.plain(tree);
    };
  }
}
