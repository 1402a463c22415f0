package io.trainyard.tensor.kernel;

import static io.trainyard.tensor.kernel.ScalarFunctions.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The twins of {@link ScalarFunctions}, step by step. The Vector API's own exponential function and
 * logarithm are not used: their bits change when the compiler takes over.
 */
final class VectorFunctions {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private VectorFunctions() {}

  static void exp(float[] x, float[] y, int n, float less) {
    int whole = n - n % WIDTH;
    for (int i = 0; i < whole; i += WIDTH) {
      FloatVector all = FloatVector.fromArray(SPECIES, x, i);
      FloatVector within =
          all.blend(EXP_MAX, all.compare(VectorOperators.GT, EXP_MAX))
              .blend(EXP_MIN, all.compare(VectorOperators.LT, EXP_MIN));
      FloatVector rounder = FloatVector.broadcast(SPECIES, ROUNDER);
      FloatVector rounded = within.fma(FloatVector.broadcast(SPECIES, LOG2_E), rounder);
      FloatVector times = rounded.sub(rounder);
      FloatVector r =
          times.fma(
              FloatVector.broadcast(SPECIES, -LN2_LOW),
              times.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), within));
      FloatVector p = FloatVector.broadcast(SPECIES, E7).fma(r, FloatVector.broadcast(SPECIES, E6));
      p = p.fma(r, FloatVector.broadcast(SPECIES, E5));
      p = p.fma(r, FloatVector.broadcast(SPECIES, E4));
      p = p.fma(r, FloatVector.broadcast(SPECIES, E3));
      p = p.fma(r, FloatVector.broadcast(SPECIES, E2));
      p = r.mul(r).fma(p, r);
      IntVector power = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector most = power.min(126).max(-125);
      FloatVector scale = most.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector rest =
          power.sub(most).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector inverse =
          most.sub(power).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      scale.fma(p, scale.sub(inverse.mul(less))).mul(rest).intoArray(y, i);
    }
    ScalarFunctions.exp(x, y, whole, n, less);
  }

  static void log(float[] x, float[] y, int n, float more) {
    int whole = n - n % WIDTH;
    for (int i = 0; i < whole; i += WIDTH) {
      FloatVector all = FloatVector.fromArray(SPECIES, x, i);
      FloatVector sum = all.add(more);
      FloatVector added = sum.sub(all);
      FloatVector lost =
          all.sub(sum.sub(added)).add(FloatVector.broadcast(SPECIES, more).sub(added));
      VectorMask<Float> isSmall = sum.compare(VectorOperators.LT, Float.MIN_NORMAL);
      IntVector bits = sum.blend(sum.mul(LIFT), isSmall).reinterpretAsInts();
      IntVector exponent = bits.sub(ROOT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
      FloatVector mantissa =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats();
      FloatVector down =
          exponent.neg().add(127).max(0).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector f = lost.fma(down, mantissa.sub(1));
      FloatVector k = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
      k = k.blend(k.sub(LIFTED), isSmall);
      FloatVector square = f.mul(f);
      FloatVector p =
          FloatVector.broadcast(SPECIES, L11).fma(f, FloatVector.broadcast(SPECIES, L10));
      p = p.fma(f, FloatVector.broadcast(SPECIES, L9));
      p = p.fma(f, FloatVector.broadcast(SPECIES, L8));
      p = p.fma(f, FloatVector.broadcast(SPECIES, L7));
      p = p.fma(f, FloatVector.broadcast(SPECIES, L6));
      p = p.fma(f, FloatVector.broadcast(SPECIES, L5));
      p = p.fma(f, FloatVector.broadcast(SPECIES, L4));
      p = p.fma(f, FloatVector.broadcast(SPECIES, L3));
      p = p.mul(f).fma(square, k.mul(LN2_LOW));
      p = square.fma(FloatVector.broadcast(SPECIES, -0.5f), p);
      FloatVector result = k.fma(FloatVector.broadcast(SPECIES, LN2_HIGH), f.add(p));
      FloatVector inside =
          FloatVector.broadcast(SPECIES, Float.NaN)
              .blend(result, sum.compare(VectorOperators.GT, 0))
              .blend(Float.NEGATIVE_INFINITY, sum.compare(VectorOperators.EQ, 0));
      inside.blend(sum, sum.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY)).intoArray(y, i);
    }
    ScalarFunctions.log(x, y, whole, n, more);
  }
}
