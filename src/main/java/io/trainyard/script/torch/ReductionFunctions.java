package io.trainyard.script.torch;

import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Statistics;
import io.trainyard.tensor.Tensor;
import java.util.List;

/** Functions over dimensions: sums, extremes, orders, statistics. */
final class ReductionFunctions {

  private ReductionFunctions() {}

  static void addTo(Table table) {
    addSums(table);
    addExtremes(table);
    addOrders(table);
    addStatistics(table);
    addDistances(table);
  }

  /** The input as the type in which its elements are added up or multiplied. */
  private static Tensor typed(Arguments a) {
    return a.tensor("input").to(a.dtype("dtype", a.value("input").dtype()));
  }

  private static TensorValue named(Arguments a, String name, Tensor result) {
    return a.named(name, result, result.dtype());
  }

  private static void addSums(Table table) {
    table.both(
        "sum(input, dim=None, keepdim=False, *, dtype=None)",
        a -> {
          Tensor x = typed(a);
          String name = a.isNone("dim") ? "SumBackward0" : "SumBackward1";
          Tensor sum = Statistics.sum(x, a.dims("dim", x), a.bool("keepdim"));
          return named(a, name, sum.to(a.dtype("dtype", sum.dtype())));
        });
    table.both(
        "mean(input, dim=None, keepdim=False, *, dtype=None)",
        a -> {
          DType dtype = a.dtype("dtype", a.value("input").dtype());
          Tensor x = a.tensor("input").to(dtype.isFloatingPoint() ? dtype : DType.FLOAT32);
          if (!dtype.isFloatingPoint()) {
            throw new IllegalStateException(
                "mean(): could not infer output dtype. Input dtype must be either a floating point"
                    + " or complex dtype. Got: "
                    + a.value("input").dtype().scalarWord());
          }
          String name = a.isNone("dim") ? "MeanBackward0" : "MeanBackward1";
          return a.named(name, Statistics.mean(x, a.dims("dim", x), a.bool("keepdim")), dtype);
        });
    table.both(
        "prod(input, dim=None, keepdim=False, *, dtype=None)",
        a -> {
          Tensor x = typed(a);
          return a.isNone("dim")
              ? named(a, "ProdBackward0", flat(x).prod(0, false))
              : named(a, "ProdBackward1", x.prod(a.integer("dim"), a.bool("keepdim")));
        });
    table.both(
        "cumsum(input, dim, *, dtype=None)",
        a -> named(a, "CumsumBackward0", typed(a).cumsum(a.integer("dim"))));
    table.both(
        "cumprod(input, dim, *, dtype=None)",
        a -> named(a, "CumprodBackward0", typed(a).cumprod(a.integer("dim"))));
    table.both(
        "logsumexp(input, dim, keepdim=False)",
        a -> Statistics.logsumexp(a.tensor("input"), a.integers("dim"), a.bool("keepdim")));
    table.both(
        "count_nonzero(input, dim=None)",
        a -> {
          Tensor x = Operators.truth(a.tensor("input"));
          return a.ints(Statistics.sum(x, a.dims("dim", x), false));
        });
  }

  /** The numbers in the opposite order; the smallest whole number has no negative. */
  private static Tensor reversed(Tensor x) {
    return x.dtype().isWhole() ? x.xor(Tensor.whole(-1)) : x.neg();
  }

  private static Tensor flat(Tensor x) {
    return x.flatten(0, -1);
  }

  private static void addExtremes(Table table) {
    table.both("max(input, dim=None, keepdim=False)", a -> extreme(a, true));
    table.both("min(input, dim=None, keepdim=False)", a -> extreme(a, false));
    table.both(
        "amax(input, dim=None, keepdim=False)",
        a -> {
          Tensor x = a.tensor("input");
          return a.like("input", Statistics.amax(x, a.dims("dim", x), a.bool("keepdim")));
        });
    table.both(
        "amin(input, dim=None, keepdim=False)",
        a -> {
          Tensor x = reversed(a.tensor("input"));
          return a.like("input", reversed(Statistics.amax(x, a.dims("dim", x), a.bool("keepdim"))));
        });
    table.both("argmax(input, dim=None, keepdim=False)", a -> place(a, a.tensor("input")));
    table.both(
        "argmin(input, dim=None, keepdim=False)", a -> place(a, reversed(a.tensor("input"))));
    table.both(
        "all(input, dim=None, keepdim=False)",
        a -> {
          Tensor no = a.tensor("input").logicalNot();
          return a.bools(any(a, no).logicalNot());
        });
    table.both(
        "any(input, dim=None, keepdim=False)",
        a -> a.bools(any(a, Operators.truth(a.tensor("input")))));
  }

