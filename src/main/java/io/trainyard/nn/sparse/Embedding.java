package io.trainyard.nn.sparse;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A learned row of numbers for each whole number: [*] gives [*, embedding_dim]. Its parameter is
 * {@code weight} [num_embeddings, embedding_dim].
 */
@Summary("Looks up a learned row of numbers for every whole number of the input.")
@ExtraRepr(
    "{num_embeddings}, {embedding_dim}[, padding_idx={padding_idx}][, "
        + "max_norm={max_norm}][, norm_type={norm_type}][, "
        + "scale_grad_by_freq={scale_grad_by_freq}]")
public final class Embedding extends Layer {

  private final @Nullable Integer padding_idx;
  private final @Nullable Double max_norm;
  private final double norm_type;
  private final boolean scale_grad_by_freq;

  /**
   * @param num_embeddings how many numbers there are; the input's go from 0 to one less
   * @param embedding_dim how long the rows are
   * @param padding_idx a number whose row begins as zeros and is never changed; negative ones count
   *     from the end
   * @param max_norm rows with a larger norm are shortened to it when they are looked up; training
   *     keeps them so
   * @param norm_type the order of that norm
   * @param scale_grad_by_freq whether the gradient of a row is divided by how often it was looked
   *     up
   * @param generator draws the initial values from a normal distribution of mean 0 and variance 1
   */
  public Embedding(
      @Bounds(min = 1) int num_embeddings,
      @Bounds(min = 1) int embedding_dim,
      @Nullable Integer padding_idx,
      @Bounds(min = 0) @Nullable Double max_norm,
      @Default("2.0") @Bounds(min = 0, minExclusive = true) double norm_type,
      @Default("false") boolean scale_grad_by_freq,
      @Given Generator generator) {
    Sizes.requireAtLeast("num_embeddings", num_embeddings, 1);
    Sizes.requireAtLeast("embedding_dim", embedding_dim, 1);
    this.padding_idx = row(padding_idx, num_embeddings);
    this.max_norm = max_norm;
    this.norm_type = norm_type;
    this.scale_grad_by_freq = scale_grad_by_freq;
    Tensor drawn = Tensor.normal(Shape.of(num_embeddings, embedding_dim), generator);
    registerParameter("weight", withPadding(drawn));
  }

  /** Puts zeros in the row of the padding. */
  private Tensor withPadding(Tensor drawn) {
    if (padding_idx == null) {
      return drawn;
    }
    int rows = drawn.size(0);
    Tensor other = Tensor.scalar(1).sub(Tensor.scalar(padding_idx).oneHot(rows));
    return drawn.mul(other.reshape(Shape.of(rows, 1)));
  }

  private static @Nullable Integer row(@Nullable Integer padding_idx, int num_embeddings) {
    if (padding_idx == null) {
      return null;
    }
    if (padding_idx < -num_embeddings || padding_idx >= num_embeddings) {
      throw new IllegalArgumentException(
          "Padding_idx must be within num_embeddings, but "
              + padding_idx
              + " is not within "
              + num_embeddings);
    }
    return padding_idx < 0 ? padding_idx + num_embeddings : padding_idx;
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor weight = requireParameter("weight");
    Tensor table = weight;
    if (max_norm != null) {
      table = weight.renorm(input, max_norm, norm_type);
      if (isTraining()) {
        Tensor shortened = table.detach();
        Tensor.noGrad(() -> weight.assign(shortened));
      }
    }
    return table.lookup(input, padding_idx, scale_grad_by_freq);
  }
}
