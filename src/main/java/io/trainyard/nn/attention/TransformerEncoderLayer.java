package io.trainyard.nn.attention;

import io.trainyard.nn.Layer;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Either;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Given;
import io.trainyard.signature.Inferred;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A sequence looks at itself, then two linear layers follow at each place. */
@Summary(
    "A layer of a transformer's encoder: attention of a sequence to itself, then two linear layers.")
@ExtraRepr("")
public final class TransformerEncoderLayer extends TransformerLayer {

  /**
   * @param d_model features of input and output
   * @param nhead how many heads its attention has
   * @param dim_feedforward features between the two linear layers
   * @param dropout the share of elements that become 0 while training
   * @param activation what bends the numbers between the two linear layers: a word, or a layer
   * @param layer_norm_eps added to variances, against a division by 0
   * @param batch_first whether inputs are [N, L, features] and not [L, N, features]; in a list of
   *     layers it has to be
   * @param norm_first whether each part normalizes what comes in, and not what comes out
   * @param bias whether linear layers and normalizations have one
   * @param generator draws the initial values, and what is dropped
   */
  public TransformerEncoderLayer(
      @Inferred(dim = -1) @Bounds(min = 1) int d_model,
      @Bounds(min = 1) int nhead,
      @Default("2048") @Bounds(min = 1) int dim_feedforward,
      @Default("0.1") @Bounds(min = 0, max = 1) double dropout,
      @Default("relu") Either<Activation, Recipe<? extends Layer>> activation,
      @Default("1e-5") @Bounds(min = 0) double layer_norm_eps,
      @Default("false") boolean batch_first,
      @Default("false") boolean norm_first,
      @Default("true") boolean bias,
      @Given Generator generator) {
    super(
        new Manner(
            d_model,
            nhead,
            dim_feedforward,
            dropout,
            activation,
            layer_norm_eps,
            batch_first,
            norm_first,
            bias),
        generator,
        "self_attn");
  }

  @Override
  public Tensor forward(Tensor input) {
    return forward(input, null, null, false);
  }

  /**
   * Passes sequences through the layer.
   *
   * @param src_mask where a place may not look, as {@link MultiheadAttention} has it
   * @param src_key_padding_mask where no place is to be looked at
   * @param is_causal a hint that the mask hides what comes later
   */
  public Tensor forward(
      Tensor src,
      @Nullable Tensor src_mask,
      @Nullable Tensor src_key_padding_mask,
      @Default("false") boolean is_causal) {
    Tensor attended =
        added(0, src, x -> attend(0, x, x, src_mask, src_key_padding_mask, is_causal));
    return added(1, attended, this::feedForward);
  }
}
