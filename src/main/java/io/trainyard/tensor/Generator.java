package io.trainyard.tensor;

import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A counter-based generator of random numbers: the number at a place is a function of the key and
 * the place alone, so draws do not depend on their order, on threads, or on where a run was
 * interrupted.
 *
 * <p>The function is Philox 4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy
 * as 1, 2, 3", SC 2011). A place is (step, draw within the step, element within the draw).
 */
public sealed class Generator permits SequentialGenerator {

  private static final int MULTIPLIER_0 = 0xD2511F53;
  private static final int MULTIPLIER_1 = 0xCD9E8D57;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;

  private final long key;
  private long step;
  private int draws;

  /** The generator of that seed, at step 0. */
  public Generator(long seed) {
    this.key = seed;
  }

  /** An independent generator for another purpose, at step 0. */
  public Generator fork(String purpose) {
    long hash = 0xCBF29CE484222325L; // FNV-1a
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001B3L;
    }
    return new Generator(bits(key, hash, -1, -1));
  }

  /**
   * Moves to a step; its first draw follows. Recorded draws follow too, each keeping its number.
   */
  public void step(long step) {
    this.step = step;
    this.draws = 0;
  }

  /** How many draws there were in the step so far. */
  public int drawn() {
    return draws;
  }

  /** Goes on behind so many draws of the step, to number what is recorded in between elsewhere. */
  public void goOnBehind(int draws) {
    this.draws = draws;
  }

  /**
   * The generator of draws that a recording repeats: this one, whose numbers follow from their
   * places.
   */
  Generator ofSteps() {
    return this;
  }

  /** Makes something whose draws are thrown away, so that they shall not count. */
  public <T> T aside(Supplier<T> work) {
    return work.get();
  }

  /** A seed for another generator, for another purpose. */
  public long seed(String purpose) {
    return fork(purpose).key;
  }

  /** The number of the next draw within the step. */
  int nextDraw() {
    return draws++;
  }

  /** A number from 0 (included) to 1 (excluded), a multiple of 2^-24. */
  float uniform(int draw, int element) {
    return (bits(key, step, draw, element) >>> 40) * 0x1.0p-24f;
  }

  /** Fills an array with numbers from one (included) to another (excluded). */
  void uniform(int draw, float from, float to, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = from + (to - from) * uniform(draw, i);
    }
  }

  /**
   * Fills an array with numbers of a normal distribution of mean 0 and variance 1 (Box and Muller:
   * "A note on the generation of random normal deviates", 1958).
   */
  void normal(int draw, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform(draw, 2 * i)));
      double angle = 2 * Math.PI * uniform(draw, 2 * i + 1);
      y[i] = (float) (radius * StrictMath.cos(angle));
    }
  }

  /** A number from 0 (included) to 1 (excluded), a multiple of 2^-53. */
  private double exact(int draw, int element) {
    return (bits(key, step, draw, element) >>> 11) * 0x1.0p-53;
  }

  /** Fills an array with doubles from 0 (included) to 1 (excluded). */
  void uniform(int draw, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = exact(draw, i);
    }
  }

  /** Fills an array with doubles of a normal distribution of mean 0 and variance 1. */
  void normal(int draw, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      double radius = Math.sqrt(-2 * StrictMath.log(1 - exact(draw, 2 * i)));
      y[i] = radius * StrictMath.cos(2 * Math.PI * exact(draw, 2 * i + 1));
    }
  }

  /** Fills an array with 1 with a probability, else with 0. */
  void bernoulli(int draw, double probability, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = uniform(draw, i) < probability ? 1 : 0;
    }
  }

  /** Fills an array with numbers of an exponential distribution of rate 1. */
  void exponential(int draw, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = (float) -StrictMath.log1p(-uniform(draw, i));
    }
  }

  /** Fills an array with whole numbers from one (included) to another (excluded). */
  void whole(int draw, long low, long high, long[] y, int count) {
    boolean isSmall = Math.max(Math.abs(low), Math.abs(high)) <= 1 << 24;
    for (int i = 0; i < count; i++) {
      y[i] =
          isSmall
              ? (long) Math.floor(low + (float) (high - low) * uniform(draw, i))
              : low + Long.remainderUnsigned(bits(key, step, draw, i), high - low);
    }
  }

  /** Fills an array with the numbers from 0 on in a random order. */
  void permutation(int draw, long[] y, int count) {
    long[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> uniform(draw, i)))
            .mapToLong(Integer::longValue)
            .toArray();
    System.arraycopy(order, 0, y, 0, count);
  }

  /**
   * A random order of the numbers from 0 to {@code order.length - 1}, written into the array
   * (Fisher and Yates).
   */
  public void shuffle(int[] order) {
    int draw = nextDraw();
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int i = order.length - 1; i > 0; i--) {
      // The high half of a 64 x 32 bit product: uniform up to a bias below 2^-32.
      int j = (int) Math.unsignedMultiplyHigh(bits(key, step, draw, i), i + 1L);
      int moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
  }

  private static long bits(long key, long step, int draw, int element) {
    int key0 = (int) key;
    int key1 = (int) (key >>> 32);
    int c0 = element;
    int c1 = draw;
    int c2 = (int) step;
    int c3 = (int) (step >>> 32);
    for (int round = 0; round < 10; round++) {
      long product0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
      long product1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
      int next0 = (int) (product1 >>> 32) ^ c1 ^ key0;
      int next2 = (int) (product0 >>> 32) ^ c3 ^ key1;
      c1 = (int) product1;
      c3 = (int) product0;
      c0 = next0;
      c2 = next2;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    return (long) c1 << 32 | (c0 & 0xFFFFFFFFL);
  }
}
