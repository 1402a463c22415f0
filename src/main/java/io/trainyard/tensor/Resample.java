package io.trainyard.tensor;

import io.trainyard.tensor.kernel.Cascade;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Elements along a dimension made of others there: each is a weighted sum of a few. So an image is
 * made larger or smaller.
 */
final class Resample implements Operation {

  /**
   * What each new element is made of.
   *
   * @param from where the parts of each new element begin, and behind the last of them where they
   *     end
   * @param source the old elements
   * @param weight how much of each
   */
  record Parts(int[] from, int[] source, float[] weight) {

    int count() {
      return from.length - 1;
    }

    /** For each of so many old elements the new ones that it is a part of. */
    Parts transposed(int length) {
      int[] starts = new int[length + 1];
      for (int old : source) {
        starts[old + 1]++;
      }
      for (int i = 0; i < length; i++) {
        starts[i + 1] += starts[i];
      }
      int[] next = Arrays.copyOf(starts, length);
      int[] places = new int[source.length];
      float[] weights = new float[source.length];
      for (int made = 0; made < count(); made++) {
        for (int part = from[made]; part < from[made + 1]; part++) {
          int at = next[source[part]]++;
          places[at] = made;
          weights[at] = weight[part];
        }
      }
      return new Parts(starts, places, weights);
    }
  }

  private final int dim;
  private final Cascade cascade = new Cascade();
  private final int count;
  private final long sources;
  private final Supplier<Parts> making;
  private @Nullable Parts made;

  /**
   * Prepares it; the parts are found only once they are needed.
   *
   * @param count how many new elements there are
   * @param sources of how many parts they are made, all together
   */
  Resample(int dim, int count, long sources, Supplier<Parts> making) {
    this.dim = dim;
    this.count = count;
    this.sources = sources;
    this.making = making;
  }

  private Parts parts() {
    if (made == null) {
      made = making.get();
    }
    return made;
  }

  @Override
  public void release() {
    made = null;
    cascade.release();
  }

  @Override
  public Shape shape(Tensor... inputs) {
    return inputs[0].shape().with(dim, count);
  }

  @Override
  public void compute(Tensor[] inputs, Tensor output) {
    Parts parts = parts();
    Shape shape = inputs[0].shape();
    int at = shape.normalized(dim);
    int outer = shape.span(0, at);
    int inner = shape.span(at + 1, shape.rank());
    float[] x = inputs[0].array();
    float[] y = output.array();
    Arrays.fill(y, 0, output.length(), 0);
    int to = 0;
    for (int o = 0; o < outer; o++) {
      int row = o * shape.size(at);
      for (int made = 0; made < parts.count(); made++, to += inner) {
        addUp(parts, made, x, row, inner, y, to);
      }
    }
  }

  /** The weighted sum that makes one new element. */
  private void addUp(Parts parts, int made, float[] x, int row, int inner, float[] y, int to) {
    int first = parts.from[made];
    boolean isLong = parts.from[made + 1] - first > Cascade.CHAIN;
    if (isLong) {
      cascade.begin(inner);
    }
    for (int part = first; part < parts.from[made + 1]; part++) {
      if (part > first && (part - first) % Cascade.CHAIN == 0) {
        cascade.carry(0, y, to, inner);
      }
      int old = (row + parts.source[part]) * inner;
      float weight = parts.weight[part];
      for (int i = 0; i < inner; i++) {
        y[to + i] += weight * x[old + i];
      }
    }
    if (isLong) {
      cascade.end(0, y, to, inner);
    }
  }

  @Override
  public Tensor gradient(int input, Tensor gradient, Tensor[] inputs, Tensor output) {
    int length = inputs[0].size(dim);
    return Tensor.apply(
        new Resample(dim, length, sources, () -> making.get().transposed(length)), gradient);
  }

  @Override
  public long scratch(Tensor... inputs) {
    Shape x = inputs[0].shape();
    int inner = x.span(x.normalized(dim) + 1, x.rank());
    return Saturated.sum(count, x.size(dim), Saturated.product(4, sources), Cascade.scratch(inner));
  }

  @Override
  public long cost(Tensor[] inputs, Tensor output) {
    Shape y = output.shape();
    int at = y.normalized(dim);
    return Saturated.product(2, sources, y.span(0, at), Math.max(1, y.span(at + 1, y.rank())));
  }
}
