package io.trainyard.snippet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trainyard.script.Snippet;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a text.
 *
 * @param printed the lines
 * @param variables the tensors by the names that the text gave them
 * @param check how gradients compare with finite differences; null unless asked for
 */
record SnippetView(
    List<String> printed,
    Map<String, Variable> variables,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Check check) {

  /** So many elements of all tensors are told, in the order of their names. */
  private static final int MOST_ELEMENTS_TOGETHER = 100_000;

  /** So many elements of a tensor are told; larger ones have null for their values. */
  private static final int MOST_ELEMENTS = 1000;

  /**
   * A tensor.
   *
   * @param value nested lists of its elements; null in place of those that are not finite, and of
   *     all when they are too many
   * @param grad likewise; null when there is none
   */
  record Variable(
      List<Integer> shape,
      String dtype,
      @Nullable Object value,
      boolean requires_grad,
      @Nullable Object grad) {

    static Variable of(Snippet.Variable value, Told told) {
      Tensor tensor = value.tensor();
      Tensor grad = tensor.grad();
      List<Integer> shape = new ArrayList<>();
      for (int dim : tensor.shape().dims()) {
        shape.add(dim);
      }
      return new Variable(
          shape,
          value.dtype(),
          elements(tensor, value.dtype(), told),
          tensor.requiresGrad(),
          grad == null ? null : elements(grad, "float32", told));
    }

    private static @Nullable Object elements(Tensor tensor, String dtype, Told told) {
      return tensor.numel() > MOST_ELEMENTS || !told.takes((int) tensor.numel())
          ? null
          : nested(tensor.toArray(), tensor.shape(), dtype, 0, 0);
    }

    private static @Nullable Object nested(
        float[] values, Shape shape, String dtype, int dim, int from) {
      if (dim == shape.rank()) {
        return element(values[from], dtype);
      }
      List<@Nullable Object> items = new ArrayList<>();
      int width = shape.span(dim + 1, shape.rank());
      for (int i = 0; i < shape.size(dim); i++) {
        items.add(nested(values, shape, dtype, dim + 1, from + i * width));
      }
      return items;
    }

    private static @Nullable Object element(float value, String dtype) {
      return switch (dtype) {
        case "bool" -> value != 0;
        case "uint8", "int8", "int16", "int32", "int64" -> (long) value;
        default -> Float.isFinite(value) ? (Float) value : null;
      };
    }
  }

  /** Counts the elements that are told. */
  static final class Told {
    private int left = MOST_ELEMENTS_TOGETHER;

    /** Whether there is room for so many more, which are counted then. */
    boolean takes(int elements) {
      boolean fits = elements <= left;
      left -= fits ? elements : 0;
      return fits;
    }
  }

  /**
   * Gradients against finite differences.
   *
   * @param largest_difference of all; null when nothing could be compared
   * @param gradients of each leaf that a backward pass reached
   */
  record Check(@Nullable Double largest_difference, Map<String, Gradient> gradients) {

    static Check of(Map<String, Snippet.Gradient> checked) {
      Map<String, Gradient> gradients = new LinkedHashMap<>();
      checked.forEach((name, gradient) ->
          gradients.put(
              name,
              new Gradient(
                  gradient.compared() == 0 ? null : gradient.difference(),
                  gradient.compared(),
                  gradient.skipped())));
      return new Check(
          checked.values().stream()
              .filter(gradient -> gradient.compared() > 0)
              .map(Snippet.Gradient::difference)
              .max(Double::compare)
              .orElse(null),
          gradients);
    }
  }

  /**
   * The gradient of one leaf.
   *
   * @param largest_difference as a part of the larger of 1 and the slope; null when nothing could
   *     be compared
   * @param compared how many elements were
   * @param skipped how many were not: at kinks, or beyond the number that is checked
   */
  record Gradient(@Nullable Double largest_difference, long compared, long skipped) {}

  static SnippetView of(Snippet snippet, boolean check) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    Told told = new Told();
    snippet.variables().forEach((name, value) -> variables.put(name, Variable.of(value, told)));
    return new SnippetView(
        snippet.printed(), variables, check ? Check.of(snippet.checked()) : null);
  }
}
