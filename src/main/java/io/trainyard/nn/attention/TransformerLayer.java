package io.trainyard.nn.attention;

import io.trainyard.nn.Layer;
import io.trainyard.nn.activation.GELU;
import io.trainyard.nn.activation.ReLU;
import io.trainyard.nn.dropout.Dropout;
import io.trainyard.nn.linear.Linear;
import io.trainyard.nn.normalization.LayerNorm;
import io.trainyard.signature.Either;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a transformer: attention, then two linear layers at each place. What each part makes
 * is dropped from, added to what came in, and normalized, before the part or behind it.
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Attention Is All You Need</a>
 */
public abstract sealed class TransformerLayer extends Layer
    permits TransformerDecoderLayer, TransformerEncoderLayer {

  /** What bends the numbers between the two linear layers. */
  public enum Activation {
    RELU,
    GELU
  }

  /** The sizes and manners that both kinds of layers have. */
  record Manner(
      int d_model,
      int nhead,
      int dim_feedforward,
      double dropout,
      Either<Activation, Recipe<? extends Layer>> activation,
      double layer_norm_eps,
      boolean batch_first,
      boolean norm_first,
      boolean bias) {}

  private final Manner manner;
  private final Layer activation;
  private final Linear linear1;
  private final Dropout dropout;
  private final Linear linear2;
  private final List<MultiheadAttention> attentions = new ArrayList<>();
  private final List<LayerNorm> norms = new ArrayList<>();
  private final List<Dropout> dropouts = new ArrayList<>();

  /**
   * @param attentions the names of the parts that attend
   */
  TransformerLayer(Manner manner, Generator generator, String... attentions) {
    this.manner = manner;
    for (String name : attentions) {
      this.attentions.add(
          part(
              name,
              MultiheadAttention.class,
              Map.of(
                  "embed_dim", manner.d_model,
                  "num_heads", manner.nhead,
                  "dropout", manner.dropout,
                  "bias", manner.bias,
                  "batch_first", manner.batch_first),
              generator));
    }
    this.linear1 = linear("linear1", manner.d_model, manner.dim_feedforward, generator);
    this.dropout = dropout("dropout", generator);
    this.linear2 = linear("linear2", manner.dim_feedforward, manner.d_model, generator);
    for (int i = 1; i <= attentions.length + 1; i++) {
      norms.add(
          part(
              "norm" + i,
              LayerNorm.class,
              Map.of(
                  "normalized_shape", List.of(manner.d_model),
                  "eps", manner.layer_norm_eps,
                  "bias", manner.bias),
              generator));
    }
    for (int i = 1; i <= attentions.length + 1; i++) {
      dropouts.add(dropout("dropout" + i, generator));
    }
    this.activation =
        switch (manner.activation) {
          case Either.First<Activation, Recipe<? extends Layer>>(Activation word) ->
              word == Activation.RELU ? new ReLU(false) : new GELU(GELU.Approximate.NONE);
          case Either.Second<Activation, Recipe<? extends Layer>>(Recipe<? extends Layer> recipe) ->
              registerModule("activation", recipe.create(generator));
        };
  }

  private Linear linear(String name, int from, int to, Generator generator) {
    return part(
        name,
        Linear.class,
        Map.of("in_features", from, "out_features", to, "bias", manner.bias),
        generator);
  }

  private Dropout dropout(String name, Generator generator) {
    return part(name, Dropout.class, Map.of("p", manner.dropout), generator);
  }

  @Override
  public final String gradFn(int dims, boolean inplace) {
    return manner.norm_first ? "AddBackward0" : "NativeLayerNormBackward0";
  }

  @Override
  public final int batchDim() {
    return manner.batch_first ? 0 : 1;
  }

  /** What the attention of a number makes of a sequence, to be added to it. */
  final Tensor attend(
      int number,
      Tensor x,
      Tensor memory,
      @Nullable Tensor mask,
      @Nullable Tensor padding,
      boolean isCausal) {
    return attentions
        .get(number)
        .forward(x, memory, memory, padding, false, mask, true, isCausal)
        .attn_output();
  }

  /** What the linear layers make of each place, to be added to it. */
  final Tensor feedForward(Tensor x) {
    return linear2.forward(dropout.forward(activation.forward(linear1.forward(x))));
  }

  /** A part of that number, with what came in added, and normalized. */
  final Tensor added(int number, Tensor x, UnaryOperator<Tensor> part) {
    LayerNorm norm = norms.get(number);
    Dropout dropped = dropouts.get(number);
    return manner.norm_first
        ? x.add(dropped.forward(part.apply(norm.forward(x))))
        : norm.forward(x.add(dropped.forward(part.apply(x))));
  }
}
