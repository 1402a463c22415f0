package io.trainyard.tensor;

import io.trainyard.tensor.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/** Operations that only move elements or see them in another shape. */
abstract class Movement implements Operation {

  @Override
  public boolean savesNothing() {
    return true;
  }

  /** The same elements in the same order, in another shape of as many. */
  static final class View extends Movement {
    private final Shape shape;

    View(Shape shape) {
      this.shape = shape;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      if (inputs[0].numel() != shape.numel()) {
        throw new ShapeException(
            "the shape "
                + inputs[0].shape()
                + " with "
                + inputs[0].numel()
                + " elements cannot be seen as "
                + shape
                + " with "
                + shape.numel());
      }
      return shape;
    }

    @Override
    public boolean isView() {
      return true;
    }

    @Override
    public @Nullable Lattice shown(Lattice input) {
      return input.reshaped(shape);
    }

    @Override
    public Typing typing() {
      return Typing.FIRST;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      // The output is the input's memory.
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return gradient.reshape(inputs[0].shape());
    }
  }

  /** Two dimensions swapped. */
  static final class Transpose extends Movement {
    private final int first;
    private final int second;

    Transpose(int first, int second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      Shape shape = inputs[0].shape();
      return shape.with(first, shape.size(second)).with(second, shape.size(first));
    }

    @Override
    public Typing typing() {
      return Typing.FIRST;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      Shape shape = inputs[0].shape();
      int low = Math.min(shape.normalized(first), shape.normalized(second));
      int high = Math.max(shape.normalized(first), shape.normalized(second));
      int outer = shape.span(0, low);
      int rows = shape.size(low);
      int middle = shape.span(low + 1, high);
      int columns = low == high ? 1 : shape.size(high);
      int inner = shape.span(high + 1, shape.rank());
      float[] x = inputs[0].array();
      float[] y = output.array();
      if (outer == 1 && middle == 1 && inner == 1) {
        Kernels.transpose(x, rows, columns, y);
        return;
      }
      for (int o = 0; o < outer; o++) {
        for (int r = 0; r < rows; r++) {
          for (int m = 0; m < middle; m++) {
            for (int c = 0; c < columns; c++) {
              int from = (((o * rows + r) * middle + m) * columns + c) * inner;
              int to = (((o * columns + c) * middle + m) * rows + r) * inner;
              if (inner == 1) {
                y[to] = x[from];
              } else {
                System.arraycopy(x, from, y, to, inner);
              }
            }
          }
        }
      }
    }

    @Override
    public Lattice shown(Lattice input) {
      return input.transposed(first, second);
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return gradient.transpose(first, second);
    }
  }
}
