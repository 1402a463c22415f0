package io.trainyard.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tensors put together, taken apart and turned round. Functions carry PyTorch's names and meanings;
 * dimensions that are negative count from the end.
 */
public final class Arrangement {

  private Arrangement() {}

  /** Tensors put one behind the other along a dimension that they have. */
  public static Tensor cat(List<Tensor> tensors, int dim) {
    if (tensors.isEmpty()) {
      throw new IllegalArgumentException("torch.cat(): expected a non-empty list of Tensors");
    }
    for (Tensor tensor : tensors) {
      if (tensor.dim() == 0) {
        throw new ShapeException("zero-dimensional tensor cannot be concatenated");
      }
    }
    // As in PyTorch, an empty list of numbers goes with anything.
    List<Tensor> filled =
        tensors.stream().filter(tensor -> tensor.dim() > 1 || tensor.numel() > 0).toList();
    return switch (filled.size()) {
      case 0 -> tensors.getFirst();
      case 1 -> filled.getFirst();
      default -> Tensor.apply(new Cat(dim), filled.toArray(Tensor[]::new));
    };
  }

  /** Tensors of one shape put together along a new dimension. */
  public static Tensor stack(List<Tensor> tensors, int dim) {
    if (tensors.isEmpty()) {
      throw new IllegalArgumentException("stack expects a non-empty TensorList");
    }
    Shape first = tensors.getFirst().shape();
    for (int i = 0; i < tensors.size(); i++) {
      if (!tensors.get(i).shape().equals(first)) {
        throw new ShapeException(
            "stack expects each tensor to be equal size, but got "
                + first
                + " at entry 0 and "
                + tensors.get(i).shape()
                + " at entry "
                + i);
      }
    }
    return cat(tensors.stream().map(tensor -> tensor.unsqueeze(dim)).toList(), dim);
  }

  /** One element of a dimension, which is gone afterwards. */
  public static Tensor select(Tensor x, int dim, int index) {
    int size = x.size(dim);
    if (index < -size || index >= size) {
      throw new IndexOutOfBoundsException(
          "index "
              + index
              + " is out of bounds for dimension "
              + x.shape().normalized(dim)
              + " with size "
              + size);
    }
    Tensor one = x.narrow(dim, index < 0 ? index + size : index, 1);
    return one.reshape(x.shape().without(dim));
  }

