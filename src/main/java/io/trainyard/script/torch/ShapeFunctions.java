package io.trainyard.script.torch;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Functions that reshape, turn and repeat tensors. */
final class ShapeFunctions {

  private ShapeFunctions() {}

  static void addTo(Table table) {
    addShapes(table);
    addTurns(table);
    PartFunctions.addTo(table);
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
    table.function(
        "atleast_1d(input) -> ViewBackward0",
        a -> a.tensor("input").dim() > 0 ? a.value("input") : a.tensor("input").unsqueeze(0));
    table.function(
        "atleast_2d(input) -> UnsqueezeBackward0",
        a ->
            switch (a.tensor("input").dim()) {
              case 0 -> a.tensor("input").reshape(Shape.of(1, 1));
              case 1 -> a.tensor("input").unsqueeze(0);
              default -> a.value("input");
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
    table.both(
        "adjoint(input) -> TransposeBackward0",
        a -> a.like("input", a.tensor("input").transpose(-2, -1)));
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
            return a.copied("input", flat.reshape(x.shape()));
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
          return a.copied("input", x);
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
          return a.copied(
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
    return a.copied("input", a.tensor("input").flip(a.integers("dims")));
  }

  private static void addRepetitions(Table table) {
    table.method(
        "repeat(input, *repeats)",
        a -> a.copied("input", Arrangement.repeat(a.tensor("input"), a.integers("repeats"))));
    table.function("tile(input, dims) -> RepeatBackward0", ShapeFunctions::tiled);
    table.method("tile(input, *dims) -> RepeatBackward0", ShapeFunctions::tiled);
    table.both(
        "repeat_interleave(input, repeats, dim=None)",
        a -> {
          Tensor x = a.isNone("dim") ? a.tensor("input").flatten(0, -1) : a.tensor("input");
          int dim = a.isNone("dim") ? 0 : a.integer("dim");
          return a.copied("input", Arrangement.repeatInterleave(x, a.integer("repeats"), dim));
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
    return a.copied("input", Arrangement.tile(a.tensor("input"), a.integers("dims")));
  }
}
