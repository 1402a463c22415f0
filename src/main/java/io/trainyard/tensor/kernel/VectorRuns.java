package io.trainyard.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops over runs of elements that lie side by side. */
final class VectorRuns {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private VectorRuns() {}

  static void add(float[] x, int from, float[] y, int to, int n) {
    int whole = n - n % WIDTH;
    for (int i = 0; i < whole; i += WIDTH) {
      FloatVector sum = FloatVector.fromArray(SPECIES, y, to + i);
      sum.add(FloatVector.fromArray(SPECIES, x, from + i)).intoArray(y, to + i);
    }
    ScalarKernels.add(x, from + whole, y, to + whole, n - whole);
  }

  static void keepLarger(
      float[] x, int from, float number, float[] y, float[] chosen, int to, int n) {
    int whole = n - n % WIDTH;
    FloatVector numbers = FloatVector.broadcast(SPECIES, number);
    for (int i = 0; i < whole; i += WIDTH) {
      FloatVector value = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector largest = FloatVector.fromArray(SPECIES, y, to + i);
      VectorMask<Float> larger =
          value.compare(VectorOperators.GT, largest).or(value.test(VectorOperators.IS_NAN));
      largest.blend(value, larger).intoArray(y, to + i);
      FloatVector.fromArray(SPECIES, chosen, to + i)
          .blend(numbers, larger)
          .intoArray(chosen, to + i);
    }
    ScalarKernels.keepLarger(x, from + whole, number, y, chosen, to + whole, n - whole);
  }

  static void addWhere(
      float[] x, float[] chosen, int from, float number, float[] y, int to, int n) {
    int whole = n - n % WIDTH;
    for (int i = 0; i < whole; i += WIDTH) {
      VectorMask<Float> here =
          FloatVector.fromArray(SPECIES, chosen, from + i).compare(VectorOperators.EQ, number);
      FloatVector sum = FloatVector.fromArray(SPECIES, y, to + i);
      FloatVector grown = sum.add(FloatVector.fromArray(SPECIES, x, from + i));
      sum.blend(grown, here).intoArray(y, to + i);
    }
    ScalarKernels.addWhere(x, chosen, from + whole, number, y, to + whole, n - whole);
  }
}
