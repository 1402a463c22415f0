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
 * Encoder layers on each other.
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Attention Is All You Need</a>
 */
@Summary("The encoder of a transformer: layers of attention on each other.")
@ExtraRepr("")
public final class TransformerEncoder extends TransformerStack<TransformerEncoderLayer> {

  /**
   * @param encoder_layer of which all layers are copies
   * @param num_layers how many there are
   * @param norm what normalizes the output; null for nothing
   * @param enable_nested_tensor changes nothing
   * @param mask_check changes nothing
   * @param generator draws the initial values, and what is dropped
   */
  public TransformerEncoder(
      Recipe<? extends Layer> encoder_layer,
      @Bounds(min = 1) int num_layers,
      @Nullable Recipe<? extends Layer> norm,
      @Default("true") boolean enable_nested_tensor,
      @Default("true") boolean mask_check,
      @Given Generator generator) {
    super(TransformerEncoderLayer.class, encoder_layer, num_layers, norm, generator);
  }

  @Override
  public Tensor forward(Tensor input) {
    return forward(input, null, null, null);
  }

  /**
   * Passes sequences through all layers.
   *
   * @param mask where a place may not look, as {@link MultiheadAttention} has it
   * @param src_key_padding_mask where no place is to be looked at
   * @param is_causal a hint that the mask hides what comes later; null to find out
   */
  public Tensor forward(
      Tensor src,
      @Nullable Tensor mask,
      @Nullable Tensor src_key_padding_mask,
      @Nullable Boolean is_causal) {
    Tensor output = src;
    for (TransformerEncoderLayer layer : layers()) {
      output = layer.forward(output, mask, src_key_padding_mask, Boolean.TRUE.equals(is_causal));
    }
    return normalized(output);
  }
}
