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

/** A sequence looks at itself, then at the memory of an encoder; two linear layers follow. */
@Summary("A layer of a transformer's decoder: attention of a sequence to itself and to a memory.")
@ExtraRepr("")
public final class TransformerDecoderLayer extends TransformerLayer {

  /**
   * @param d_model features of input, memory and output
   * @param nhead how many heads its attentions have
   * @param dim_feedforward features between the two linear layers
   * @param dropout the share of elements that become 0 while training
   * @param activation what bends the numbers between the two linear layers: a word, or a layer
   * @param layer_norm_eps added to variances, against a division by 0
   * @param batch_first whether inputs are [N, L, features] and not [L, N, features]
   * @param norm_first whether each part normalizes what comes in, and not what comes out
   * @param bias whether linear layers and normalizations have one
   * @param generator draws the initial values, and what is dropped
   */
  public TransformerDecoderLayer(
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
        "self_attn",
        "multihead_attn");
  }

  /**
   * Passes sequences through the layer.
   *
   * @param memory what the encoder gave
   * @param tgt_mask where a place may not look at the sequence, as {@link MultiheadAttention} has
   *     it
   * @param memory_mask where a place may not look at the memory
   * @param tgt_key_padding_mask where no place of the sequence is to be looked at
   * @param memory_key_padding_mask where no place of the memory is to be looked at
   * @param tgt_is_causal a hint that the sequence's mask hides what comes later
   * @param memory_is_causal the same of the memory's
   */
  public Tensor forward(
      Tensor tgt,
      Tensor memory,
      @Nullable Tensor tgt_mask,
      @Nullable Tensor memory_mask,
      @Nullable Tensor tgt_key_padding_mask,
      @Nullable Tensor memory_key_padding_mask,
      @Default("false") boolean tgt_is_causal,
      @Default("false") boolean memory_is_causal) {
    Tensor own = added(0, tgt, x -> attend(0, x, x, tgt_mask, tgt_key_padding_mask, tgt_is_causal));
    Tensor attended =
        added(
            1,
            own,
            x -> attend(1, x, memory, memory_mask, memory_key_padding_mask, memory_is_causal));
    return added(2, attended, this::feedForward);
  }
}
