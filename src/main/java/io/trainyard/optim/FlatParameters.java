package io.trainyard.optim;

import io.trainyard.tensor.Tensor;
import java.util.List;

/** All parameters as one long vector, for rules that look at them together. */
final class FlatParameters {

  private final List<Tensor> params;
  private final float[][] values;
  private final int size;

  FlatParameters(List<Tensor> params) {
    this.params = params;
    this.values = new float[params.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = params.get(i).toArray();
    }
    this.size = Math.toIntExact(params.stream().mapToLong(Tensor::numel).sum());
  }

  /** A vector of as many numbers. */
  float[] vector() {
    return new float[size];
  }

  /** Copies the parameters into a vector. */
  void read(float[] into) {
    read(params, into);
  }

  /**
   * Copies a tensor into a vector.
   *
   * @throws IllegalArgumentException when they are not equally long
   */
  static void read(Tensor tensor, float[] into) {
    if (tensor.numel() != into.length) {
      throw new IllegalArgumentException(
          "the state has a vector of " + tensor.numel() + " numbers, wanted is " + into.length);
    }
    tensor.copyInto(into, 0);
  }

  /** Copies tensors of the same sizes into a vector. */
  static void read(List<Tensor> tensors, float[] into) {
    int at = 0;
    for (Tensor tensor : tensors) {
      at += tensor.copyInto(into, at);
    }
  }

  /** Puts the parameters at {@code start + length * direction}. */
  void move(float[] start, double length, float[] direction) {
    float factor = (float) length;
    int at = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values[i].length; j++, at++) {
        values[i][j] = start[at] + factor * direction[at];
      }
      params.get(i).fill(values[i]);
    }
  }

  /** The sum of the products, in double precision and always in the same order. */
  static double dot(float[] a, float[] b) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < a.length; i += 2) {
      even += (double) a[i] * b[i];
      odd += (double) a[i + 1] * b[i + 1];
    }
    return i < a.length ? even + odd + (double) a[i] * b[i] : even + odd;
  }

  /** The largest amount of an element. */
  static double largest(float[] a) {
    float largest = 0;
    for (float value : a) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** The sum of the amounts of the elements. */
  static double amounts(float[] a) {
    double sum = 0;
    for (float value : a) {
      sum += Math.abs(value);
    }
    return sum;
  }

  /** Adds a multiple of a vector. */
  static void add(float[] to, double factor, float[] vector) {
    float rounded = (float) factor;
    for (int i = 0; i < to.length; i++) {
      to[i] += rounded * vector[i];
    }
  }
}
