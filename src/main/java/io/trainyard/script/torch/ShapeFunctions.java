package io.trainyard.script.torch;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Functions that reshape, turn, join and split tensors. */
final class ShapeFunctions {

  private ShapeFunctions() {}

  static void addTo(Table table) {
    addShapes(table);
    addTurns(table);
    addJoins(table);
    addRepetitions(table);
  }

  private static void addShapes(Table table) {
    table.function("reshape(input, shape) -> ViewBackward0", a -> reshaped(a));
    table.method("reshape(input, *shape) -> ViewBackward0", a -> reshaped(a));
    table.method("view(input, *shape) -> ViewBackward0", a -> reshaped(a));
    table.method(
        "view_as(input, other) -> ViewBackward0",
        a -> a.like("input", a.tensor("input").reshape(a.tensor("other").shape())));
    table.method(
        "reshape_as(input, other) -> ViewBackward0",
        a -> a.like("input", a.tensor("input").reshape(a.tensor("other").shape())));
    table.both(
        "flatten(input, start_dim=0, end_dim=-1) -> ViewBackward0",
        a ->
            a.like(
                "input", a.tensor("input").flatten(a.integer("start_dim"), a.integer("end_dim"))));
    table.both(
        "ravel(input) -> ViewBackward0", a -> a.like("input", a.tensor("input").flatten(0, -1)));
    table.both(
        "unflatten(input, dim, sizes) -> ViewBackward0",
        a -> {
          Shape shape = a.tensor("input").shape();
          int dim = shape.normalized(a.integer("dim"));
          int[] sizes = known(a.integers("sizes"), shape.size(dim), shape);
          int[] dims = new int[shape.rank() - 1 + sizes.length];
          System.arraycopy(shape.dims(), 0, dims, 0, dim);
          System.arraycopy(sizes, 0, dims, dim, sizes.length);
          System.arraycopy(shape.dims(), dim + 1, dims, dim + sizes.length, shape.rank() - dim - 1);
          return a.like("input", a.tensor("input").reshape(Shape.of(dims)));
        });
    table.both(
        "unsqueeze(input, dim)",
        a -> a.like("input", a.tensor("input").unsqueeze(a.integer("dim"))));
    table.both(
        "squeeze(input, dim=None)",
        a -> {
          Tensor x = a.tensor("input");
          int[] dims =
              Arrays.stream(a.dims("dim", x)).map(dim -> x.shape().normalized(dim)).toArray();
          Arrays.sort(dims);
          Tensor result = x;
          for (int i = dims.length - 1; i >= 0; i--) {
            result = result.squeeze(dims[i]);
          }
          return a.named(
              a.isNone("dim") ? "SqueezeBackward0" : "SqueezeBackward1",
              result,
              a.value("input").dtype());
        });
    table.method(
        "expand(input, *sizes)",
        a -> {
          Shape shape = a.tensor("input").shape();
          int[] sizes = a.integers("sizes");
          for (int i = 0; i < sizes.length; i++) {
            int own = i - (sizes.length - shape.rank());
            if (sizes[i] == -1 && own >= 0) {
              sizes[i] = shape.size(own);
            }
          }
          return a.like("input", a.tensor("input").expand(Shape.of(sizes)));
        });
    table.method(
        "expand_as(input, other) -> ExpandBackward0",
        a -> a.like("input", a.tensor("input").expand(a.tensor("other").shape())));
    table.both(
        "broadcast_to(input, size) -> ExpandBackward0",
        a -> a.like("input", a.tensor("input").expand(Shape.of(a.integers("size")))));
    table.function(
        "broadcast_tensors(*tensors) -> ExpandBackward0",
        a -> {
          Shape shape = Shape.of();
          for (TensorValue tensor : a.tensors("tensors")) {
            shape = shape.broadcast(tensor.tensor().shape());
          }
          Shape joined = shape;
          return new TupleValue(
              a.tensors("tensors").stream()
                  .map(value -> (Object) a.made(value.tensor().expand(joined), value.dtype()))
                  .toList());
        });
  }

