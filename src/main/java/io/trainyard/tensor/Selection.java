package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/**
 * Operations that pick elements by number. Numbers of classes are tensors too; those of rows are
 * plain arrays.
 */
abstract class Selection implements Operation {

  /** Checks a class number that comes as a float. */
  static int index(float value, int size) {
    int index = (int) value;
    if (index != value || index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "the index "
              + (index == value ? Integer.toString(index) : Float.toString(value))
              + " is out of range for "
              + size
              + " elements");
    }
    return index;
  }

  /** Checks a class number that an element of a tensor is. */
  static int index(Tensor numbers, int at, int size) {
    if (!numbers.dtype().isWhole()) {
      return index(numbers.array()[at], size);
    }
    long index = numbers.wholes()[at];
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "the index " + index + " is out of range for " + size + " elements");
    }
    return (int) index;
  }

  @Override
  public Typing typing() {
    return Typing.FIRST;
  }

  /** Rows of the input, those whose numbers stand in an array when it runs. */
  static final class IndexSelect extends Selection {
    private final int[] rows;

    IndexSelect(int[] rows) {
      this.rows = rows;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      return inputs[0].shape().with(0, rows.length);
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      int width = inputs[0].shape().span(1, inputs[0].shape().rank());
      Storage x = inputs[0].storage();
      Storage y = output.storage();
      for (int i = 0; i < rows.length; i++) {
        x.copy(rows[i] * width, y, i * width, width);
      }
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return Tensor.apply(new IndexAdd(rows, inputs[0].shape()), gradient);
    }
  }

  /** Rows added up at the places of an array; the counterpart of {@link IndexSelect}. */
  static final class IndexAdd extends Selection {
    private final int[] rows;
    private final Shape shape;
    private final ScatteredSum sum = new ScatteredSum();

    IndexAdd(int[] rows, Shape shape) {
      this.rows = rows;
      this.shape = shape;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      return shape;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      int width = shape.span(1, shape.rank());
      if (output.dtype() == DType.FLOAT64) {
        output.storage().clear();
        for (int i = 0; i < rows.length * width; i++) {
          int place = rows[i / width] * width + i % width;
          output.storage().add(place, inputs[0].storage().number(i));
        }
        return;
      }
      float[] x = inputs[0].array();
      float[] y = output.array();
      sum.begin(y, shape.size(0), rows.length, rows.length, width);
      for (int i = 0; i < rows.length; i++) {
        sum.next(y, rows[i]);
        for (int j = 0; j < width; j++) {
          y[rows[i] * width + j] += x[i * width + j];
        }
      }
      sum.end(y, shape.size(0));
    }

    @Override
    public long scratch(Tensor... inputs) {
      int width = shape.span(1, shape.rank());
      return ScatteredSum.scratch(shape.size(0), rows.length, rows.length, width);
    }

    @Override
    public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return Tensor.apply(new IndexSelect(rows), gradient);
    }
  }

  /** Along a dimension, the elements whose numbers the second input holds. */
  static final class Gather extends Selection {
    private final int dim;

    Gather(int dim) {
      this.dim = dim;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      Shape x = inputs[0].shape();
      Shape index = inputs[1].shape();
      if (x.rank() != index.rank() || !x.with(dim, 1).equals(index.with(dim, 1))) {
        throw new ShapeException(
            "an index of the shape "
                + index
                + " cannot pick from "
                + x
                + " along dimension "
                + dim);
      }
      return index;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      Shape shape = inputs[0].shape();
      int at = shape.normalized(dim);
      int size = shape.size(at);
      int inner = shape.span(at + 1, shape.rank());
      int picked = output.shape().size(at);
      Storage x = inputs[0].storage();
      Storage y = output.storage();
      for (int i = 0; i < output.length(); i++) {
        int outer = i / (picked * inner);
        int from = (outer * size + index(inputs[1], i, size)) * inner + i % inner;
        x.move(from, y, i);
      }
    }

    @Override
    public @Nullable Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return input == 0
          ? Tensor.apply(new ScatterAdd(dim, inputs[0].shape()), gradient, inputs[1])
          : null;
    }
  }

  /**
   * Adds elements up at the numbers that the second input holds; the counterpart of {@link Gather}.
   */
  static final class ScatterAdd extends Selection {
    private final int dim;
    private final Shape shape;
    private final ScatteredSum sum = new ScatteredSum();

    ScatterAdd(int dim, Shape shape) {
      this.dim = dim;
      this.shape = shape;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      return shape;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      int at = shape.normalized(dim);
      int size = shape.size(at);
      int inner = shape.span(at + 1, shape.rank());
      int picked = inputs[0].shape().size(at);
      if (inputs[0].dtype().isWhole()) {
        long[] y = output.wholes();
        java.util.Arrays.fill(y, 0, output.length(), 0);
        for (int i = 0; i < inputs[0].length(); i++) {
          int outer = i / (picked * inner);
          int place = (outer * size + index(inputs[1], i, size)) * inner + i % inner;
          y[place] += inputs[0].wholes()[i];
        }
        return;
      }
      if (output.dtype() == DType.FLOAT64) {
        output.storage().clear();
        for (int i = 0; i < inputs[0].length(); i++) {
          int outer = i / (picked * inner);
          int place = (outer * size + index(inputs[1], i, size)) * inner + i % inner;
          output.storage().add(place, inputs[0].storage().number(i));
        }
        return;
      }
      float[] x = inputs[0].array();
      float[] y = output.array();
      sum.begin(y, output.length(), picked, inputs[0].length(), 1);
      for (int i = 0; i < inputs[0].length(); i++) {
        int outer = i / (picked * inner);
        int place = (outer * size + index(inputs[1], i, size)) * inner + i % inner;
        sum.next(y, place);
        y[place] += x[i];
      }
      sum.end(y, output.length());
    }

    @Override
    public long scratch(Tensor... inputs) {
      Shape x = inputs[0].shape();
      return ScatteredSum.scratch(shape.numel(), x.size(dim), x.numel(), 1);
    }

    @Override
    public @Nullable Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
      return input == 0 ? gradient.gather(dim, inputs[1]) : null;
    }
  }

  /** For each class number a row with 1 at its place and 0 elsewhere. */
  static final class OneHot extends Selection {
    private final int classes;

    OneHot(int classes) {
      this.classes = classes;
    }

    @Override
    public Shape shape(Tensor... inputs) {
      int[] dims = java.util.Arrays.copyOf(inputs[0].shape().dims(), inputs[0].shape().rank() + 1);
      dims[dims.length - 1] = classes;
      return Shape.of(dims);
    }

    @Override
    public boolean isDifferentiable() {
      return false;
    }

    @Override
    public DType dtype(Tensor... inputs) {
      return DType.FLOAT32;
    }

    @Override
    public void compute(Tensor[] inputs, Tensor output) {
      float[] y = output.array();
      java.util.Arrays.fill(y, 0, output.length(), 0);
      for (int i = 0; i < inputs[0].length(); i++) {
        y[i * classes + index(inputs[0], i, classes)] = 1;
      }
    }
  }
}
