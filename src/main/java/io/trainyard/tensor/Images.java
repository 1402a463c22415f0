package io.trainyard.tensor;

import org.jspecify.annotations.Nullable;

/**
 * What goes over images: convolutions, pools and resizing, composed of operations that take the
 * number of the image as the last dimension. What lies side by side is then treated alike, in long
 * runs.
 */
final class Images {

  private Images() {}

  /** As {@link Tensor#conv2d}. */
  static Tensor conv2d(
      Tensor images,
      Tensor weight,
      @Nullable Tensor bias,
      Sliding rows,
      Sliding columns,
      PaddingMode mode,
      int groups) {
    int count = images.size(0);
    int outputs = weight.size(0);
    int down = rows.places(images.size(2));
    int across = columns.places(images.size(3));
    Tensor turned = images.reshape(Shape.of(count, images.shape().span(1, 4))).t();
    Tensor seen =
        Tensor.apply(
            new Windows.Unfold(rows, columns, mode),
            turned.reshape(Shape.of(images.size(1), images.size(2), images.size(3), count)));
    int inner = seen.size(0) / groups;
    Tensor products;
    if (groups == 1) {
      products = weight.reshape(Shape.of(outputs, inner)).product(seen, false, false);
    } else {
      Tensor parts = seen.reshape(Shape.of(groups, inner, seen.size(1)));
      Tensor weights = weight.reshape(Shape.of(groups, outputs / groups, inner));
      products =
          weights.batchedProduct(parts, false, false).reshape(Shape.of(outputs, seen.size(1)));
    }
    if (bias != null) {
      products = products.add(bias.reshape(Shape.of(outputs, 1)));
    }
    return products
        .reshape(Shape.of(outputs * down * across, count))
        .t()
        .reshape(Shape.of(count, outputs, down, across));
  }

  /** As {@link Tensor#convTranspose2d}. */
  static Tensor convTranspose2d(
      Tensor images,
      Tensor weight,
      @Nullable Tensor bias,
      Sliding rows,
      Sliding columns,
      int extraRows,
      int extraColumns,
      int groups) {
    int count = images.size(0);
    int channels = images.size(1);
    int places = Math.multiplyExact(images.size(2), images.size(3));
    int outputs = weight.size(1) * groups;
    int window = rows.size() * columns.size();
    Tensor elements =
        images
            .reshape(Shape.of(count, Math.multiplyExact(channels, places)))
            .t()
            .reshape(Shape.of(groups, channels / groups, Math.multiplyExact(places, count)));
    Tensor weights = weight.reshape(Shape.of(groups, channels / groups, outputs / groups * window));
    Tensor added =
        weights
            .batchedProduct(elements, true, false)
            .reshape(Shape.of(outputs * window, places * count));
    Sliding down = rows.endingAfter(extraRows);
    Sliding across = columns.endingAfter(extraColumns);
    int height = down.length(images.size(2));
    int width = across.length(images.size(3));
    Shape folded = Shape.of(outputs, height, width, count);
    Tensor output =
        Tensor.apply(new Windows.Fold(down, across, PaddingMode.ZEROS, folded), added)
            .reshape(Shape.of(Math.multiplyExact(outputs, height * width), count))
            .t()
            .reshape(Shape.of(count, outputs, height, width));
    output = Arrangement.pad(output, 2, 0, Math.max(0, extraRows - rows.after()), 0);
    output = Arrangement.pad(output, 3, 0, Math.max(0, extraColumns - columns.after()), 0);
    return bias == null ? output : output.add(bias.reshape(Shape.of(outputs, 1, 1)));
  }

  /** As {@link Tensor#interpolate}. */
  static Tensor interpolate(
      Tensor images, int dim, int count, double step, Interpolation way, boolean alignCorners) {
    int length = images.size(dim);
    return Tensor.apply(
        new Resample(
            dim, count, way.sources(count), () -> way.parts(length, count, step, alignCorners)),
        images);
  }

  /** Applies a pool, which takes [H, W, planes], to the last two dimensions. */
  static Tensor pooled(Tensor images, Operation pool) {
    int height = images.size(-2);
    int width = images.size(-1);
    int planes = images.shape().span(0, images.dim() - 2);
    Tensor turned = images.reshape(Shape.of(planes, height * width)).t();
    Tensor pooled = Tensor.apply(pool, turned.reshape(Shape.of(height, width, planes)));
    Shape result = images.shape().with(-2, pooled.size(0)).with(-1, pooled.size(1));
    return pooled.reshape(Shape.of(pooled.size(0) * pooled.size(1), planes)).t().reshape(result);
  }
}