  private static TensorValue reshaped(Arguments a) {
    Tensor x = a.tensor("input");
    int[] dims = a.integers("shape");
    long count = 1;
    int open = 0;
    for (int dim : dims) {
      count *= dim < 0 ? 1 : dim;
      open += dim < 0 ? 1 : 0;
    }
    boolean fits = open == 0 ? count == x.numel() : count != 0 && x.numel() % count == 0;
    if (open > 1) {
      throw a.error(ErrorKind.RUNTIME_ERROR, "only one dimension can be inferred");
    }
    if (!fits) {
      throw a.error(
          ErrorKind.SHAPE_ERROR,
          "shape '" + Arrays.toString(dims) + "' is invalid for input of size " + x.numel());
    }
    return a.like("input", x.reshape(Shape.of(known(dims, Math.toIntExact(x.numel()), x.shape()))));
  }

  /** Sizes whose -1 has been replaced by what is left. */
  private static int[] known(int[] dims, int total, Shape of) {
    int product = 1;
    for (int dim : dims) {
      product *= dim < 0 ? 1 : dim;
    }
    int[] known = dims.clone();
    for (int i = 0; i < known.length; i++) {
      if (known[i] < 0) {
        known[i] = product == 0 ? 0 : total / product;
      }
    }
    if (Arrays.stream(known).reduce(1, Math::multiplyExact) != total) {
      throw new io.trainyard.tensor.ShapeException(
          "unflatten: Provided sizes "
              + Arrays.toString(dims)
              + " don't multiply up to the size of the dimension in the input tensor "
              + of);
    }
    return known;
  }

  private static void addTurns(Table table) {
    table.both(
        "transpose(input, dim0, dim1)",
        a -> a.like("input", a.tensor("input").transpose(a.integer("dim0"), a.integer("dim1"))));
    table.alias("transpose", "swapaxes", "swapdims");
    table.both(
        "t(input)",
        a -> {
          if (a.tensor("input").dim() > 2) {
            throw a.error(
                ErrorKind.RUNTIME_ERROR,
                "t() expects a tensor with <= 2 dimensions, but self is "
                    + a.tensor("input").dim()
                    + "D");
          }
          return a.like("input", a.tensor("input").t());
        });
    table.function("permute(input, dims)", ShapeFunctions::permuted);
    table.method("permute(input, *dims)", ShapeFunctions::permuted);
    table.both(
        "movedim(input, source, destination) -> PermuteBackward0",
        a ->
            a.like(
                "input",
                Arrangement.movedim(
                    a.tensor("input"), a.integers("source"), a.integers("destination"))));
    table.alias("movedim", "moveaxis");
    table.function("flip(input, dims)", ShapeFunctions::flipped);
    table.method("flip(input, *dims)", ShapeFunctions::flipped);
    table.both("fliplr(input) -> FlipBackward0", a -> a.like("input", a.tensor("input").flip(1)));
    table.both("flipud(input) -> FlipBackward0", a -> a.like("input", a.tensor("input").flip(0)));
    table.both(
        "roll(input, shifts, dims=None)",
        a -> {
          Tensor x = a.tensor("input");
          int[] shifts = a.integers("shifts");
          if (a.isNone("dims")) {
            Tensor flat = Arrangement.roll(x.flatten(0, -1), shifts[0], 0);
            return a.like("input", flat.reshape(x.shape()));
          }
          int[] dims = a.integers("dims");
          if (dims.length != shifts.length) {
            throw a.error(
                ErrorKind.RUNTIME_ERROR,
                "shifts and dimensions must align. shifts: "
                    + shifts.length
                    + ", dims:"
                    + dims.length);
          }
          for (int i = 0; i < dims.length; i++) {
            x = Arrangement.roll(x, shifts[i], dims[i]);
          }
          return a.like("input", x);
        });
    table.both(
        "diagonal(input, offset=0, dim1=0, dim2=1)",
        a ->
            a.like(
                "input",
                Arrangement.diagonal(
                    a.tensor("input"), a.integer("offset"), a.integer("dim1"), a.integer("dim2"))));
    table.both(
        "diag(input, diagonal=0) -> DiagonalBackward0",
        a -> {
          Tensor x = a.tensor("input");
          return a.like(
              "input",
              x.dim() == 1
                  ? Arrangement.diagEmbed(x, a.integer("diagonal"))
                  : Arrangement.diagonal(x, a.integer("diagonal"), 0, 1));
        });
    table.both(
        "diag_embed(input, offset=0)",
        a -> a.like("input", Arrangement.diagEmbed(a.tensor("input"), a.integer("offset"))));
    table.both(
        "tril(input, diagonal=0)",
        a -> a.like("input", Arrangement.tril(a.tensor("input"), a.integer("diagonal"))));
    table.both(
        "triu(input, diagonal=0)",
        a -> a.like("input", Arrangement.triu(a.tensor("input"), a.integer("diagonal"))));
  }

