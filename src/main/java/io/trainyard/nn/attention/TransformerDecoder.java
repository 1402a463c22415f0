package io.trainyard.nn.attention;

import io.trainyard.nn.Layer;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Given;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Decoder layers on each other.
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Attention Is All You Need</a>
 */
@Summary("The decoder of a transformer: layers of attention to a sequence and to a memory.")
@ExtraRepr("")
public final class TransformerDecoder extends TransformerStack<TransformerDecoderLayer> {

  /**
   * @param decoder_layer of which all layers are copies
   * @param num_layers how many there are
   * @param norm what normalizes the output; null for nothing
   * @param generator draws the initial values, and what is dropped
   */
  public TransformerDecoder(
      Recipe<? extends Layer> decoder_layer,
      @Bounds(min = 1) int num_layers,
      @Nullable Recipe<? extends Layer> norm,
      @Given Generator generator) {
    super(TransformerDecoderLayer.class, decoder_layer, num_layers, norm, generator);
  }

  /**
   * Passes sequences through all layers; the arguments are those of a {@link
   * TransformerDecoderLayer}.
   */
  public Tensor forward(
      Tensor tgt,
      Tensor memory,
      @Nullable Tensor tgt_mask,
      @Nullable Tensor memory_mask,
      @Nullable Tensor tgt_key_padding_mask,
      @Nullable Tensor memory_key_padding_mask,
      @Nullable Boolean tgt_is_causal,
      @Default("false") boolean memory_is_causal) {
    Tensor output = tgt;
    for (TransformerDecoderLayer layer : layers()) {
      output =
          layer.forward(
              output,
              memory,
              tgt_mask,
              memory_mask,
              tgt_key_padding_mask,
              memory_key_padding_mask,
              Boolean.TRUE.equals(tgt_is_causal),
              memory_is_causal);
    }
    return normalized(output);
  }
}
