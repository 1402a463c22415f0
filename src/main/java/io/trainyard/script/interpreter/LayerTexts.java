package io.trainyard.script.interpreter;

import io.trainyard.signature.Parameter;
import io.trainyard.signature.Recipe;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What PyTorch prints between the brackets of a layer. A pattern names an argument in braces, as it
 * was given, or with a star as the tuple that a single number stands for; what is in square
 * brackets is printed only where the argument is another than the default.
 */
final class LayerTexts {

  private static final String IN_PLACE = "[, inplace={inplace}]";
  private static final String CONVOLUTION =
      "{in_channels}, {out_channels}, kernel_size={kernel_size*}, stride={stride*}"
          + "[, padding={padding*}][, dilation={dilation*}][, output_padding={output_padding*}]"
          + "[, groups={groups}][, bias={bias}][, padding_mode={padding_mode}]";
  private static final String NORM =
      "{num_features}, eps={eps}, momentum={momentum}, affine={affine}, bias={bias&affine},"
          + " track_running_stats={track_running_stats}";
  private static final String WINDOW =
      "kernel_size={kernel_size}, stride={stride|kernel_size}, padding={padding},"
          + " dilation={dilation}, ceil_mode={ceil_mode}";

  private static final Map<String, String> PATTERNS =
      Map.ofEntries(
          Map.entry(
              "AvgPool1d",
              "kernel_size={kernel_size*}, stride={stride*|kernel_size}, padding={padding*}"),
          Map.entry(
              "AvgPool2d",
              "kernel_size={kernel_size}, stride={stride|kernel_size}, padding={padding}"),
          Map.entry("BatchNorm1d", NORM),
          Map.entry("BatchNorm2d", NORM),
          Map.entry("CELU", "alpha={alpha}" + IN_PLACE),
          Map.entry("CircularPad1d", "{padding*2}"),
          Map.entry("CircularPad2d", "{padding*4}"),
          Map.entry("ConstantPad1d", "padding={padding*2}, value={value}"),
          Map.entry("ConstantPad2d", "padding={padding*4}, value={value}"),
          Map.entry("Conv1d", CONVOLUTION),
          Map.entry("Conv2d", CONVOLUTION),
          Map.entry("ConvTranspose1d", CONVOLUTION),
          Map.entry("ConvTranspose2d", CONVOLUTION),
          Map.entry("ELU", "alpha={alpha}" + IN_PLACE),
          Map.entry(
              "Embedding",
              "{num_embeddings}, {embedding_dim}[, padding_idx={padding_idx}][, max_norm={max_norm}]"
                  + "[, norm_type={norm_type}][, scale_grad_by_freq={scale_grad_by_freq}]"),
          Map.entry("GELU", "approximate={approximate'}"),
          Map.entry(
              "GroupNorm",
              "{num_groups}, {num_channels}, eps={eps}, affine={affine}, bias={bias&affine}"),
          Map.entry("Hardshrink", "{lambd}"),
          Map.entry("Hardsigmoid", ""),
          Map.entry("Hardswish", ""),
          Map.entry("Hardtanh", "min_val={min_val}, max_val={max_val}" + IN_PLACE),
          Map.entry("InstanceNorm1d", NORM),
          Map.entry("InstanceNorm2d", NORM),
          Map.entry(
              "LayerNorm",
              "{normalized_shape*1}, eps={eps}, elementwise_affine={elementwise_affine},"
                  + " bias={bias&elementwise_affine}"),
          Map.entry("LeakyReLU", "negative_slope={negative_slope}" + IN_PLACE),
          Map.entry("LocalResponseNorm", "{size}, alpha={alpha}, beta={beta}, k={k}"),
          Map.entry("MaxPool1d", WINDOW),
          Map.entry("MaxPool2d", WINDOW),
          Map.entry("Mish", "[inplace={inplace}]"),
          Map.entry("PReLU", "num_parameters={num_parameters}"),
          Map.entry(
              "RMSNorm",
              "{normalized_shape*1}, eps={eps}, elementwise_affine={elementwise_affine}"),
          Map.entry("RReLU", "lower={lower}, upper={upper}" + IN_PLACE),
          Map.entry("ReLU", "[inplace={inplace}]"),
          Map.entry("ReLU6", "[inplace={inplace}]"),
          Map.entry("ReflectionPad1d", "{padding*2}"),
          Map.entry("ReflectionPad2d", "{padding*4}"),
          Map.entry("ReplicationPad1d", "{padding*2}"),
          Map.entry("ReplicationPad2d", "{padding*4}"),
          Map.entry("SELU", "[inplace={inplace}]"),
          Map.entry("SiLU", "[inplace={inplace}]"),
          Map.entry("Softshrink", "{lambd}"),
          Map.entry("Threshold", "threshold={threshold}, value={value}" + IN_PLACE),
          Map.entry("Upsample", "[size={size}][scale_factor={scale_factor}], mode={mode'}"),
          Map.entry("ZeroPad1d", "{padding*2}"),
          Map.entry("ZeroPad2d", "{padding*4}"));

  private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]{]*)(\\{[^}]*\\})\\]");
  private static final Pattern ARGUMENT =
      Pattern.compile("\\{(\\w+)('|\\*\\d?)?(?:\\|(\\w+))?(?:&(\\w+))?\\}");

  private final Recipe<?> recipe;
  private final Map<String, @Nullable Object> tree;

  private LayerTexts(Recipe<?> recipe) {
    this.recipe = recipe;
    this.tree = recipe.toTree();
  }

  static String of(Recipe<?> recipe) {
    var texts = new LayerTexts(recipe);
    String pattern = PATTERNS.get(recipe.type());
    return pattern == null ? texts.all() : texts.filled(pattern);
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
      default -> Texts.plain(tree);
    };
  }
}