  private static TensorValue permuted(Arguments a) {
    return a.like("input", a.tensor("input").permute(a.integers("dims")));
  }

  private static TensorValue flipped(Arguments a) {
    return a.like("input", a.tensor("input").flip(a.integers("dims")));
  }

  private static void addJoins(Table table) {
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
        a -> parts(a, Arrangement.chunk(a.tensor("input"), a.integer("chunks"), a.integer("dim"))));
    table.function("split(tensor, split_size_or_sections, dim=0)", a -> split(a, "tensor"));
    table.method("split(input, split_size_or_sections, dim=0)", a -> split(a, "input"));
    table.both(
        "unbind(input, dim=0)",
        a -> parts(a, Arrangement.unbind(a.tensor("input"), a.integer("dim"))));
    table.both(
        "tensor_split(input, indices_or_sections, dim=0) -> SliceBackward0",
        a -> {
          Tensor x = a.tensor("input");
          int n = a.integer("indices_or_sections");
          int size = x.size(a.integer("dim"));
          a.session().claimItems(n, a.call().position());
          int[] sizes = new int[n];
          for (int i = 0; i < n; i++) {
            sizes[i] = size / n + (i < size % n ? 1 : 0);
          }
          return parts(a, Arrangement.split(x, a.integer("dim"), sizes));
        });
  }

  private static List<Tensor> plain(List<TensorValue> values) {
    return values.stream().map(TensorValue::tensor).toList();
  }

  private static TensorValue joined(Arguments a, List<TensorValue> parts, Tensor result) {
    return a.made(
        result,
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
    return new TupleValue(
        parts.stream().map(part -> (Object) a.named(name, part, a.value(input).dtype())).toList());
  }

  private static TupleValue parts(Arguments a, List<Tensor> parts) {
    return new TupleValue(parts.stream().map(part -> (Object) a.like("input", part)).toList());
  }

  private static void addRepetitions(Table table) {
    table.method(
        "repeat(input, *repeats)",
        a -> a.like("input", Arrangement.repeat(a.tensor("input"), a.integers("repeats"))));
    table.function("tile(input, dims) -> RepeatBackward0", ShapeFunctions::tiled);
    table.method("tile(input, *dims) -> RepeatBackward0", ShapeFunctions::tiled);
    table.both(
        "repeat_interleave(input, repeats, dim=None)",
        a -> {
          Tensor x = a.isNone("dim") ? a.tensor("input").flatten(0, -1) : a.tensor("input");
          int dim = a.isNone("dim") ? 0 : a.integer("dim");
          return a.like("input", Arrangement.repeatInterleave(x, a.integer("repeats"), dim));
        });
    table.function(
        "meshgrid(*tensors, indexing='ij') -> ExpandBackward0",
        a -> {
          List<TensorValue> axes = a.tensors("tensors");
          int[] dims = axes.stream().mapToInt(axis -> axis.tensor().size(0)).toArray();
          Object[] grids = new Object[dims.length];
          for (int i = 0; i < dims.length; i++) {
            int[] column = new int[dims.length];
            Arrays.fill(column, 1);
            column[i] = dims[i];
            Tensor grid = axes.get(i).tensor().reshape(Shape.of(column)).expand(Shape.of(dims));
            boolean swaps = a.text("indexing").equals("xy") && dims.length > 1;
            grids[i] = a.made(swaps ? grid.transpose(0, 1) : grid, axes.get(i).dtype());
          }
          return TupleValue.of(grids);
        });
  }

  private static TensorValue tiled(Arguments a) {
    return a.like("input", Arrangement.tile(a.tensor("input"), a.integers("dims")));
  }
}
