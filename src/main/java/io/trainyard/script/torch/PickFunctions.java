package io.trainyard.script.torch;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Picking;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Functions that pick elements by their places, and put them there. */
final class PickFunctions {

  private PickFunctions() {}

  static void addTo(Table table) {
    table.both(
        "select(input, dim, index)",
        a ->
            a.like(
                "input",
                Arrangement.select(a.tensor("input"), a.integer("dim"), a.integer("index"))));
    table.both(
        "narrow(input, dim, start, length) -> SliceBackward0",
        a ->
            a.like(
                "input",
                a.tensor("input")
                    .narrow(a.integer("dim"), a.integer("start"), a.integer("length"))));
    table.both(
        "gather(input, dim, index)",
        a ->
            a.like(
                "input", Picking.gather(a.tensor("input"), a.integer("dim"), index(a, "gather"))));
    table.both(
        "scatter_add(input, dim, index, src)",
        a ->
            a.like(
                "input",
                Picking.scatterAdd(
                    a.tensor("input"), a.integer("dim"), index(a, "scatter"), a.tensor("src"))));
    table.both(
        "scatter(input, dim, index, src=None, value=None)",
        a -> {
          Object source = a.isNone("src") ? a.get("value") : a.get("src");
          Tensor index = index(a, "scatter");
          Tensor given = Scalars.tensor(source).tensor();
          return a.like(
              "input",
              Picking.scatter(
                  a.tensor("input"),
                  a.integer("dim"),
                  index,
                  given.dim() == 0
                      ? given.to(a.value("input").dtype()).expand(index.shape())
                      : given));
        });
    table.both(
        "index_select(input, dim, index)",
        a ->
            a.like(
                "input",
                Picking.indexSelect(
                    a.tensor("input"), a.integer("dim"), index(a, "index_select"))));
    table.both(
        "take(input, index)",
        a ->
            a.like(
                "input",
                Picking.index(a.tensor("input").flatten(0, -1), List.of(a.tensor("index")))));
    table.both(
        "take_along_dim(input, indices, dim) -> GatherBackward0",
        a ->
            a.like(
                "input", Picking.gather(a.tensor("input"), a.integer("dim"), a.tensor("indices"))));
    table.both(
        "masked_select(input, mask)",
        a -> {
          Object found =
              Subscript.get(a.value("input"), a.value("mask"), a.call().position(), a.session());
          return a.like("input", ((TensorValue) found).tensor());
        });
    table.both(
        "nonzero(input, *, as_tuple=False)",
        a ->
            a.bool("as_tuple") ? places(a, a.tensor("input")) : a.ints(nonzero(a.tensor("input"))));
    table.function("numel(input)", a -> a.tensor("input").numel());
    table.method(
        "tolist(input)",
        a -> {
          Tensor x = a.tensor("input");
          a.session().passes(x.numel(), a.call().position());
          return nested(Scalars.plain(x), x.shape(), 0, 0);
        });
  }

  private static Tensor index(Arguments a, String function) {
    DType dtype = a.value("index").dtype();
    if (dtype == DType.INT32 && function.equals("index_select")) {
      return a.tensor("index").to(DType.INT64);
    }
    if (dtype != DType.INT64) {
      throw a.error(
          ErrorKind.RUNTIME_ERROR,
          function + "(): Expected dtype int64 for index, got " + a.value("index").dtype());
    }
    return a.tensor("index");
  }

  /** The elements as lists of plain values. */
  static Object list(Tensor x) {
    return nested(Scalars.plain(x), x.shape(), 0, 0);
  }

  private static Object nested(IntFunction<Object> values, Shape shape, int dim, int from) {
    if (dim == shape.rank()) {
      return values.apply(from);
    }
    int width = shape.span(dim + 1, shape.rank());
    Object[] items = new Object[shape.size(dim)];
    for (int i = 0; i < items.length; i++) {
      items[i] = nested(values, shape, dim + 1, from + i * width);
    }
    return new ListValue(Arrays.asList(items));
  }

  /** The places of what is not 0, a tensor of numbers for each dimension. */
  static TupleValue places(Arguments a, Tensor x) {
    return new TupleValue(
        Arrangement.unbind(nonzero(x), 1).stream().map(p -> (Object) a.ints(p)).toList());
  }

  private static Tensor nonzero(Tensor x) {
    int[] found = Picking.nonzero(x);
    long[] values = new long[found.length * x.dim()];
    for (int i = 0; i < found.length; i++) {
      for (int dim = 0; dim < x.dim(); dim++) {
        values[i * x.dim() + dim] = found[i] / x.shape().span(dim + 1, x.dim()) % x.size(dim);
      }
    }
    return Tensor.ofWhole(Shape.of(found.length, x.dim()), values);
  }
}