  private static Tensor any(Arguments a, Tensor truth) {
    int[] dims = a.dims("dim", truth);
    Tensor count = Statistics.sum(truth, dims, a.bool("keepdim"));
    return Operators.truth(count);
  }

  private static TensorValue place(Arguments a, Tensor x) {
    return a.ints(
        a.isNone("dim") ? flat(x).argmax(0, false) : x.argmax(a.integer("dim"), a.bool("keepdim")));
  }

  /** The second argument of max is a dimension, or a tensor to compare with. */
  private static Object extreme(Arguments a, boolean isMax) {
    TensorValue input = a.value("input");
    Tensor x = isMax ? input.tensor() : reversed(input.tensor());
    String name = isMax ? "Max" : "Min";
    if (a.isNone("dim")) {
      if (x.numel() == 0) {
        throw new IllegalStateException(
            (isMax ? "max" : "min")
                + "(): Expected reduction dim to be specified for input.numel() == 0. Specify the"
                + " reduction dim with the 'dim' argument.");
      }
      Tensor most = flat(x).amax(0, false);
      return a.named(name + "Backward1", isMax ? most : reversed(most), input.dtype());
    }
    if (a.get("dim") instanceof TensorValue other && !Scalars.isInteger(other)) {
      Tensor both =
          isMax ? input.tensor().maximum(other.tensor()) : input.tensor().minimum(other.tensor());
      return a.named(name + "imumBackward0", both, input.dtype().promote(other.dtype()));
    }
    int dim = a.integer("dim");
    boolean keepdim = a.bool("keepdim");
    if (x.dim() == 0) {
      return pair(isMax ? "max" : "min", a.like("input", input.tensor()), Tensor.scalar(0));
    }
    Tensor places = x.argmax(dim, true);
    Tensor values = input.tensor().gather(dim, places);
    Shape shape = keepdim ? values.shape() : values.shape().without(dim);
    return pair(
        isMax ? "max" : "min",
        a.named(name + "Backward0", values.reshape(shape), input.dtype()),
        places.reshape(shape));
  }

  private static TupleValue pair(String name, TensorValue values, Tensor indices) {
    return new TupleValue(
        List.of(values, TensorValue.of(indices.to(DType.INT64))),
        "torch.return_types." + name,
        List.of("values", "indices"));
  }

  private static void addOrders(Table table) {
    table.both(
        "sort(input, dim=-1, descending=False, stable=False)",
        a -> {
          Tensor x = a.tensor("input");
          Tensor places = x.argsort(a.integer("dim"), a.bool("descending"));
          return pair("sort", a.like("input", x.gather(a.integer("dim"), places)), places);
        });
    table.both(
        "argsort(input, dim=-1, descending=False, stable=False)",
        a -> a.ints(a.tensor("input").argsort(a.integer("dim"), a.bool("descending"))));
    table.both(
        "topk(input, k, dim=-1, largest=True, sorted=True)",
        a -> {
          Tensor x = a.tensor("input");
          int dim = a.integer("dim");
          int k = a.integer("k");
          if (k < 0 || k > x.size(dim)) {
            throw new IllegalStateException("selected index k out of range");
          }
          Tensor places = x.argsort(dim, a.bool("largest")).narrow(dim, 0, k);
          return pair("topk", a.like("input", x.gather(dim, places)), places);
        });
    table.both(
        "median(input, dim=None, keepdim=False)",
        a -> {
          Tensor x = a.isNone("dim") ? flat(a.tensor("input")) : a.tensor("input");
          int dim = a.isNone("dim") ? 0 : a.integer("dim");
          Tensor places = x.argsort(dim, false).narrow(dim, (x.size(dim) - 1) / 2, 1);
          Tensor values = x.gather(dim, places);
          Shape shape =
              a.bool("keepdim") && a.isGiven("dim") ? values.shape() : values.shape().without(dim);
          TensorValue middle = a.like("input", values.reshape(shape));
          return a.isNone("dim") ? middle : pair("median", middle, places.reshape(shape));
        });
    table.both(
        "kthvalue(input, k, dim=-1, keepdim=False)",
        a -> {
          Tensor x = a.tensor("input");
          int dim = a.integer("dim");
          Tensor places = x.argsort(dim, false).narrow(dim, a.integer("k") - 1, 1);
          Tensor values = x.gather(dim, places);
          Shape shape = a.bool("keepdim") ? values.shape() : values.shape().without(dim);
          return pair("kthvalue", a.like("input", values.reshape(shape)), places.reshape(shape));
        });
  }

