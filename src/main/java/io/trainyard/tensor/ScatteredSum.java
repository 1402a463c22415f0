package io.trainyard.tensor;

import io.trainyard.tensor.kernel.Cascade;
import java.util.Arrays;

/**
 * Rows of terms that come in any order and are added up at numbered places. Places that get many
 * add in a {@link Cascade}, which takes memory for these alone.
 */
final class ScatteredSum {

  private final Cascade cascade = new Cascade();

  /** For each place, how many terms its chain has. */
  private int[] chains = {};

  /** For each place, which of the long sums is its; 0 where there is none. */
  private int[] numbers = {};

  private int width;
  private int used;
  private boolean isLong;

  /**
   * The working memory, in floats.
   *
   * @param most how many terms a place may get
   * @param terms how many all places get
   * @param width of a row of terms
   */
  static long scratch(long places, long most, long terms, long width) {
    return most > Cascade.CHAIN ? 2 * places + Cascade.scratch(width * sums(places, terms)) : 0;
  }

  /** How many places can get more terms than a chain has. */
  private static long sums(long places, long terms) {
    return Math.min(places, terms / Cascade.CHAIN);
  }

  /** Begins with 0 everywhere; the arguments are those of {@link #scratch}. */
  void begin(float[] y, int places, int most, int terms, int width) {
    Arrays.fill(y, 0, places * width, 0);
    this.width = width;
    used = 0;
    isLong = most > Cascade.CHAIN;
    if (!isLong) {
      return;
    }
    if (chains.length < places) {
      chains = new int[places];
      numbers = new int[places];
    }
    Arrays.fill(chains, 0, places, 0);
    Arrays.fill(numbers, 0, places, 0);
    cascade.begin(Math.toIntExact(width * sums(places, terms)));
  }

  /** To be called before a row is added to what stands at a place. */
  void next(float[] y, int place) {
    if (isLong && ++chains[place] > Cascade.CHAIN) {
      if (numbers[place] == 0) {
        numbers[place] = ++used;
      }
      cascade.carry((numbers[place] - 1) * width, y, place * width, width);
      chains[place] = 1;
    }
  }

  /** Puts the sums in place. */
  void end(float[] y, int places) {
    for (int place = 0; used > 0 && place < places; place++) {
      if (numbers[place] > 0) {
        cascade.end((numbers[place] - 1) * width, y, place * width, width);
      }
    }
  }
}
