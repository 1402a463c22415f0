package io.trainyard.nn.vision;

import io.trainyard.nn.Layer;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Functional;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Interpolation;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes series [N, C, L] or images [N, C, H, W] larger or smaller. */
@Summary("Makes series or images larger or smaller, by size or scale_factor.")
@Functional(value = "interpolate", also = "antialias=False")
@ExtraRepr("[size={size}][scale_factor={scale_factor}], mode={mode'}")
public final class Upsample extends Layer {

  /** What new elements are made of. */
  public enum Mode {
    /** The one old element at the place. */
    NEAREST(Interpolation.NEAREST, 0),
    /** The two neighbours in a series. */
    LINEAR(Interpolation.LINEAR, 1),
    /** The four neighbours in an image. */
    BILINEAR(Interpolation.LINEAR, 2),
    /** The sixteen neighbours in an image. */
    BICUBIC(Interpolation.CUBIC, 2);

    private final Interpolation way;
    private final int dims;

    Mode(Interpolation way, int dims) {
      this.way = way;
      this.dims = dims;
    }
  }

  private final @Nullable List<Integer> size;
  private final @Nullable List<Double> scale_factor;
  private final Mode mode;
  private final boolean align_corners;
  private final boolean recompute_scale_factor;

  /**
   * @param size how many elements each dimension gets; one number for all
   * @param scale_factor instead of the size, how many times as large each dimension gets
   * @param align_corners whether the first and the last element stay where they are; not for
   *     nearest
   * @param recompute_scale_factor whether the factor is taken from the sizes, which are whole
   *     numbers
   */
  public Upsample(
      @OrSingle @Bounds(min = 1) @Nullable List<Integer> size,
      @OrSingle @Bounds(min = 0, minExclusive = true) @Nullable List<Double> scale_factor,
      @Default("nearest") Mode mode,
      @Nullable Boolean align_corners,
      @Nullable Boolean recompute_scale_factor) {
    if ((size == null) == (scale_factor == null)) {
      throw new IllegalArgumentException(
          size == null
              ? "either size or scale_factor should be defined"
              : "only one of size or scale_factor should be defined");
    }
    if (mode == Mode.NEAREST && align_corners != null) {
      throw new IllegalArgumentException(
          "align_corners option can only be set with the interpolating modes: linear, bilinear,"
              + " bicubic");
    }
    this.recompute_scale_factor = Boolean.TRUE.equals(recompute_scale_factor);
    if (this.recompute_scale_factor && size != null) {
      throw new IllegalArgumentException(
          "recompute_scale_factor is not meaningful with an explicit size.");
    }
    this.size = size;
    this.scale_factor = scale_factor;
    this.mode = mode;
    this.align_corners = Boolean.TRUE.equals(align_corners);
  }

  @Override
  public String gradFn(int dims, boolean inplace) {
    String word = mode.name().charAt(0) + mode.name().substring(1).toLowerCase(Locale.ROOT);
    return "Upsample%s%dDBackward0".formatted(word, dims - 2);
  }

  @Override
  public Tensor forward(Tensor input) {
    int dims = input.dim() - 2;
    if (dims < 1 || dims > 2 || (mode.dims > 0 && mode.dims != dims)) {
      throw new ShapeException(
          "Upsample by "
              + mode.name().toLowerCase(Locale.ROOT)
              + " expects "
              + (mode.dims == 0 ? "3 or 4" : mode.dims + 2)
              + " dimensions, got the shape "
              + input.shape());
    }
    Tensor output = input;
    for (int i = 0; i < dims; i++) {
      int length = input.size(i + 2);
      Double factor = scale_factor == null ? null : of(scale_factor, i, dims);
      int count =
          size != null && factor == null
              ? of(size, i, dims)
              : Math.toIntExact(
                  (long) Math.floor(length * java.util.Objects.requireNonNull(factor)));
      if (count < 1) {
        throw new ShapeException(
            "Upsample would leave nothing of dimension " + (i + 2) + " of " + input.shape());
      }
      double step = factor == null || recompute_scale_factor ? (double) length / count : 1 / factor;
      output = output.interpolate(i + 2, count, step, mode.way, align_corners);
    }
    return output;
  }

  private static <T> T of(List<T> values, int dim, int dims) {
    if (values.size() != 1 && values.size() != dims) {
      throw new ShapeException(
          "Upsample needs one number or "
              + dims
              + ", one for each dimension, got "
              + values.size());
    }
    return values.get(values.size() == 1 ? 0 : dim);
  }
}
