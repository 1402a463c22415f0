package io.trainyard.nn.recurrent;

import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;

/**
 * Sequences of different lengths, in PyTorch {@code nn.utils.rnn.PackedSequence}. They stay side by
 * side as they were padded, and what is beyond the end of each is not looked at: the steps are then
 * the same whatever the lengths, so that they can be recorded.
 *
 * @param padded [L, N, features]
 * @param lengths int64 [N]
 */
public record PackedSequence(Tensor padded, Tensor lengths) {

  /** For each sequence whether it has a step of that number, [N, 1]. */
  Tensor isThere(int step) {
    return lengths.gt(Tensor.whole(step)).reshape(Shape.of(lengths.size(0), 1));
  }

  /** The sequences with a value at all places behind the end of each. */
  public Tensor withPadding(double value) {
    int[] column = new int[padded.dim()];
    Arrays.fill(column, 1);
    column[0] = padded.size(0);
    column[1] = padded.size(1);
    Tensor steps = Arrangement.places(padded.size(0), 0, 1).reshape(Shape.of(padded.size(0), 1));
    Tensor isThere = steps.lt(lengths).reshape(Shape.of(column));
    return Tensor.where(isThere, padded, Tensor.scalar((float) value));
  }

  /** Whether the longest sequences come first. */
  public boolean isSorted() {
    long[] all = lengths.toWholeArray();
    for (int i = 1; i < all.length; i++) {
      if (all[i] > all[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /** Which sequence stands at each place when the longest come first, int64 [N]. */
  public Tensor sorted() {
    return lengths.argsort(0, true);
  }

  /** At which place each sequence stands when the longest come first, int64 [N]. */
  public Tensor unsorted() {
    return sorted().argsort(0, false);
  }

  /** How many sequences have a step of each number, int64 [the longest length]. */
  public Tensor batch_sizes() {
    long[] all = lengths.toWholeArray();
    long[] sizes = new long[(int) Arrays.stream(all).max().orElse(0)];
    for (long length : all) {
      for (int step = 0; step < length; step++) {
        sizes[step]++;
      }
    }
    return Tensor.ofWhole(Shape.of(sizes.length), sizes);
  }

  /** The steps of all sequences, one behind the other, [all lengths together, features]. */
  public Tensor data() {
    long[] sizes = batch_sizes().toWholeArray();
    long[] order = sorted().toWholeArray();
    int[] rows = new int[(int) Arrays.stream(sizes).sum()];
    int at = 0;
    for (int step = 0; step < sizes.length; step++) {
      for (int place = 0; place < sizes[step]; place++) {
        rows[at++] = step * padded.size(1) + (int) order[place];
      }
    }
    return padded.flatten(0, 1).indexSelect(rows);
  }
}
