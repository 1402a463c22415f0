package io.trainyard.tensor;

/** A place in an array from which a loop reads, or to which it writes. */
final class Slice {

  float[] array = {};
  int at;

  void set(float[] array, int at) {
    this.array = array;
    this.at = at;
  }
}
