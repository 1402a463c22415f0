package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/** Products of vectors, matrices and stacks of matrices, under PyTorch's names. */
public final class LinearAlgebra {

  private LinearAlgebra() {}

  /** As {@link Tensor#linear}. */
  static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    if (x.dim() == 0 || x.size(-1) != weight.size(1)) {
      throw new ShapeException(
          "expects "
              + weight.size(1)
              + " features in the last dimension, got the shape "
              + x.shape());
    }
    Tensor rows = x.reshape(Shape.of(x.shape().span(0, x.dim() - 1), x.size(-1)));
    Tensor mapped = rows.product(weight, false, true);
    Tensor out = bias == null ? mapped : mapped.add(bias);
    return out.reshape(x.shape().with(-1, weight.size(0)));
  }

  static Tensor matmul(Tensor a, Tensor b) {
    if (a.dim() == 0 || b.dim() == 0) {
      throw new ShapeException(
          "both arguments to matmul need to be at least 1D, but they are "
              + a.dim()
              + "D and "
              + b.dim()
              + "D");
    }
    if (a.dim() == 1 && b.dim() == 1) {
      return dot(a, b);
    }
    if (a.dim() == 1) {
      return dropped(matmul(a.unsqueeze(0), b), -2);
    }
    if (b.dim() == 1) {
      requireInner(a, b);
      return dropped(matmul(a, b.unsqueeze(-1)), -1);
    }
    if (b.dim() == 2) {
      Tensor rows = a.reshape(Shape.of(a.shape().span(0, a.dim() - 1), a.size(-1)));
      return rows.product(b, false, false).reshape(a.shape().with(-1, b.size(1)));
    }
    return stacks(a, b);
  }

  private static void requireInner(Tensor a, Tensor vector) {
    if (a.size(-1) != vector.size(0)) {
      throw new ShapeException(
          "size mismatch, got input ("
              + a.size(-2)
              + "), mat ("
              + a.size(-2)
              + "x"
              + a.size(-1)
              + "), vec ("
              + vector.size(0)
              + ")");
    }
  }

  private static Tensor dropped(Tensor x, int dim) {
    return x.reshape(x.shape().without(dim));
  }

  private static Tensor stacks(Tensor a, Tensor b) {
    Shape stack = leading(a).broadcast(leading(b));
    Tensor left = grouped(a, stack);
    Tensor right = grouped(b, stack);
    int[] dims = java.util.Arrays.copyOf(stack.dims(), stack.rank() + 2);
    dims[stack.rank()] = a.size(-2);
    dims[stack.rank() + 1] = b.size(-1);
    return bmm(left, right).reshape(Shape.of(dims));
  }

  private static Shape leading(Tensor x) {
    return Shape.of(java.util.Arrays.copyOf(x.shape().dims(), x.dim() - 2));
  }

  /** A stack of matrices in one dimension, repeated to a common size. */
  private static Tensor grouped(Tensor x, Shape stack) {
    int[] dims = java.util.Arrays.copyOf(stack.dims(), stack.rank() + 2);
    dims[stack.rank()] = x.size(-2);
    dims[stack.rank() + 1] = x.size(-1);
    Shape whole = Shape.of(dims);
    Tensor spread = x.shape().equals(whole) ? x : x.expand(whole);
    return spread.reshape(Shape.of(stack.span(0, stack.rank()), x.size(-2), x.size(-1)));
  }

  /** Products of matrices that stand side by side: [B, n, m] and [B, m, p] make [B, n, p]. */
  public static Tensor bmm(Tensor a, Tensor b) {
    if (a.dim() != 3 || b.dim() != 3) {
      throw new ShapeException((a.dim() != 3 ? "batch1" : "batch2") + " must be a 3D tensor");
    }
    if (a.size(0) != b.size(0) || a.size(2) != b.size(1)) {
      throw new ShapeException(
          "Expected size for first two dimensions of batch2 tensor to be: ["
              + a.size(0)
              + ", "
              + a.size(2)
              + "] but got: ["
              + b.size(0)
              + ", "
              + b.size(1)
              + "].");
    }
    return a.batchedProduct(b, false, false);
  }

  /** The sum of the products of two vectors. */
  public static Tensor dot(Tensor a, Tensor b) {
    if (a.dim() != 1 || b.dim() != 1) {
      throw new ShapeException(
          "1D tensors expected, but got " + a.dim() + "D and " + b.dim() + "D tensors");
    }
    if (a.numel() != b.numel()) {
      throw new ShapeException(
          "inconsistent tensor size, expected tensor "
              + a.shape()
              + " and src "
              + b.shape()
              + " to have the same number of elements, but got "
              + a.numel()
              + " and "
              + b.numel()
              + " elements respectively");
    }
    return a.mul(b).sum();
  }

  /** The product of each element of one vector with each of another. */
  public static Tensor outer(Tensor a, Tensor b) {
    if (a.dim() != 1 || b.dim() != 1) {
      throw new ShapeException(
          "outer: Expected 1-D argument "
              + (a.dim() != 1 ? "self, but got " + a.dim() : "vec2, but got " + b.dim())
              + "-D");
    }
    return a.unsqueeze(1).mul(b.unsqueeze(0));
  }

  /** The sum of the diagonal of a matrix. */
  public static Tensor trace(Tensor x) {
    if (x.dim() != 2) {
      throw new ShapeException("trace: expected a matrix, but got tensor with dim " + x.dim());
    }
    return Arrangement.diagonal(x, 0, 0, 1).sum();
  }

  /** 1 on the diagonal, 0 elsewhere. */
  public static Tensor eye(int rows, int columns) {
    return Arrangement.range(columns).eq(Arrangement.range(rows).reshape(Shape.of(rows, 1)));
  }

  /**
   * {@code softmax(query keyᵀ * scale + mask) value}, in PyTorch {@code
   * F.scaled_dot_product_attention}.
   *
   * @param query [*, L, E]
   * @param key [*, S, E]
   * @param value [*, S, V]
   * @param mask added to the scores, [*, L, S]; null for none
   * @param isCausal whether a place sees only those before it and itself
   * @param scale null for one over the root of E
   */
  public static Tensor attention(
      Tensor query,
      Tensor key,
      Tensor value,
      @Nullable Tensor mask,
      boolean isCausal,
      @Nullable Double scale) {
    return attentionWeights(query, key, mask, isCausal, scale).matmul(value);
  }

  /** How much each place of a query looks at each key in {@link #attention}, [*, L, S]. */
  public static Tensor attentionWeights(
      Tensor query, Tensor key, @Nullable Tensor mask, boolean isCausal, @Nullable Double scale) {
    double factor = scale == null ? 1 / Math.sqrt(query.size(-1)) : scale;
    Tensor scores = query.mul(factor).matmul(key.transpose(-2, -1));
    if (isCausal) {
      Tensor seen = Arrangement.tril(Tensor.ones(Shape.of(query.size(-2), key.size(-2))), 0);
      scores = Tensor.where(seen, scores, Tensor.scalar(Float.NEGATIVE_INFINITY));
    }
    if (mask != null) {
      scores = scores.add(mask);
    }
    return scores.softmax(-1);
  }
}
