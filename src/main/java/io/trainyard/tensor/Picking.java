package io.trainyard.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Elements picked, and put in place, by tensors of numbers. */
public final class Picking {

  private Picking() {}

  /**
   * Elements by numbers in some dimensions, as {@code x[a, :, b]} does: the tensors of numbers are
   * broadcast, and their dimensions stand where the first of them stood, or in front if others are
   * in between.
   *
   * @param numbers for each dimension of x whole numbers, negative ones count from the end, or null
   *     for all; dimensions behind the last are taken whole
   */
  public static Tensor index(Tensor x, List<@Nullable Tensor> numbers) {
    List<Integer> picked = new ArrayList<>();
    List<Integer> whole = new ArrayList<>();
    Shape shape = Shape.of();
    for (int dim = 0; dim < x.dim(); dim++) {
      Tensor given = dim < numbers.size() ? numbers.get(dim) : null;
      (given == null ? whole : picked).add(dim);
      shape = given == null ? shape : shape.broadcast(given.shape());
    }
    if (picked.isEmpty()) {
      return x;
    }
    List<Integer> order = new ArrayList<>(picked);
    order.addAll(whole);
    Tensor front = x.permute(order.stream().mapToInt(Integer::intValue).toArray());
    int rows = front.shape().span(0, picked.size());
    Tensor table = front.reshape(Shape.of(rows, front.shape().span(picked.size(), x.dim())));
    Tensor found = table.lookup(row(x, numbers, picked).expand(shape), null, false);

    int[] dims = Arrays.copyOf(shape.dims(), shape.rank() + whole.size());
    for (int i = 0; i < whole.size(); i++) {
      dims[shape.rank() + i] = x.size(whole.get(i));
    }
    Tensor result = found.reshape(Shape.of(dims));
    boolean isApart = picked.getLast() - picked.getFirst() >= picked.size();
    return isApart ? result : moved(result, shape.rank(), picked.getFirst());
  }

  /** Puts the first dimensions behind some of the others. */
  private static Tensor moved(Tensor x, int first, int behind) {
    if (behind == 0 || first == 0) {
      return x;
    }
    int[] source = new int[first];
    int[] destination = new int[first];
    for (int i = 0; i < first; i++) {
      source[i] = i;
      destination[i] = behind + i;
    }
    return Arrangement.movedim(x, source, destination);
  }

  /** The number of a row in a table whose rows are all places of the picked dimensions. */
  private static Tensor row(Tensor x, List<@Nullable Tensor> numbers, List<Integer> picked) {
    Tensor row = Tensor.whole(0);
    for (int dim : picked) {
      Tensor given = java.util.Objects.requireNonNull(numbers.get(dim));
      Tensor own = Tensor.apply(new Wrap(dim, x.size(dim)), given);
      row = row.mul(Tensor.whole(x.size(dim))).add(own);
    }
    return row;
  }

  /** Checks numbers, and counts negative ones from the end. */
  private static final class Wrap extends Pointwise.Typed {
    private final int dim;
    private final int size;

    Wrap(int dim, int size) {
      this.dim = dim;
      this.size = size;
    }

    @Override
    public boolean isDifferentiable() {
      return false;
    }

    @Override
    long of(long x) {
      if (x < -size || x >= size) {
        throw outOfBounds(x);
      }
      return x < 0 ? x + size : x;
    }

    private IndexOutOfBoundsException outOfBounds(long number) {
      return new IndexOutOfBoundsException(
          "index " + number + " is out of bounds for dimension " + dim + " with size " + size);
    }

    @Override
    void run(float[] x, float[] y, int n) {
      for (int i = 0; i < n; i++) {
        if (!(x[i] >= -size && x[i] < size)) {
          throw outOfBounds((long) x[i]);
        }
        y[i] = x[i] < 0 ? x[i] + size : x[i];
      }
    }

    @Override
    @Nullable Tensor gradient(Tensor g, Tensor x, Tensor y) {
      return null;
    }
  }

  /** Elements of a dimension by a vector of numbers. */
  public static Tensor indexSelect(Tensor x, int dim, Tensor numbers) {
    if (numbers.dim() > 1) {
      throw new ShapeException("index_select(): Index is supposed to be a vector");
    }
    List<@Nullable Tensor> index = new ArrayList<>();
    for (int d = 0; d < x.shape().normalized(dim); d++) {
      index.add(null);
    }
    index.add(numbers.dim() == 0 ? numbers.reshape(Shape.of(1)) : numbers);
    return index(x, index);
  }

  /** As {@link Tensor#gather}; the index may be smaller than x in the other dimensions. */
  public static Tensor gather(Tensor x, int dim, Tensor index) {
    return cropped(x, dim, index, "self").gather(dim, index);
  }

  /** Adds elements to {@code x} at the places along a dimension that an index holds. */
  public static Tensor scatterAdd(Tensor x, int dim, Tensor index, Tensor source) {
    Tensor added = source;
    for (int d = 0; d < index.dim(); d++) {
      added = cut(added, d, index.size(d), index, "src");
    }
    Shape inner = index.shape().with(dim, x.size(dim));
    Tensor sum = Tensor.apply(new Selection.ScatterAdd(dim, inner), added, index);
    for (int d = 0; d < x.dim(); d++) {
      sum = Arrangement.pad(sum, d, 0, x.size(d) - sum.size(d), 0);
    }
    return x.add(sum);
  }

  /**
   * Puts elements into {@code x} at the places along a dimension that an index holds, once each.
   */
  public static Tensor scatter(Tensor x, int dim, Tensor index, Tensor source) {
    Tensor none = Tensor.zeros(x.shape());
    Tensor hit = scatterAdd(none, dim, index, Tensor.ones(index.shape()));
    Tensor zeros = Tensor.full(x.shape(), 0, x.dtype());
    return Tensor.where(hit, scatterAdd(zeros, dim, index, source.to(x.dtype())), x);
  }

  private static Tensor cropped(Tensor x, int dim, Tensor index, String what) {
    if (x.dim() != index.dim()) {
      throw new ShapeException(
          "Index tensor must have the same number of dimensions as input tensor");
    }
    Tensor part = x;
    for (int d = 0; d < x.dim(); d++) {
      if (d != x.shape().normalized(dim)) {
        part = cut(part, d, index.size(d), index, what);
      }
    }
    return part;
  }

  private static Tensor cut(Tensor x, int dim, int size, Tensor index, String what) {
    if (size > x.size(dim)) {
      throw new ShapeException(
          "Size does not match at dimension "
              + dim
              + " expected index "
              + index.shape()
              + " to be no larger than "
              + what
              + " "
              + x.shape());
    }
    return size == x.size(dim) ? x : x.narrow(dim, 0, size);
  }

  /** The numbers of the elements that are not 0, row by row; at once, so never in a recording. */
  public static int[] nonzero(Tensor mask) {
    float[] values = mask.to(DType.BOOL).toArray();
    int[] found = new int[values.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }
}
