package io.trainyard.script.torch;

import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** How PyTorch prints a tensor, to the character: {@code torch/_tensor_str.py}. */
final class TensorText {

  private static final String PREFIX = "tensor(";
  private final PrintOptions options;
  private final IntFunction<Object> values;
  private final Shape shape;
  private final boolean summarizes;
  private final NumberText numbers;

  private TensorText(PrintOptions options, IntFunction<Object> values, Shape shape, DType dtype) {
    this.options = options;
    this.values = values;
    this.shape = shape;
    this.summarizes = shape.numel() > options.threshold();
    this.numbers = NumberText.of(shown(), dtype, options);
  }

  static String of(TensorValue value, PrintOptions options) {
    IntFunction<Object> values = Scalars.plain(value.tensor());
    Shape shape = value.tensor().shape();
    List<String> suffixes = new ArrayList<>();
    String text;
    if (shape.numel() == 0) {
      text = "[]";
      if (shape.rank() != 1) {
        suffixes.add("size=" + tuple(shape));
      }
      if (value.dtype() != DType.FLOAT32) {
        suffixes.add("dtype=" + value.dtype());
      }
    } else {
      if (value.dtype() == DType.FLOAT64 || value.dtype().isNarrow()) {
        suffixes.add("dtype=" + value.dtype());
      }
      text = new TensorText(options, values, shape, value.dtype()).text(0, 0, PREFIX.length());
    }
    String gradFn = value.gradFn();
    if (gradFn != null) {
      suffixes.add("grad_fn=<" + gradFn + ">");
    } else if (value.tensor().requiresGrad()) {
      suffixes.add("requires_grad=True");
    }
    return withSuffixes(PREFIX + text, suffixes, options.lineWidth());
  }

  private static String tuple(Shape shape) {
    String dims =
        Arrays.stream(shape.dims()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    return "(" + dims + (shape.rank() == 1 ? ",)" : ")");
  }

  private static String withSuffixes(String text, List<String> suffixes, int lineWidth) {
    var all = new StringBuilder(text);
    int lastLine = text.length() - text.lastIndexOf('\n') + 1;
    for (String suffix : suffixes) {
      if (lastLine + suffix.length() + 2 > lineWidth) {
        all.append(",\n").repeat(" ", PREFIX.length()).append(suffix);
        lastLine = PREFIX.length() + suffix.length();
      } else {
        all.append(", ").append(suffix);
        lastLine += suffix.length() + 2;
      }
    }
    return all.append(')').toString();
  }

  /** The places of a dimension that are printed. */
  private int[] places(int dim) {
    int size = shape.size(dim);
    int[] places = new int[cuts(dim) ? 2 * options.edgeItems() : size];
    for (int i = 0; i < places.length; i++) {
      places[i] = cuts(dim) && i >= options.edgeItems() ? size - places.length + i : i;
    }
    return places;
  }

  private boolean cuts(int dim) {
    return summarizes && shape.size(dim) > 2 * options.edgeItems();
  }

  /** The values that are printed. */
  private List<Object> shown() {
    int[] offsets = {0};
    for (int dim = 0; dim < shape.rank(); dim++) {
      int stride = shape.span(dim + 1, shape.rank());
      int[] places = places(dim);
      int[] next = new int[offsets.length * places.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = offsets[i / places.length] + places[i % places.length] * stride;
      }
      offsets = next;
    }
    return Arrays.stream(offsets).mapToObj(values).toList();
  }

  private String text(int dim, int offset, int indent) {
    if (dim == shape.rank()) {
      return numbers.of(values.apply(offset));
    }
    int stride = shape.span(dim + 1, shape.rank());
    boolean isVector = dim == shape.rank() - 1;
    List<String> parts = new ArrayList<>();
    for (int place : places(dim)) {
      parts.add(text(dim + 1, offset + place * stride, indent + 1));
    }
    if (cuts(dim)) {
      parts.add(options.edgeItems(), isVector ? " ..." : "...");
    }
    String newLines = "\n".repeat(Math.max(1, shape.rank() - dim - 1));
    String separator = "," + newLines + " ".repeat(indent + 1);
    return "[" + (isVector ? lines(parts, separator, indent) : String.join(separator, parts)) + "]";
  }

  private String lines(List<String> parts, String separator, int indent) {
    int perLine = Math.max(1, Math.floorDiv(options.lineWidth() - indent, numbers.width() + 2));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < parts.size(); i += perLine) {
      lines.add(String.join(", ", parts.subList(i, Math.min(i + perLine, parts.size()))));
    }
    return String.join(separator, lines);
  }
}
