package io.trainyard.preparation;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Named;
import io.trainyard.tensor.Generator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * How the training rows are parted, so that each is encoded by the other parts.
 *
 * @param type whether each part has all classes as often
 * @param n_splits how many parts
 * @param shuffle whether rows are drawn, by the job's seed; otherwise they stay in order
 */
public record CrossFitting(
    Kind type, @Default("5") @Bounds(min = 2) int n_splits, @Default("false") boolean shuffle) {

  /** By scikit-learn's names. */
  public enum Kind {
    @Named("KFold")
    K_FOLD,
    @Named("StratifiedKFold")
    STRATIFIED_K_FOLD
  }

  /** What scikit-learn takes for a target when nothing is said. */
  static CrossFitting of(Supervision target) {
    return new CrossFitting(
        target.classes() == null ? Kind.K_FOLD : Kind.STRATIFIED_K_FOLD, 5, true);
  }

  /**
   * Finds out whether rows can be parted so.
   *
   * @throws PreparationException when there are too few, or no classes
   */
  void requireFits(Supervision target, Column column) {
    if (type == Kind.STRATIFIED_K_FOLD && target.classes() == null) {
      throw PreparationException.of(
          "StratifiedKFold takes classes; the target is numbers, for which there is KFold", column);
    }
    if (n_splits > column.rows()) {
      throw PreparationException.of(
          "Cannot have number of splits n_splits="
              + n_splits
              + " greater than the number of samples: n_samples="
              + column.rows()
              + ".",
          column);
    }
  }

  /** The part that each row is in, from 0. */
  int[] folds(Supervision target, int rows) {
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    if (shuffle) {
      new Generator(target.seed()).fork("cross fitting").shuffle(order);
    }
    return type == Kind.K_FOLD
        ? inOrder(order, n_splits)
        : stratified(order, Objects.requireNonNull(target.values()), n_splits);
  }

  /** Cuts the rows into parts of one size, or of one more row for the first. */
  private static int[] inOrder(int[] order, int count) {
    int rows = order.length;
    int large = rows % count;
    int inLarge = large * (rows / count + 1);
    int[] folds = new int[rows];
    for (int i = 0; i < rows; i++) {
      folds[order[i]] =
          i < inLarge ? i / (rows / count + 1) : large + (i - inLarge) / (rows / count);
    }
    return folds;
  }

  /** Deals the rows of each class out so that all parts have it about as often. */
  private static int[] stratified(int[] order, double[] values, int count) {
    List<Double> classes = new ArrayList<>(); // in the order in which they come
    for (double value : values) {
      if (!classes.contains(value)) {
        classes.add(value);
      }
    }
    int[][] shares = new int[classes.size()][count];
    int at = 0;
    for (int c = 0; c < classes.size(); c++) {
      double wanted = classes.get(c);
      long size = Arrays.stream(values).filter(value -> value == wanted).count();
      for (int i = 0; i < size; i++) {
        shares[c][at++ % count]++;
      }
    }
    int[] folds = new int[values.length];
    for (int c = 0; c < classes.size(); c++) {
      int fold = 0;
      int left = shares[c][0];
      for (int row : order) {
        if (values[row] == classes.get(c)) {
          while (left == 0) {
            left = shares[c][++fold];
          }
          folds[row] = fold;
          left--;
        }
      }
    }
    return folds;
  }
}
