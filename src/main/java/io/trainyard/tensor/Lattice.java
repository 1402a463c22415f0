package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/**
 * Where the elements of a view lie among those of its base, which lies row by row: the element at
 * {@code [i, j, ...]} is the one at {@code offset + i * strides[0] + j * strides[1] + ...}.
 */
final class Lattice {

  private final Shape shape;
  private final int offset;
  private final int[] strides;

  private Lattice(Shape shape, int offset, int... strides) {
    this.shape = shape;
    this.offset = offset;
    this.strides = strides;
  }

  /** All elements, in the order in which they lie. */
  static Lattice whole(Shape shape) {
    return new Lattice(shape, 0, Strided.strides(shape));
  }

  /** What is shown of a base. */
  Tensor read(Tensor base) {
    return isAllOf(base)
        ? Tensor.apply(new Movement.View(shape), base)
        : Tensor.apply(new Strided("AsStrided", shape, offset, strides), base);
  }

  /** A base with other elements where these are shown. */
  Tensor written(Tensor base, Tensor part) {
    return isAllOf(base)
        ? part.reshape(base.shape())
        : Tensor.apply(new Strided.Paste(shape, offset, strides), base, part);
  }

  private boolean isAllOf(Tensor base) {
    return base.numel() == shape.numel() && isContiguous();
  }

  /** Whether the elements lie row by row, without gaps. */
  boolean isContiguous() {
    int next = 1;
    for (int dim = strides.length - 1; dim >= 0; dim--) {
      if (shape.size(dim) > 1 && strides[dim] != next) {
        return shape.numel() == 0;
      }
      next *= shape.size(dim);
    }
    return true;
  }

  /** Whether an element is shown at several places. */
  boolean overlaps() {
    for (int dim = 0; dim < strides.length; dim++) {
      if (strides[dim] == 0 && shape.size(dim) > 1) {
        return shape.numel() > 0;
      }
    }
    return false;
  }

  /** The same elements in the same order in another shape; null when no distances do that. */
  @Nullable Lattice reshaped(Shape other) {
    int[] steps = new int[other.rank()];
    if (shape.numel() == 0) {
      return new Lattice(other, offset, steps);
    }
    int to = other.rank() - 1;
    int step = 1;
    int run = 1;
    for (int from = strides.length - 1; from >= 0; from--) {
      step = run == 1 ? strides[from] : step;
      run *= shape.size(from);
      boolean goesOn = from > 0 && (shape.size(from - 1) == 1 || strides[from - 1] == run * step);
      if (goesOn) {
        continue;
      }
      int done = 1;
      while (to >= 0 && (done < run || other.size(to) == 1)) {
        steps[to] = done * step;
        done *= other.size(to--);
      }
      if (done != run) {
        return null;
      }
      run = 1;
    }
    return new Lattice(other, offset, steps);
  }

  /** Some elements of a dimension. */
  Lattice narrowed(int dim, int start, int length) {
    int at = offset + start * strides[shape.normalized(dim)];
    return new Lattice(shape.with(dim, length), at, strides);
  }

  /** Two dimensions changed for each other. */
  Lattice transposed(int first, int second) {
    int[] steps = strides.clone();
    steps[shape.normalized(first)] = strides[shape.normalized(second)];
    steps[shape.normalized(second)] = strides[shape.normalized(first)];
    Shape turned = shape.with(first, shape.size(second)).with(second, shape.size(first));
    return new Lattice(turned, offset, steps);
  }

  /** Dimensions of size 1 repeated, and new ones in front. */
  Lattice expanded(Shape larger) {
    int[] steps = new int[larger.rank()];
    for (int dim = 1; dim <= shape.rank(); dim++) {
      boolean isRepeated = shape.size(-dim) != larger.size(-dim);
      steps[steps.length - dim] = isRepeated ? 0 : strides[strides.length - dim];
    }
    return new Lattice(larger, offset, steps);
  }

  /**
   * Elements picked from these as if these lay row by row.
   *
   * @param start the place of the first
   * @param steps how far the neighbours are apart; null comes out when they go backwards
   */
  @Nullable Lattice picked(Shape chosen, int start, int... steps) {
    int[] own = new int[steps.length];
    if (chosen.numel() == 0) {
      return new Lattice(chosen, 0, own);
    }
    for (int dim = 0; dim < steps.length; dim++) {
      if (chosen.size(dim) > 1 && steps[dim] < 0) {
        return null;
      }
      own[dim] = chosen.size(dim) > 1 ? place(steps[dim]) : 0;
    }
    return new Lattice(chosen, offset + place(start), own);
  }

  /** How far an element lies behind the first in the base, from how far it is behind it here. */
  private int place(int distance) {
    int place = 0;
    int left = distance;
    for (int dim = 0; dim < strides.length; dim++) {
      int span = shape.span(dim + 1, strides.length);
      place += left / span * strides[dim];
      left %= span;
    }
    return place;
  }
}
