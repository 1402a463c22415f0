package io.trainyard.nn.attention;

import io.trainyard.nn.Layer;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Either;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Given;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An encoder whose output a decoder looks at.
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Attention Is All You Need</a>
 */
@Summary("A transformer: an encoder, and a decoder that looks at what it gives.")
@GradFn("NativeLayerNormBackward0")
@ExtraRepr("")
public final class Transformer extends Layer {

  private final boolean batch_first;
  private final TransformerEncoder encoder;
  private final TransformerDecoder decoder;

  /**
   * @param d_model features of inputs and output
   * @param nhead how many heads each attention has
   * @param num_encoder_layers how many layers the encoder has
   * @param num_decoder_layers how many layers the decoder has
   * @param dim_feedforward features between two linear layers
   * @param dropout the share of elements that become 0 while training
   * @param activation what bends the numbers between two linear layers: a word, or a layer
   * @param layer_norm_eps added to variances, against a division by 0
   * @param batch_first whether inputs are [N, L, features] and not [L, N, features]
   * @param norm_first whether each part normalizes what comes in, and not what comes out
   * @param bias whether linear layers and normalizations have one
   * @param generator draws the initial values, by Xavier's rule, and what is dropped
   */
  public Transformer(
      @Default("512") @Bounds(min = 1) int d_model,
      @Default("8") @Bounds(min = 1) int nhead,
      @Default("6") @Bounds(min = 1) int num_encoder_layers,
      @Default("6") @Bounds(min = 1) int num_decoder_layers,
      @Default("2048") @Bounds(min = 1) int dim_feedforward,
      @Default("0.1") @Bounds(min = 0, max = 1) double dropout,
      @Default("relu") Either<TransformerLayer.Activation, Recipe<? extends Layer>> activation,
      @Default("1e-5") @Bounds(min = 0) double layer_norm_eps,
      @Default("false") boolean batch_first,
      @Default("false") boolean norm_first,
      @Default("true") boolean bias,
      @Given Generator generator) {
    this.batch_first = batch_first;
    Map<String, Object> manner = new HashMap<>();
    manner.put("d_model", d_model);
    manner.put("nhead", nhead);
    manner.put("dim_feedforward", dim_feedforward);
    manner.put("dropout", dropout);
    manner.put("layer_norm_eps", layer_norm_eps);
    manner.put("batch_first", batch_first);
    manner.put("norm_first", norm_first);
    manner.put("bias", bias);
    Map<String, Object> norm = new LinkedHashMap<>();
    norm.put("type", "LayerNorm");
    norm.put("normalized_shape", d_model);
    norm.put("eps", layer_norm_eps);
    norm.put("bias", bias);
    this.encoder =
        part(
            "encoder",
            TransformerEncoder.class,
            Map.of(
                "encoder_layer",
                recipe(TransformerEncoderLayer.class, manner, activation),
                "num_layers",
                num_encoder_layers,
                "norm",
                norm),
            generator);
    this.decoder =
        part(
            "decoder",
            TransformerDecoder.class,
            Map.of(
                "decoder_layer",
                recipe(TransformerDecoderLayer.class, manner, activation),
                "num_layers",
                num_decoder_layers,
                "norm",
                norm),
            generator);
    parameters().stream()
        .filter(parameter -> parameter.dim() > 1)
        .forEach(parameter -> xavier(parameter, generator));
  }

  private static Recipe<? extends Layer> recipe(
      Class<? extends Layer> type,
      Map<String, Object> manner,
      Either<TransformerLayer.Activation, Recipe<? extends Layer>> activation) {
    Recipe<? extends Layer> recipe = Signature.of(type).read(manner, new Faults());
    return Objects.requireNonNull(recipe).with("activation", activation);
  }

  private static void xavier(Tensor weight, Generator generator) {
    double bound = Math.sqrt(6.0 / (weight.size(0) + weight.size(1)));
    Tensor.noGrad(() -> weight.assign(Tensor.uniform(weight.shape(), -bound, bound, generator)));
  }

  @Override
  public int batchDim() {
    return batch_first ? 0 : 1;
  }

  /**
   * Encodes one sequence and decodes another.
   *
   * @param src what is encoded
   * @param tgt what is decoded
   * @param src_mask where a place may not look, as {@link MultiheadAttention} has it
   * @param tgt_mask the same of the decoder
   * @param memory_mask where a place of the decoder may not look at what was encoded
   * @param src_key_padding_mask where no place of {@code src} is to be looked at
   * @param tgt_key_padding_mask where no place of {@code tgt} is to be looked at
   * @param memory_key_padding_mask where nothing that was encoded is to be looked at
   * @param src_is_causal a hint that the mask hides what comes later
   * @param tgt_is_causal the same of the decoder
   * @param memory_is_causal the same of what was encoded
   */
  public Tensor forward(
      Tensor src,
      Tensor tgt,
      @Nullable Tensor src_mask,
      @Nullable Tensor tgt_mask,
      @Nullable Tensor memory_mask,
      @Nullable Tensor src_key_padding_mask,
      @Nullable Tensor tgt_key_padding_mask,
      @Nullable Tensor memory_key_padding_mask,
      @Nullable Boolean src_is_causal,
      @Nullable Boolean tgt_is_causal,
      @Default("false") boolean memory_is_causal) {
    if (src.dim() == 3 && src.size(batchDim()) != tgt.size(batchDim())) {
      throw new ShapeException("the batch number of src and tgt must be equal");
    }
    Tensor memory = encoder.forward(src, src_mask, src_key_padding_mask, src_is_causal);
    return decoder.forward(
        tgt,
        memory,
        tgt_mask,
        memory_mask,
        tgt_key_padding_mask,
        memory_key_padding_mask,
        tgt_is_causal,
        memory_is_causal);
  }

  /** Numbers to be added to the scores of a sequence so that no place sees what comes later. */
  public static Tensor generate_square_subsequent_mask(int size) {
    Tensor seen = Arrangement.tril(Tensor.ones(Shape.of(size, size)), 0);
    return Tensor.where(seen, Tensor.scalar(0), Tensor.scalar(Float.NEGATIVE_INFINITY));
  }
}
