package io.trainyard.training;

import io.trainyard.tensor.DType;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;

/**
 * What each example has of an array, before values are read.
 *
 * @param each the shape that one example has
 * @param dtype what the elements are
 */
public record ArraySchema(Shape each, DType dtype) {

  static ArraySchema ofFloats(int... each) {
    return new ArraySchema(Shape.of(each), DType.FLOAT32);
  }

  /** The shape of so many examples. */
  Shape shape(int rows) {
    return each.inserted(0).with(0, rows);
  }

  /** The array of so many examples, which gets its values later. */
  Tensor pending(int rows) {
    return Tensor.placeholder(shape(rows), dtype);
  }

  /** The memory of one example. */
  long bytes() {
    return each.numel() * Math.max(Float.BYTES, dtype.itemSize());
  }
}
