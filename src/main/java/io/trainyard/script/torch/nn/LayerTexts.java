package io.trainyard.script.torch.nn;

import io.trainyard.script.interpreter.Language;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Parameter;
import io.trainyard.signature.Recipe;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What PyTorch prints between the brackets of a layer, by its {@link ExtraRepr}. */
final class LayerTexts {

  private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]{]*)(\\{[^}]*\\})\\]");
  private static final Pattern ARGUMENT =
      Pattern.compile("\\{(\\w+)('|\\*\\d?)?(?:\\|(\\w+))?(?:&(\\w+))?\\}");

  private final Recipe<?> recipe;
  private final Map<String, @Nullable Object> tree;

  private LayerTexts(Recipe<?> recipe) {
    this.recipe = recipe;
    this.tree = new LinkedHashMap<>(recipe.toTree());
  }

  /**
   * The arguments of a layer.
   *
   * @param isWithoutBias whether it had a bias and has none any more
   */
  static String of(Recipe<?> recipe, boolean isWithoutBias) {
    var texts = new LayerTexts(recipe);
    if (isWithoutBias) {
      texts.tree.put("bias", false);
    }
    ExtraRepr pattern = recipe.signature().type().getAnnotation(ExtraRepr.class);
    return pattern == null ? texts.all() : texts.filled(pattern.value());
  }

  /** Every argument by its name. */
  private String all() {
    var joiner = new StringJoiner(", ");
    tree.forEach((name, value) -> {
      if (!name.equals("type")) {
        joiner.add(name + "=" + text(value, true));
      }
    });
    return joiner.toString();
  }

  private String filled(String pattern) {
    String shown =
        OPTIONAL
            .matcher(pattern)
            .replaceAll(found ->
                isDefault(found.group(2))
                    ? ""
                    : Matcher.quoteReplacement(found.group(1) + found.group(2)));
    return ARGUMENT.matcher(shown).replaceAll(found -> Matcher.quoteReplacement(argument(found)));
  }

  private boolean isDefault(String argument) {
    String name = argument.replaceAll("[{}*'\\d]", "");
    if (!tree.containsKey(name)) {
      return true;
    }
    return recipe.signature().parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::defaultTree)
        .anyMatch(standard -> text(standard, true).equals(text(tree.get(name), true)));
  }

  private String argument(java.util.regex.MatchResult found) {
    String name = found.group(1);
    String manner = Objects.requireNonNullElse(found.group(2), "");
    Object value = tree.get(name);
    if (value == null && found.group(3) != null) {
      value = tree.get(found.group(3));
    }
    if (found.group(4) != null) {
      boolean isGiven = value == null || Boolean.TRUE.equals(value);
      return text(isGiven && Boolean.TRUE.equals(tree.get(found.group(4))), false);
    }
    if (manner.startsWith("*") && value instanceof Number) {
      int dims =
          manner.length() > 1 ? manner.charAt(1) - '0' : recipe.type().endsWith("2d") ? 2 : 1;
      value = Collections.nCopies(dims, value);
    }
    return text(value, manner.equals("'"));
  }

  private static String text(@Nullable Object tree, boolean quotes) {
    return switch (tree) {
      case null -> "None";
      case Integer whole -> whole.toString();
      case Long whole -> whole.toString();
      case String word when !quotes -> word;
      case List<?> list -> {
        var joiner = new StringJoiner(", ", "(", list.size() == 1 ? ",)" : ")");
        list.forEach(item -> joiner.add(text(item, quotes)));
        yield joiner.toString();
      }
      default -> Language.plain(tree);
    };
  }
}
