package io.trainyard.tensor;

import java.util.function.Supplier;

/**
 * A generator whose numbers come one after the other, the very ones that PyTorch draws on a
 * processor after {@code torch.manual_seed}. What a recording repeats cannot be drawn so: its
 * numbers come from a generator by places.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.Generator.html">
 *     torch.Generator</a>
 */
public final class SequentialGenerator extends Generator {

  /** So many normal numbers are made together, of as many even ones. */
  private static final int TOGETHER = 16;

  private static final long BITS_OF_FLOAT = (1 << 24) - 1;
  private static final long BITS_OF_DOUBLE = (1L << 53) - 1;

  /** Above this, whole numbers are drawn of 64 bits. */
  private static final long MANY = 1L << 28;

  private final Generator ofSteps;
  private final long seed;
  private MersenneTwister twister;

  /** The second number of the last pair of normal ones; NaN for none. */
  private double next = Double.NaN;

  /**
   * One that begins with a seed.
   *
   * @param ofSteps draws what recordings repeat
   */
  public SequentialGenerator(long seed, Generator ofSteps) {
    super(seed);
    this.seed = seed;
    this.twister = MersenneTwister.ofSeed(seed);
    this.ofSteps = ofSteps.ofSteps();
  }

  /** What it has begun with. */
  public long seed() {
    return seed;
  }

  @Override
  Generator ofSteps() {
    return ofSteps;
  }

  /** Where it stands, to go back there. */
  public SequentialGenerator copy() {
    var copy = new SequentialGenerator(seed, ofSteps);
    copy.goTo(this);
    return copy;
  }

  /** Goes to where another stands. */
  public void goTo(SequentialGenerator other) {
    twister = other.twister.copy();
    next = other.next;
  }

  @Override
  public <T> T aside(Supplier<T> work) {
    SequentialGenerator before = copy();
    T made = work.get();
    goTo(before);
    return made;
  }

  /** From 0 (included) to 1 (excluded), of 24 bits. */
  private float single() {
    return (twister.bits() & BITS_OF_FLOAT) * 0x1.0p-24f;
  }

  private long wide() {
    return twister.unsigned() << 32 | twister.unsigned();
  }

  /** From 0 (included) to 1 (excluded), of 53 bits. */
  private double exact() {
    return (wide() & BITS_OF_DOUBLE) * 0x1.0p-53;
  }

  @Override
  void uniform(int draw, float from, float to, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = single() * (to - from) + from;
    }
  }

  @Override
  void normal(int draw, float[] y, int count) {
    if (count < TOGETHER) {
      for (int i = 0; i < count; i++) {
        y[i] = (float) normal();
      }
      return;
    }
    uniform(draw, 0, 1, y, count);
    for (int i = 0; i <= count - TOGETHER; i += TOGETHER) {
      makeNormal(y, i);
    }
    if (count % TOGETHER != 0) {
      int last = count - TOGETHER;
      for (int i = last; i < count; i++) {
        y[i] = single();
      }
      makeNormal(y, last);
    }
  }

  @Override
  void uniform(int draw, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = exact();
    }
  }

  @Override
  void normal(int draw, double[] y, int count) {
    if (count < TOGETHER) {
      for (int i = 0; i < count; i++) {
        y[i] = normal();
      }
      return;
    }
    uniform(draw, y, count);
    for (int i = 0; i <= count - TOGETHER; i += TOGETHER) {
      makeNormal(y, i);
    }
    if (count % TOGETHER != 0) {
      int last = count - TOGETHER;
      for (int i = last; i < count; i++) {
        y[i] = exact();
      }
      makeNormal(y, last);
    }
  }

  private static void makeNormal(double[] y, int from) {
    int half = TOGETHER / 2;
    for (int i = from; i < from + half; i++) {
      double radius = Math.sqrt(-2 * StrictMath.log(1 - y[i]));
      double angle = 2 * Math.PI * y[i + half];
      y[i] = radius * StrictMath.cos(angle);
      y[i + half] = radius * StrictMath.sin(angle);
    }
  }

  /** One of a pair, after Box and Muller. */
  private double normal() {
    double z = next;
    next = Double.NaN;
    if (Double.isNaN(z)) {
      double angle = 2 * Math.PI * exact();
      double radius = Math.sqrt(-2 * StrictMath.log1p(-exact()));
      next = radius * StrictMath.sin(angle);
      z = radius * StrictMath.cos(angle);
    }
    return z;
  }

  private static void makeNormal(float[] y, int from) {
    int half = TOGETHER / 2;
    for (int i = from; i < from + half; i++) {
      double radius = Math.sqrt(-2 * StrictMath.log(1 - y[i]));
      double angle = 2 * Math.PI * y[i + half];
      y[i] = (float) (radius * StrictMath.cos(angle));
      y[i + half] = (float) (radius * StrictMath.sin(angle));
    }
  }

  @Override
  void bernoulli(int draw, double probability, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = exact() < probability ? 1 : 0;
    }
  }

  @Override
  void exponential(int draw, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = (float) -StrictMath.log1p(-exact());
    }
  }

  @Override
  void whole(int draw, long low, long high, long[] y, int count) {
    long range = high - low;
    for (int i = 0; i < count; i++) {
      y[i] =
          low
              + (range >= 0 && range < MANY
                  ? twister.unsigned() % range
                  : Long.remainderUnsigned(wide(), range));
    }
  }

  @Override
  void permutation(int draw, long[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = i;
    }
    for (int i = 0; i < count - 1; i++) {
      int other = i + (int) (twister.unsigned() % (count - i));
      long moved = y[i];
      y[i] = y[other];
      y[other] = moved;
    }
  }
}
