package io.trainyard.tensor;

/**
 * Functions that sum up what stands along several dimensions. They carry PyTorch's names and
 * meanings; the dimensions are reduced one after the other.
 */
public final class Statistics {

  private Statistics() {}

  /** One reduction of one dimension. */
  private interface AlongDim {
    Tensor reduce(Tensor x, int dim);
  }

  /** Every dimension of a tensor. */
  public static int[] allDims(Tensor x) {
    int[] dims = new int[x.dim()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i;
    }
    return dims;
  }

  private static Tensor reduce(Tensor x, int[] dims, boolean keepdim, AlongDim reduction) {
    boolean[] reduced = new boolean[x.dim()];
    for (int dim : dims) {
      int at = x.shape().normalized(dim);
      if (reduced[at]) {
        throw new ShapeException("dim " + at + " appears multiple times in the list of dims");
      }
      reduced[at] = true;
    }
    Tensor result = x;
    Shape left = Shape.of();
    for (int dim = 0; dim < reduced.length; dim++) {
      if (reduced[dim]) {
        result = reduction.reduce(result, dim);
      } else {
        left = left.inserted(left.rank()).with(left.rank(), x.size(dim));
      }
    }
    return keepdim ? result : result.reshape(left);
  }

  /** The sum over dimensions. */
  public static Tensor sum(Tensor x, int[] dims, boolean keepdim) {
    return dims.length == x.dim() && !keepdim
        ? x.sum()
        : reduce(x, dims, keepdim, (part, dim) -> part.sum(dim, true));
  }

  /** The largest elements over dimensions. */
  public static Tensor amax(Tensor x, int[] dims, boolean keepdim) {
    if (dims.length == x.dim() && !keepdim && x.dim() > 0) {
      return x.flatten(0, -1).amax(0, false); // all largest elements share the gradient evenly
    }
    return reduce(x, dims, keepdim, (part, dim) -> part.amax(dim, true));
  }

  /** How many elements are made one. */
  public static long count(Tensor x, int... dims) {
    long count = 1;
    for (int dim : dims) {
      count *= x.size(dim);
    }
    return count;
  }

  /** The mean over dimensions. */
  public static Tensor mean(Tensor x, int[] dims, boolean keepdim) {
    return sum(x, dims, keepdim).div((double) count(x, dims));
  }

  /**
   * The variance over dimensions: the squares of the distances to the mean, divided by the number
   * of elements less a correction.
   */
  public static Tensor var(Tensor x, int[] dims, double correction, boolean keepdim) {
    Tensor distance = x.sub(mean(x, dims, true));
    double divisor = Math.max(0, count(x, dims) - correction);
    return sum(distance.square(), dims, keepdim).div(divisor);
  }

  /** The root of {@link #var}; its gradient is 0 where all elements are equal. */
  public static Tensor std(Tensor x, int[] dims, double correction, boolean keepdim) {
    return Tensor.apply(new Deviation(), var(x, dims, correction, keepdim));
  }

  /** The logarithm of the sum of the exponentials, without overflow. */
  public static Tensor logsumexp(Tensor x, int[] dims, boolean keepdim) {
    if (count(x, dims) == 0) {
      return sum(x.exp(), dims, keepdim).log();
    }
    Tensor largest =
        Tensor.noGrad(() -> {
          Tensor most = amax(x.detach(), dims, true);
          return Tensor.where(most.isfinite(), most, Tensor.scalar(0));
        });
    Tensor sum = sum(x.sub(largest).exp(), dims, keepdim).log();
    return sum.add(largest.reshape(sum.shape()));
  }

  /**
   * The norm of that order over dimensions: 2 for the root of the sum of the squares, infinity for
   * the largest absolute value, 0 for how many are not 0. At 0 its gradient is 0.
   */
  public static Tensor norm(Tensor x, double order, int[] dims, boolean keepdim) {
    if (order == 0) {
      return sum(x.sign().abs(), dims, keepdim);
    }
    if (order == 1) {
      return sum(x.abs(), dims, keepdim);
    }
    if (order == Double.POSITIVE_INFINITY) {
      return amax(x.abs(), dims, keepdim);
    }
    if (order == Double.NEGATIVE_INFINITY) {
      return amax(x.abs().neg(), dims, keepdim).neg();
    }
    if (order == 2) {
      return root(sum(x.square(), dims, keepdim), 2);
    }
    return root(sum(x.abs().pow(order), dims, keepdim), order);
  }

  /** A root whose gradient at 0 is 0. */
  private static Tensor root(Tensor x, double order) {
    Tensor isZero = x.eq(Tensor.scalar(0));
    Tensor safe = Tensor.where(isZero, Tensor.scalar(1), x);
    Tensor root = order == 2 ? safe.sqrt() : safe.pow(1 / order);
    return Tensor.where(isZero, Tensor.scalar(0), root);
  }

  /** {@code x} divided by its norm along a dimension, or by eps, if that is larger. */
  public static Tensor normalize(Tensor x, double p, int dim, double eps) {
    return x.div(norm(x, p, new int[] {dim}, true).clamp(eps, null));
  }

  /** The cosine of the angle between vectors that lie along a dimension. */
  public static Tensor cosineSimilarity(Tensor x1, Tensor x2, int dim, double eps) {
    int[] dims = {dim};
    Shape shape = x1.shape().broadcast(x2.shape());
    Tensor a = x1.expand(shape);
    Tensor b = x2.expand(shape);
    Tensor unitA = a.div(norm(a, 2, dims, true).clamp(eps, null));
    Tensor unitB = b.div(norm(b, 2, dims, true).clamp(eps, null));
    return unitA.mul(unitB).sum(dim, false);
  }

  /** The norm of {@code x1 - x2 + eps} along the last dimension. */
  public static Tensor pairwiseDistance(
      Tensor x1, Tensor x2, double p, double eps, boolean keepdim) {
    return norm(x1.sub(x2).add(eps), p, new int[] {-1}, keepdim);
  }

  /** The distance of each row of [*, P, M] from each row of [*, R, M]: [*, P, R]. */
  public static Tensor cdist(Tensor x1, Tensor x2, double p) {
    if (x1.dim() < 2 || x2.dim() < 2) {
      throw new ShapeException(
          "cdist only supports at least 2D tensors, X1 got: "
              + x1.dim()
              + "D, X2 got: "
              + x2.dim()
              + "D");
    }
    if (x1.size(-1) != x2.size(-1)) {
      throw new ShapeException(
          "X1 and X2 must have the same number of columns. X1: "
              + x1.size(-1)
              + " X2: "
              + x2.size(-1));
    }
    return norm(x1.unsqueeze(-2).sub(x2.unsqueeze(-3)), p, new int[] {-1}, false);
  }
}
