package io.trainyard.tensor;

/**
 * The generator of random numbers of Python, numpy and PyTorch.
 *
 * @see <a href="https://doi.org/10.1145/272991.272995">Matsumoto, Nishimura: Mersenne twister, ACM
 *     TOMACS 8 (1998)</a>
 */
public final class MersenneTwister {

  private static final int SIZE = 624;
  private static final int PERIOD = 397;

  private final int[] state = new int[SIZE];
  private int at = SIZE;

  private MersenneTwister(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  private MersenneTwister(MersenneTwister other) {
    System.arraycopy(other.state, 0, state, 0, SIZE);
    at = other.at;
  }

  /** One that goes on from here with the same numbers. */
  public MersenneTwister copy() {
    return new MersenneTwister(this);
  }

  /** As PyTorch, and numpy's {@code seed}, begin: with the lower 32 bits. */
  public static MersenneTwister ofSeed(long seed) {
    return new MersenneTwister((int) seed);
  }

  /** As Python's {@code random.seed} begins: with all bits of the seed's size. */
  public static MersenneTwister ofKey(long seed) {
    long size = Math.abs(seed);
    int[] key =
        size >>> 32 == 0 ? new int[] {(int) size} : new int[] {(int) size, (int) (size >>> 32)};
    var twister = new MersenneTwister(19650218);
    twister.mix(key);
    return twister;
  }

  private void mix(int[] key) {
    int i = 1;
    int j = 0;
    for (int k = Math.max(SIZE, key.length); k > 0; k--) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525)) + key[j] + j;
      j = (j + 1) % key.length;
      i = next(i);
    }
    for (int k = SIZE - 1; k > 0; k--) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941)) - i;
      i = next(i);
    }
    state[0] = 0x80000000;
  }

  private int next(int i) {
    if (i + 1 < SIZE) {
      return i + 1;
    }
    state[0] = state[SIZE - 1];
    return 1;
  }

  /** The next 32 bits. */
  public int bits() {
    if (at == SIZE) {
      twist();
    }
    int bits = state[at++];
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    return bits ^ (bits >>> 18);
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int bits = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
      state[i] = state[(i + PERIOD) % SIZE] ^ (bits >>> 1) ^ ((bits & 1) == 0 ? 0 : 0x9908b0df);
    }
    at = 0;
  }

  /** A whole number from 0 on, of 32 bits. */
  public long unsigned() {
    return bits() & 0xFFFFFFFFL;
  }

  /** From 0 (included) to 1 (excluded), of 53 bits, as Python and numpy draw it. */
  public double uniform() {
    long upper = unsigned() >>> 5;
    long lower = unsigned() >>> 6;
    return (upper * 67108864.0 + lower) / 9007199254740992.0;
  }
}
