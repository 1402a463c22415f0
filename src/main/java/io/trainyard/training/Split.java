package io.trainyard.training;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.tensor.Generator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are learned from and which are kept for testing, as scikit-learn's {@code
 * train_test_split}.
 *
 * @param train_size the share of the rows to learn from; {@code floor(train_size * rows)} of them
 * @param shuffle whether the rows are drawn at random; otherwise the first ones are taken
 * @param seed decides the draw; the run's own seed when absent
 * @param stratify whether each class keeps its share on both sides
 */
public record Split(
    @Default("0.75") @Bounds(min = 0, max = 1, minExclusive = true) double train_size,
    @Default("true") boolean shuffle,
    @Nullable Long seed,
    @Default("false") boolean stratify) {

  /**
   * Checks what only all fields together show.
   *
   * @throws IllegalArgumentException for a stratified split that is not shuffled
   */
  public Split {
    if (stratify && !shuffle) {
      throw new IllegalArgumentException("a stratified split needs shuffle: true");
    }
  }

  /** How many of so many rows are learned from. */
  public int trainRows(int rows) {
    return (int) Math.floor(train_size * rows);
  }

  /**
   * The numbers of the rows, those to learn from first.
   *
   * @param classes the class of each row, for a stratified split; otherwise unused
   * @param count how many classes there are
   */
  int[] order(int rows, long runSeed, int[] classes, int count) {
    int[] order = new int[rows];
    if (!shuffle) {
      Arrays.setAll(order, i -> i);
      return order;
    }
    new Generator(seed == null ? runSeed : seed).fork("split").shuffle(order);
    return stratify ? stratified(order, classes, count) : order;
  }

  /**
   * Gives each class its share of the training rows; the rows left over by rounding go to the
   * largest remainders.
   */
  private int[] stratified(int[] shuffled, int[] classes, int count) {
    int rows = shuffled.length;
    int wanted = trainRows(rows);
    int[] sizes = new int[count];
    for (int row : shuffled) {
      sizes[classes[row]]++;
    }
    int[] quota = new int[count];
    Integer[] byRemainder = new Integer[count];
    int given = 0;
    for (int c = 0; c < count; c++) {
      quota[c] = (int) ((long) sizes[c] * wanted / rows);
      given += quota[c];
      byRemainder[c] = c;
    }
    Arrays.sort(
        byRemainder,
        (a, b) -> Long.compare((long) sizes[b] * wanted % rows, (long) sizes[a] * wanted % rows));
    for (int i = 0; given < wanted; i++, given++) {
      quota[byRemainder[i]]++;
    }
    int[] order = new int[rows];
    int train = 0;
    int test = wanted;
    for (int row : shuffled) {
      if (quota[classes[row]]-- > 0) {
        order[train++] = row;
      } else {
        order[test++] = row;
      }
    }
    return order;
  }
}
