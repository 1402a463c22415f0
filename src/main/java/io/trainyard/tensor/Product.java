package io.trainyard.tensor;

import io.trainyard.tensor.kernel.MatrixProduct;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The product of two matrices, each of which may be read as its transpose. Every element is a sum
 * over the inner dimension in its order, one fused multiply-add after the other, however the work
 * is cut.
 */
final class Product implements Operation, IntConsumer {

  /** What a long product does now and then. */
  static final Runnable ASK = Interruption::ask;

  private final boolean transposeA;
  private final boolean transposeB;
  private @Nullable MatrixProduct kernel;
  private float[] a = {};
  private float[] b = {};
  private float[] c = {};

  Product(boolean transposeA, boolean transposeB) {
    this.transposeA = transposeA;
    this.transposeB = transposeB;
  }

  @Override
  public String name() {
    return "Mm";
  }

  @Override
  public Shape shape(Tensor... inputs) {
    Shape a = inputs[0].shape();
    Shape b = inputs[1].shape();
    if (a.rank() != 2 || b.rank() != 2) {
      throw new ShapeException(
          "a matrix product needs two matrices, got the shapes " + a + " and " + b);
    }
    if (a.size(transposeA ? 0 : 1) != b.size(transposeB ? 1 : 0)) {
      throw new ShapeException(
          "mat1 and mat2 shapes cannot be multiplied ("
              + word(a, transposeA)
              + " and "
              + word(b, transposeB)
              + ")");
    }
    return Shape.of(a.size(transposeA ? 1 : 0), b.size(transposeB ? 0 : 1));
  }

  private static String word(Shape shape, boolean transposed) {
    return shape.size(transposed ? 1 : 0) + "x" + shape.size(transposed ? 0 : 1);
  }

  @Override
  public Typing typing() {
    return Typing.COMMON;
  }

  /** The product of whole numbers, of matrices that begin at places. */
  static void run(
      long[] a,
      int fromA,
      boolean transposeA,
      long[] b,
      int fromB,
      boolean transposeB,
      Tensor c,
      int fromC,
      int inner) {
    int rows = c.size(-2);
    int columns = c.size(-1);
    for (int i = 0; i < rows * columns; i++) {
      int row = i / columns;
      int column = i % columns;
      long sum = 0;
      for (int k = 0; k < inner; k++) {
        sum +=
            a[fromA + (transposeA ? k * rows + row : row * inner + k)]
                * b[fromB + (transposeB ? column * inner + k : k * columns + column)];
      }
      c.wholes()[fromC + i] = sum;
    }
  }

  /** The product of doubles, of matrices that begin at places. */
  static void run(
      double[] a,
      int fromA,
      boolean transposeA,
      double[] b,
      int fromB,
      boolean transposeB,
      Tensor c,
      int fromC,
      int inner) {
    int rows = c.size(-2);
    int columns = c.size(-1);
    double[] y = c.doubles();
    for (int row = 0; row < rows; row++) {
      int to = fromC + row * columns;
      Arrays.fill(y, to, to + columns, 0);
      for (int k = 0; k < inner; k++) {
        double left = a[fromA + (transposeA ? k * rows + row : row * inner + k)];
        for (int column = 0; column < columns; column++) {
          y[to + column] +=
              left * b[fromB + (transposeB ? column * inner + k : k * columns + column)];
        }
      }
    }
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    if (output.dtype() == DType.FLOAT64) {
      run(
          inputs[0].doubles(),
          0,
          transposeA,
          inputs[1].doubles(),
          0,
          transposeB,
          output,
          0,
          inputs[0].shape().size(transposeA ? 0 : 1));
      return;
    }
    if (output.dtype().isWhole()) {
      run(
          inputs[0].wholes(),
          0,
          transposeA,
          inputs[1].wholes(),
          0,
          transposeB,
          output,
          0,
          inputs[0].shape().size(transposeA ? 0 : 1));
      return;
    }
    if (kernel == null) {
      kernel =
          new MatrixProduct(
              transposeA,
              transposeB,
              output.shape().size(0),
              inputs[0].shape().size(transposeA ? 0 : 1),
              output.shape().size(1));
    }
    a = inputs[0].array();
    b = inputs[1].array();
    c = output.array();
    int parts = kernel.parts();
    if (parts > 1 && Cores.areIdle()) {
      kernel.begin(a);
      Cores.each(parts, this);
    } else {
      kernel.run(a, b, c, ASK);
    }
  }

  /** One part of the product at hand. */
  @Override
  public void accept(int part) {
    Objects.requireNonNull(kernel).run(a, b, c, part, ASK);
  }

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    if (input == 0) {
      return transposeA
          ? inputs[1].product(gradient, transposeB, true)
          : gradient.product(inputs[1], false, !transposeB);
    }
    return transposeB
        ? gradient.product(inputs[0], true, transposeA)
        : inputs[0].product(gradient, !transposeA, false);
  }

  @Override
  public long scratch(Tensor... inputs) {
    Shape made = shape(inputs);
    return MatrixProduct.scratch(
        transposeA,
        transposeB,
        made.size(0),
        inputs[0].shape().size(transposeA ? 0 : 1),
        made.size(1));
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
    return Saturated.product(2, output.numel(), inputs[0].shape().size(transposeA ? 0 : 1));
  }
}