  private static void addStatistics(Table table) {
    table.both(
        "var(input, dim=None, unbiased=None, keepdim=False, *, correction=1)",
        a -> spread(a, Statistics::var));
    table.both(
        "std(input, dim=None, unbiased=None, keepdim=False, *, correction=1)",
        a -> spread(a, Statistics::std));
    table.function(
        "var_mean(input, dim=None, unbiased=None, keepdim=False, *, correction=1)",
        a -> TupleValue.of(TensorValue.of(spread(a, Statistics::var)), TensorValue.of(mean(a))));
    table.function(
        "std_mean(input, dim=None, unbiased=None, keepdim=False, *, correction=1)",
        a -> TupleValue.of(TensorValue.of(spread(a, Statistics::std)), TensorValue.of(mean(a))));
    table.both(
        "norm(input, p='fro', dim=None, keepdim=False) -> LinalgVectorNormBackward0",
        a -> {
          Tensor x = a.tensor("input");
          double p = a.get("p") instanceof String ? 2 : a.isNone("p") ? 2 : a.number("p");
          return Statistics.norm(x, p, a.dims("dim", x), a.bool("keepdim"));
        });
  }

  /** The variance of a tensor over dimensions, or its root. */
  private interface Spread {
    Tensor of(Tensor x, int[] dims, double correction, boolean keepdim);
  }

  private static Tensor spread(Arguments a, Spread spread) {
    Tensor x = a.tensor("input");
    // As in PyTorch, the second argument may also be unbiased.
    boolean swapped = a.get("dim") instanceof Boolean;
    Object unbiased = swapped ? a.get("dim") : a.get("unbiased");
    double correction = unbiased instanceof Boolean bool ? (bool ? 1 : 0) : a.number("correction");
    int[] dims = swapped ? Statistics.allDims(x) : a.dims("dim", x);
    return spread.of(x, dims, correction, a.bool("keepdim"));
  }

  private static Tensor mean(Arguments a) {
    Tensor x = a.tensor("input");
    return Statistics.mean(x, a.dims("dim", x), a.bool("keepdim"));
  }

  private static void addDistances(Table table) {
    table.function(
        "cosine_similarity(x1, x2, dim=1, eps=1e-08) -> SumBackward1",
        a ->
            Statistics.cosineSimilarity(
                a.tensor("x1"), a.tensor("x2"), a.integer("dim"), a.number("eps")));
    table.function(
        "pairwise_distance(x1, x2, p=2.0, eps=1e-06, keepdim=False) -> NormBackward1",
        a ->
            Statistics.pairwiseDistance(
                a.tensor("x1"), a.tensor("x2"), a.number("p"), a.number("eps"), a.bool("keepdim")));
    table.function(
        "cdist(x1, x2, p=2.0, compute_mode='use_mm_for_euclid_dist_if_necessary')",
        a -> Statistics.cdist(a.tensor("x1"), a.tensor("x2"), a.number("p")));
    table.both(
        "dist(input, other, p=2)",
        a -> {
          Tensor x = a.tensor("input").sub(a.tensor("other"));
          return Statistics.norm(x, a.number("p"), Statistics.allDims(x), false);
        });
    table.both(
        "diff(input, n=1, dim=-1) -> SubBackward0",
        a -> {
          Tensor x = a.tensor("input");
          int dim = a.integer("dim");
          for (int i = 0; i < a.integer("n"); i++) {
            int n = x.size(dim);
            x = x.narrow(dim, 1, n - 1).sub(x.narrow(dim, 0, n - 1));
          }
          return a.like("input", x);
        });
    table.both("softmax(input, dim, dtype=None)", a -> a.tensor("input").softmax(a.integer("dim")));
    table.both(
        "log_softmax(input, dim, dtype=None)", a -> a.tensor("input").logSoftmax(a.integer("dim")));
  }
}
