package io.trainyard.script.torch;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Functions that put tensors together and take them apart. */
final class PartFunctions {

  private PartFunctions() {}

  static void addTo(Table table) {
    table.function(
        "cat(tensors, dim=0)",
        a -> {
          List<TensorValue> parts = a.tensors("tensors");
          return joined(a, parts, Arrangement.cat(plain(parts), a.integer("dim")));
        });
    table.alias("cat", "concat", "concatenate");
    table.function(
        "stack(tensors, dim=0)",
        a -> {
          List<TensorValue> parts = a.tensors("tensors");
          return joined(a, parts, Arrangement.stack(plain(parts), a.integer("dim")));
        });
    table.function("hstack(tensors) -> CatBackward0", a -> stacked(a, 1));
    table.function("vstack(tensors) -> CatBackward0", a -> stacked(a, 0));
    table.both(
        "chunk(input, chunks, dim=0) -> SplitBackward0",
        a ->
            several(
                alike(
                    a,
                    Arrangement.chunk(a.tensor("input"), a.integer("chunks"), a.integer("dim")))));
    table.function("split(tensor, split_size_or_sections, dim=0)", a -> split(a, "tensor"));
    table.method("split(input, split_size_or_sections, dim=0)", a -> split(a, "input"));
    table.both(
        "unbind(input, dim=0)",
        a -> several(alike(a, Arrangement.unbind(a.tensor("input"), a.integer("dim")))));
    table.both(
        "tensor_split(input, indices_or_sections, dim=0) -> SliceBackward0",
        a -> divided(a, a.integer("dim")));
    table.both(
        "hsplit(input, indices_or_sections) -> SliceBackward0",
        a -> divided(a, a.tensor("input").dim() == 1 ? 0 : 1));
    table.both("vsplit(input, indices_or_sections) -> SliceBackward0", a -> divided(a, 0));
  }

  /** So many parts of sizes that differ by at most one, or what lies between given places. */
  private static TupleValue divided(Arguments a, int dim) {
    Tensor x = a.tensor("input");
    int size = x.size(dim);
    int[] sizes;
    if (Scalars.isInteger(a.get("indices_or_sections"))) {
      int n = a.integer("indices_or_sections");
      if (n < 1) {
        throw a.error(
            ErrorKind.RUNTIME_ERROR, "number of sections must be larger than 0, got " + n);
      }
      a.session().claimItems(n, a.call().position());
      sizes = new int[n];
      for (int i = 0; i < n; i++) {
        sizes[i] = size / n + (i < size % n ? 1 : 0);
      }
      return parts(a, Arrangement.split(x, dim, sizes));
    }
    List<Tensor> between = new ArrayList<>();
    int start = 0;
    for (int end : a.integers("indices_or_sections")) {
      between.add(x.slice(dim, start, end, 1));
      start = end;
    }
    between.add(x.slice(dim, start, size, 1));
    return parts(a, between);
  }

  private static List<Tensor> plain(List<TensorValue> values) {
    return values.stream().map(TensorValue::tensor).toList();
  }

  private static TensorValue joined(Arguments a, List<TensorValue> parts, Tensor result) {
    return a.made(
        result.owned(),
        parts.stream()
            .map(TensorValue::dtype)
            .reduce((one, other) -> one.promote(other))
            .orElseThrow());
  }

  private static TensorValue stacked(Arguments a, int dim) {
    List<TensorValue> parts = a.tensors("tensors");
    List<Tensor> lifted =
        parts.stream()
            .map(TensorValue::tensor)
            .map(x -> x.dim() == 0 ? x.reshape(Shape.of(1)) : x)
            .map(x -> dim == 0 && x.dim() == 1 ? x.unsqueeze(0) : x)
            .toList();
    int at = dim == 1 && !lifted.isEmpty() && lifted.getFirst().dim() == 1 ? 0 : dim;
    return joined(a, parts, Arrangement.cat(lifted, at));
  }

  private static TupleValue split(Arguments a, String input) {
    Tensor x = a.tensor(input);
    int dim = a.integer("dim");
    boolean isSize = Scalars.isInteger(a.get("split_size_or_sections"));
    List<Tensor> parts =
        isSize
            ? Arrangement.split(x, a.integer("split_size_or_sections"), dim)
            : Arrangement.split(x, dim, a.integers("split_size_or_sections"));
    String name = isSize ? "SplitBackward0" : "SplitWithSizesBackward0";
    return several(
        parts.stream().map(part -> a.named(name, part, a.value(input).dtype())).toList());
  }

  private static TupleValue parts(Arguments a, List<Tensor> parts) {
    return new TupleValue(List.<Object>copyOf(alike(a, parts)));
  }

  private static List<TensorValue> alike(Arguments a, List<Tensor> parts) {
    return parts.stream().map(part -> a.like("input", part)).toList();
  }

  /** Views that come together are not to be changed in place where gradients flow. */
  private static TupleValue several(List<TensorValue> views) {
    for (int i = 0; i < views.size(); i++) {
      views.get(i).oneOfSeveral(i);
    }
    return new TupleValue(List.<Object>copyOf(views));
  }
}