  /** All elements of a dimension, each for itself. */
  public static List<Tensor> unbind(Tensor x, int dim) {
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < x.size(dim); i++) {
      parts.add(select(x, dim, i));
    }
    return parts;
  }

  /** Parts of a dimension of these sizes. */
  public static List<Tensor> split(Tensor x, int dim, int... sizes) {
    int total = Arrays.stream(sizes).sum();
    if (total != x.size(dim)) {
      throw new ShapeException(
          "split_with_sizes expects split_sizes to sum exactly to "
              + x.size(dim)
              + " (input tensor's size at dimension "
              + dim
              + "), but got split_sizes="
              + Arrays.toString(sizes));
    }
    List<Tensor> parts = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      parts.add(x.narrow(dim, start, size));
      start += size;
    }
    return parts;
  }

  /** Parts of a dimension of one size; the last may be smaller. */
  public static List<Tensor> split(Tensor x, int size, int dim) {
    int whole = x.size(dim);
    if (size < 1) {
      throw new IllegalArgumentException(
          "split expects split_size be positive, but got split_size=" + size);
    }
    int[] sizes = new int[Math.max(1, (whole + size - 1) / size)];
    Arrays.fill(sizes, size);
    sizes[sizes.length - 1] = whole - size * (sizes.length - 1);
    return split(x, dim, sizes);
  }

  /** At most so many parts of a dimension, equal but for the last. */
  public static List<Tensor> chunk(Tensor x, int chunks, int dim) {
    if (chunks < 1) {
      throw new IllegalArgumentException(
          "chunk expects `chunks` to be greater than 0, got: " + chunks);
    }
    return split(x, Math.max(1, (x.size(dim) + chunks - 1) / chunks), dim);
  }

  static Tensor slice(Tensor x, int dim, int start, int end, int step) {
    if (step < 1) {
      throw new IllegalArgumentException("slice step must be positive");
    }
    int size = x.size(dim);
    int from = Math.clamp(start < 0 ? (long) start + size : start, 0, size);
    int to = Math.clamp(end < 0 ? (long) end + size : end, from, size);
    if (step == 1) {
      return x.narrow(dim, from, to - from);
    }
    int[] strides = Strided.strides(x.shape());
    int at = x.shape().normalized(dim);
    int offset = from * strides[at];
    int count = (int) ((to - from + step - 1L) / step);
    strides[at] = count < 2 ? 0 : strides[at] * step;
    return Tensor.apply(new Strided("Slice", x.shape().with(dim, count), offset, strides), x);
  }

  static Tensor permute(Tensor x, int... dims) {
    Shape shape = x.shape();
    if (dims.length != shape.rank()) {
      throw new ShapeException(
          "permute(sparse_coo): number of dimensions in the tensor input does not match the length"
              + " of the desired ordering of dimensions i.e. input.dim() = "
              + shape.rank()
              + " is not equal to len(dims) = "
              + dims.length);
    }
    int[] strides = Strided.strides(shape);
    int[] sizes = new int[dims.length];
    int[] moved = new int[dims.length];
    boolean[] seen = new boolean[dims.length];
    for (int i = 0; i < dims.length; i++) {
      int from = shape.normalized(dims[i]);
      if (seen[from]) {
        throw new ShapeException("permute(): duplicate dims are not allowed.");
      }
      seen[from] = true;
      sizes[i] = shape.size(from);
      moved[i] = strides[from];
    }
    return Tensor.apply(new Strided("Permute", Shape.of(sizes), 0, moved), x);
  }

  static Tensor swapped(Tensor x, int dim0, int dim1) {
    int[] dims = new int[x.dim()];
    Arrays.setAll(dims, dim -> dim);
    dims[x.shape().normalized(dim0)] = x.shape().normalized(dim1);
    dims[x.shape().normalized(dim1)] = x.shape().normalized(dim0);
    return permute(x, dims);
  }

  /** Dimensions moved to other places; the rest keep their order. */
  public static Tensor movedim(Tensor x, int[] source, int[] destination) {
    if (source.length != destination.length) {
      throw new IllegalArgumentException(
          "movedim: Invalid source or destination dims: source ("
              + Arrays.toString(source)
              + " dims) should contain the same number of dims as destination ("
              + Arrays.toString(destination)
              + " dims)");
    }
    int[] order = new int[x.dim()];
    Arrays.fill(order, -1);
    List<Integer> rest = new ArrayList<>();
    for (int dim = 0; dim < x.dim(); dim++) {
      rest.add(dim);
    }
    for (int i = 0; i < source.length; i++) {
      int from = x.shape().normalized(source[i]);
      order[x.shape().normalized(destination[i])] = from;
      rest.remove(Integer.valueOf(from));
    }
    for (int i = 0; i < order.length; i++) {
      order[i] = order[i] < 0 ? rest.removeFirst() : order[i];
    }
    return x.permute(order);
  }

  static Tensor flip(Tensor x, int... dims) {
    int[] strides = Strided.strides(x.shape());
    int offset = 0;
    boolean[] seen = new boolean[strides.length];
    for (int dim : dims) {
      int at = x.shape().normalized(dim);
      if (seen[at]) {
        throw new ShapeException("dim " + at + " appears multiple times in the list of dims");
      }
      seen[at] = true;
      offset += Math.max(0, x.size(at) - 1) * strides[at];
      strides[at] = -strides[at];
    }
    return Tensor.apply(new Strided("Flip", x.shape(), offset, strides), x);
  }

  /** The elements of a dimension moved on; what leaves at the end comes back in front. */
  public static Tensor roll(Tensor x, int shift, int dim) {
    int size = x.size(dim);
    int moved = size == 0 ? 0 : Math.floorMod(shift, size);
    if (moved == 0) {
      return x;
    }
    return cat(List.of(x.narrow(dim, size - moved, moved), x.narrow(dim, 0, size - moved)), dim);
  }

  /** The whole tensor again and again, so often in each dimension; new dimensions come in front. */
  public static Tensor repeat(Tensor x, int... times) {
    if (times.length < x.dim()) {
      throw new ShapeException(
          "Number of dimensions of repeat dims can not be smaller than number of dimensions of"
              + " tensor");
    }
    int[] spread = new int[2 * times.length];
    int[] single = new int[2 * times.length];
    int[] joined = new int[times.length];
    for (int i = 0; i < times.length; i++) {
      int own = i - (times.length - x.dim());
      int size = own < 0 ? 1 : x.size(own);
      single[2 * i] = 1;
      spread[2 * i] = times[i];
      single[2 * i + 1] = size;
      spread[2 * i + 1] = size;
      joined[i] = Math.multiplyExact(times[i], size);
    }
    return x.reshape(Shape.of(single)).expand(Shape.of(spread)).reshape(Shape.of(joined));
  }

  /** As {@link #repeat}, with 1 for dimensions that are not named. */
  public static Tensor tile(Tensor x, int... times) {
    int[] all = new int[Math.max(times.length, x.dim())];
    Arrays.fill(all, 1);
    System.arraycopy(times, 0, all, all.length - times.length, times.length);
    return repeat(x, all);
  }

  /** Each element of a dimension so many times, one after the other. */
  public static Tensor repeatInterleave(Tensor x, int times, int dim) {
    int at = x.shape().normalized(dim);
    Shape single = x.shape().inserted(at + 1);
    return x.reshape(single)
        .expand(single.with(at + 1, times))
        .reshape(x.shape().with(at, Math.multiplyExact(x.size(at), times)));
  }

  /** The lower triangle of matrices: 0 to the right of a diagonal. */
  public static Tensor tril(Tensor x, int diagonal) {
    return Tensor.where(triangle(x, diagonal), x, nothing(x));
  }

  /** The upper triangle of matrices: 0 to the left of a diagonal. */
  public static Tensor triu(Tensor x, int diagonal) {
    return Tensor.where(triangle(x, diagonal - 1), nothing(x), x);
  }

  private static Tensor nothing(Tensor x) {
    return Tensor.scalar(0, x.dtype());
  }

  /** 1 at the diagonal and to its left. */
  private static Tensor triangle(Tensor x, int diagonal) {
    if (x.dim() < 2) {
      throw new ShapeException("input tensor must have at least 2 dimensions");
    }
    Tensor rows = range(x.size(-2)).reshape(Shape.of(x.size(-2), 1));
    return range(x.size(-1)).le(rows.add(diagonal));
  }

  /** The whole numbers from one on, that far apart. */
  public static Tensor places(int count, long start, long step) {
    return Tensor.apply(new Draw.Places(count, start, step));
  }

  /** The numbers from 0 on, as floats. */
  public static Tensor range(int count) {
    return Tensor.apply(new Draw.Range(count));
  }

  /** The elements with the same place in two dimensions, as a last dimension. */
  public static Tensor diagonal(Tensor x, int offset, int dim1, int dim2) {
    Shape shape = x.shape();
    int row = shape.normalized(dim1);
    int column = shape.normalized(dim2);
    if (row == column) {
      throw new ShapeException("diagonal dimensions cannot be identical " + dim1 + ", " + dim2);
    }
    int[] strides = Strided.strides(shape);
    int down = Math.max(0, -offset);
    int across = Math.max(0, offset);
    int length = Math.max(0, Math.min(shape.size(row) - down, shape.size(column) - across));
    int[] sizes = new int[shape.rank() - 1];
    int[] steps = new int[shape.rank() - 1];
    int to = 0;
    for (int dim = 0; dim < shape.rank(); dim++) {
      if (dim != row && dim != column) {
        sizes[to] = shape.size(dim);
        steps[to++] = strides[dim];
      }
    }
    sizes[to] = length;
    steps[to] = strides[row] + strides[column];
    int from = length == 0 ? 0 : down * strides[row] + across * strides[column];
    return Tensor.apply(new Strided("Diagonal", Shape.of(sizes), from, steps), x);
  }

  /** A matrix with a vector on a diagonal and 0 elsewhere. */
  public static Tensor diagEmbed(Tensor x, int offset) {
    int n = x.size(-1) + Math.abs(offset);
    Tensor columns = range(n);
    Tensor rows = columns.reshape(Shape.of(n, 1));
    Tensor on = columns.eq(rows.add(offset));
    Tensor padded = pad(x, x.dim() - 1, Math.max(0, offset), Math.max(0, -offset), 0);
    return Tensor.where(on, padded.unsqueeze(-2), nothing(x));
  }

  /** A constant put before and behind the elements of a dimension; negative sizes cut off. */
  public static Tensor pad(Tensor x, int dim, int before, int after, double value) {
    int start = Math.max(0, -before);
    int length = x.size(dim) - start - Math.max(0, -after);
    if (length < 0) {
      throw new ShapeException(
          "The input size "
              + x.size(dim)
              + ", plus negative padding "
              + before
              + " and "
              + after
              + " resulted in a negative output size, which is invalid.");
    }
    Tensor inner = length == x.size(dim) ? x : x.narrow(dim, start, length);
    return join(
        constant(inner, dim, before, value), inner, constant(inner, dim, after, value), dim);
  }

  private static Tensor constant(Tensor x, int dim, int size, double value) {
    return Tensor.full(x.shape().with(dim, Math.max(0, size)), value, x.dtype());
  }

  /** Elements taken from the tensor itself put before and behind those of a dimension. */
  public static Tensor pad(Tensor x, int dim, int before, int after, PaddingMode mode) {
    int size = x.size(dim);
    mode.require(new Sliding(1, 1, before, after, 1), size);
    return switch (mode) {
      case ZEROS -> pad(x, dim, before, after, 0);
      case REFLECT ->
          join(
              x.narrow(dim, 1, before).flip(dim),
              x,
              x.narrow(dim, size - 1 - after, after).flip(dim),
              dim);
      case REPLICATE ->
          join(
              x.narrow(dim, 0, 1).expand(x.shape().with(dim, before)),
              x,
              x.narrow(dim, size - 1, 1).expand(x.shape().with(dim, after)),
              dim);
      case CIRCULAR -> join(x.narrow(dim, size - before, before), x, x.narrow(dim, 0, after), dim);
    };
  }

  private static Tensor join(Tensor before, Tensor x, Tensor after, int dim) {
    List<Tensor> parts = new ArrayList<>();
    for (Tensor part : List.of(before, x, after)) {
      if (part == x || part.size(dim) > 0) {
        parts.add(part);
      }
    }
    return parts.size() == 1 ? x : Tensor.apply(new Cat(dim), parts.toArray(Tensor[]::new));
  }
}
