package io.trainyard.tensor;

import io.trainyard.tensor.kernel.MatrixProduct;
import org.jspecify.annotations.Nullable;

/**
 * Products of matrices that stand side by side: [G, m, k] and [G, k, n] make [G, m, n], each of the
 * two possibly read as its transpose.
 */
final class BatchedProduct implements Operation {

  private final boolean transposeA;
  private final boolean transposeB;
  private float[] a = {};
  private float[] b = {};
  private float[] c = {};
  private @Nullable MatrixProduct kernel;

  BatchedProduct(boolean transposeA, boolean transposeB) {
    this.transposeA = transposeA;
    this.transposeB = transposeB;
  }

  @Override
  public String name() {
    return "Bmm";
  }

  @Override
  public Shape shape(Tensor... inputs) {
    Shape a = inputs[0].shape();
    Shape b = inputs[1].shape();
    if (a.rank() != 3
        || b.rank() != 3
        || a.size(0) != b.size(0)
        || a.size(transposeA ? 1 : 2) != b.size(transposeB ? 2 : 1)) {
      throw new ShapeException(
          "matrices of the shapes " + a + " and " + b + " cannot be multiplied one by one");
    }
    return Shape.of(a.size(0), a.size(transposeA ? 2 : 1), b.size(transposeB ? 1 : 2));
  }

  @Override
  public Typing typing() {
    return Typing.COMMON;
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    int count = output.shape().size(0);
    int sizeA = inputs[0].length() / count;
    int sizeB = inputs[1].length() / count;
    int sizeC = output.length() / count;
    if (output.dtype() == DType.FLOAT64) {
      for (int g = 0; g < count; g++) {
        Product.run(
            inputs[0].doubles(),
            g * sizeA,
            transposeA,
            inputs[1].doubles(),
            g * sizeB,
            transposeB,
            output,
            g * sizeC,
            inner(inputs));
      }
      return;
    }
    if (output.dtype().isWhole()) {
      for (int g = 0; g < count; g++) {
        Product.run(
            inputs[0].wholes(),
            g * sizeA,
            transposeA,
            inputs[1].wholes(),
            g * sizeB,
            transposeB,
            output,
            g * sizeC,
            inner(inputs));
      }
      return;
    }
    MatrixProduct product = kernel;
    if (product == null) {
      product =
          new MatrixProduct(transposeA, transposeB, output.size(1), inner(inputs), output.size(2));
      kernel = product;
      a = new float[sizeA];
      b = new float[sizeB];
      c = new float[sizeC];
    }
    for (int g = 0; g < count; g++) {
      Interruption.ask();
      System.arraycopy(inputs[0].array(), g * sizeA, a, 0, sizeA);
      System.arraycopy(inputs[1].array(), g * sizeB, b, 0, sizeB);
      product.run(a, b, c, Product.ASK);
      System.arraycopy(c, 0, output.array(), g * sizeC, sizeC);
    }
  }

  private int inner(Tensor... inputs) {
    return inputs[0].size(transposeA ? 1 : 2);
  }

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    if (input == 0) {
      return transposeA
          ? inputs[1].batchedProduct(gradient, transposeB, true)
          : gradient.batchedProduct(inputs[1], false, !transposeB);
    }
    return transposeB
        ? gradient.batchedProduct(inputs[0], true, transposeA)
        : inputs[0].batchedProduct(gradient, !transposeA, false);
  }

  @Override
  public long scratch(Tensor... inputs) {
    Shape made = shape(inputs);
    long matrices =
        made.with(0, 1).numel()
            + inputs[0].shape().with(0, 1).numel()
            + inputs[1].shape().with(0, 1).numel();
    return Saturated.sum(
        matrices,
        MatrixProduct.scratch(transposeA, transposeB, made.size(1), inner(inputs), made.size(2)));
  }

  @Override
  public void release() {
    kernel = null;
    a = new float[0];
    b = new float[0];
    c = new float[0];
  }

  @Override
  public long cost(Tensor[] inputs, Tensor output) {
    return Saturated.product(2, output.numel(), inner(inputs));
  }
}
