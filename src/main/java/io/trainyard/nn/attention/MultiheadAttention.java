package io.trainyard.nn.attention;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Sizes;
import io.trainyard.nn.dropout.Dropout;
import io.trainyard.nn.linear.Linear;
import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.ExtraRepr;
import io.trainyard.signature.Given;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.LinearAlgebra;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Each place of a sequence looks at all places of another: {@code softmax(q kᵀ / sqrt(head))}
 * weighs their values, in several heads side by side, whose outputs a linear layer joins. Its
 * parameters are {@code in_proj_weight} [3 * embed_dim, embed_dim], or {@code q_proj_weight},
 * {@code k_proj_weight} and {@code v_proj_weight} where keys or values have another size, {@code
 * in_proj_bias} [3 * embed_dim], {@code bias_k} and {@code bias_v} [1, 1, embed_dim], and those of
 * {@code out_proj}.
 *
 * <p>In a list of layers a sequence looks at itself.
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Attention Is All You Need</a>
 */
@Summary("Each place of a sequence gathers from all places what its heads look for.")
@ExtraRepr("")
public final class MultiheadAttention extends Layer {

  private final int embed_dim;
  private final int num_heads;
  private final Dropout dropout;
  private final boolean add_zero_attn;
  private final boolean batch_first;

  /** The weights where keys or values have another size. */
  private static final List<String> PROJECTIONS =
      List.of("q_proj_weight", "k_proj_weight", "v_proj_weight");

  private final boolean isTogether;
  private final Linear out_proj;

  /**
   * What it gives.
   *
   * @param attn_output in the shape of the query
   * @param attn_output_weights [N, L, S], or [N, heads, L, S]; null where they are not needed
   */
  public record Output(
      Tensor attn_output, @GradFn("MeanBackward1") @Nullable Tensor attn_output_weights) {}

  /**
   * @param embed_dim features of the query and of the output
   * @param num_heads into so many heads the features are divided
   * @param dropout the share of weights that become 0 while training
   * @param bias whether the projections have one
   * @param add_bias_kv whether one more key and value are learned
   * @param add_zero_attn whether one more key and value are zeros
   * @param kdim features of the key; null for {@code embed_dim}
   * @param vdim features of the value; null for {@code embed_dim}
   * @param batch_first whether inputs are [N, L, features] and not [L, N, features]; in a list of
   *     layers it has to be
   * @param generator draws the initial values, by Xavier's rule, and what is dropped
   */
  public MultiheadAttention(
      @Bounds(min = 1) int embed_dim,
      @Bounds(min = 1) int num_heads,
      @Default("0.0") @Bounds(min = 0, max = 1) double dropout,
      @Default("true") boolean bias,
      @Default("false") boolean add_bias_kv,
      @Default("false") boolean add_zero_attn,
      @Bounds(min = 1) @Nullable Integer kdim,
      @Bounds(min = 1) @Nullable Integer vdim,
      @Default("false") boolean batch_first,
      @Given Generator generator) {
    this.embed_dim = Sizes.requireAtLeast("embed_dim", embed_dim, 1);
    this.num_heads = Sizes.requireAtLeast("num_heads", num_heads, 1);
    if (embed_dim % num_heads != 0) {
      throw new IllegalArgumentException("embed_dim must be divisible by num_heads");
    }
    this.dropout = new Dropout(dropout, false, generator);
    this.add_zero_attn = add_zero_attn;
    this.batch_first = batch_first;
    int keys = Objects.requireNonNullElse(kdim, embed_dim);
    int values = Objects.requireNonNullElse(vdim, embed_dim);
    this.isTogether = keys == embed_dim && values == embed_dim;
    this.out_proj =
        part(
            "out_proj",
            Linear.class,
            Map.of("in_features", embed_dim, "out_features", embed_dim, "bias", bias),
            generator);
    if (isTogether) {
      draw("in_proj_weight", 3 * embed_dim, embed_dim, generator);
    } else {
      draw(PROJECTIONS.get(0), embed_dim, embed_dim, generator);
      draw(PROJECTIONS.get(1), embed_dim, keys, generator);
      draw(PROJECTIONS.get(2), embed_dim, values, generator);
    }
    if (bias) {
      registerParameter("in_proj_bias", Tensor.zeros(Shape.of(3 * embed_dim)));
    }
    if (add_bias_kv) {
      drawFurther("bias_k", generator);
      drawFurther("bias_v", generator);
    }
    out_proj.printedAs("NonDynamicallyQuantizableLinear");
    Tensor out_bias = out_proj.ownParameters().get("bias");
    if (out_bias != null) {
      Tensor.noGrad(() -> out_bias.assign(Tensor.zeros(out_bias.shape())));
    }
  }

  private void draw(String name, int rows, int columns, Generator generator) {
    double bound = Math.sqrt(6.0 / (rows + columns));
    registerParameter(name, Tensor.uniform(Shape.of(rows, columns), -bound, bound, generator));
  }

  private void drawFurther(String name, Generator generator) {
    double deviation = Math.sqrt(2.0 / (2 * embed_dim));
    registerParameter(
        name, Tensor.normal(Shape.of(1, 1, embed_dim), generator).mul(deviation).detach());
  }

  @Override
  public int batchDim() {
    return batch_first ? 0 : 1;
  }

  @Override
  public Tensor forward(Tensor input) {
    Sizes.requireDims(
        this, input, batch_first ? "N" : "length", batch_first ? "length" : "N", "features");
    return forward(input, input, input, null, false, null, true, false).attn_output();
  }

  /**
   * Looks from a query at keys, and gathers their values.
   *
   * @param query [L, N, embed_dim], as {@code batch_first} says, or [L, embed_dim]
   * @param key [S, N, kdim], or [S, kdim]
   * @param value [S, N, vdim], or [S, vdim]
   * @param key_padding_mask [N, S], or [S]: true where a key is not to be looked at, or numbers
   *     that are added
   * @param need_weights whether the weights are given too
   * @param attn_mask [L, S], or [N * heads, L, S]: true where a place may not look, or numbers that
   *     are added
   * @param average_attn_weights whether the weights of all heads are averaged
   * @param is_causal a hint that the mask hides what comes later; there has to be one
   */
  public Output forward(
      Tensor query,
      Tensor key,
      Tensor value,
      @Nullable Tensor key_padding_mask,
      @Default("true") boolean need_weights,
      @Nullable Tensor attn_mask,
      @Default("true") boolean average_attn_weights,
      @Default("false") boolean is_causal) {
    requireDims(query, key, value);
    if (is_causal && attn_mask == null) {
      throw new IllegalStateException(
          "Need attn_mask if specifying the is_causal hint. You may use the Transformer module method"
              + " `generate_square_subsequent_mask` to create this mask.");
    }
    boolean isSingle = query.dim() == 2;
    boolean isSelf = query == key && key == value;
    Tensor q = batched(query, isSingle);
    Tensor k = isSelf ? q : batched(key, isSingle);
    Tensor v = isSelf ? q : value == key ? k : batched(value, isSingle);
    List<Tensor> heads = isSelf && isTogether ? together(q) : each(q, k, v);
    Tensor padding =
        key_padding_mask == null || !isSingle ? key_padding_mask : key_padding_mask.unsqueeze(0);
    int places = q.size(1);
    int keys = k.size(1);
    Tensor mask = mask(attn_mask, padding, q.size(0), places, keys);
    Tensor seen = extended(heads.get(1), parameter("bias_k"));
    Tensor gathered = extended(heads.get(2), parameter("bias_v"));
    if (mask != null && seen.size(2) > keys) {
      mask = Arrangement.pad(mask, 3, 0, seen.size(2) - keys, 0);
    }
    Tensor weights = LinearAlgebra.attentionWeights(heads.getFirst(), seen, mask, false, null);
    if (isTraining()) {
      weights = dropout.forward(weights);
    }
    Tensor joined =
        weights
            .matmul(gathered)
            .permute(0, 2, 1, 3)
            .reshape(Shape.of(q.size(0), places, embed_dim));
    Tensor output = out_proj.forward(joined);
    Tensor given = isSingle ? output.squeeze(0) : batch_first ? output : output.transpose(0, 1);
    if (!need_weights) {
      return new Output(given, null);
    }
    Tensor shown = average_attn_weights ? weights.mean(1, false) : weights;
    return new Output(given, isSingle ? shown.squeeze(0) : shown);
  }

  private void requireDims(Tensor query, Tensor key, Tensor value) {
    if (query.dim() != 2 && query.dim() != 3) {
      throw new ShapeException(
          "query should be unbatched 2D or batched 3D tensor but received "
              + query.dim()
              + "-D query tensor");
    }
    if (key.dim() != query.dim() || value.dim() != query.dim()) {
      throw new ShapeException(
          "For %s (%d-D) `query`, expected `key` and `value` to be %d-D but found %d-D and %d-D tensors respectively"
              .formatted(
                  query.dim() == 3 ? "batched" : "unbatched",
                  query.dim(),
                  query.dim(),
                  key.dim(),
                  value.dim()));
    }
    if (query.size(-1) != embed_dim) {
      throw new ShapeException(
          "was expecting embedding dimension of " + embed_dim + ", but got " + query.size(-1));
    }
  }

  /** [N, L, features]. */
  private Tensor batched(Tensor x, boolean isSingle) {
    return isSingle ? x.unsqueeze(0) : batch_first ? x : x.transpose(0, 1);
  }

  /**
   * Query, key and value of a sequence that looks at itself, by one product: [N, heads, L, head].
   */
  private List<Tensor> together(Tensor x) {
    int rows = x.size(0);
    int length = x.size(1);
    int head = embed_dim / num_heads;
    Tensor all =
        x.linear(requireParameter("in_proj_weight"), parameter("in_proj_bias"))
            .reshape(Shape.of(rows, length, 3, num_heads, head))
            .permute(2, 0, 3, 1, 4);
    return Arrangement.unbind(all, 0);
  }

  private List<Tensor> each(Tensor q, Tensor k, Tensor v) {
    return List.of(projected(q, 0), projected(k, 1), projected(v, 2));
  }

  private Tensor projected(Tensor x, int number) {
    Tensor weight =
        isTogether
            ? requireParameter("in_proj_weight").narrow(0, number * embed_dim, embed_dim)
            : requireParameter(PROJECTIONS.get(number));
    Tensor all = parameter("in_proj_bias");
    Tensor bias = all == null ? null : all.narrow(0, number * embed_dim, embed_dim);
    return x.linear(weight, bias)
        .reshape(Shape.of(x.size(0), x.size(1), num_heads, embed_dim / num_heads))
        .permute(0, 2, 1, 3);
  }

  /** Keys or values [N, heads, S, head] with those behind them that do not come from the input. */
  private Tensor extended(Tensor x, @Nullable Tensor learned) {
    Tensor all = x;
    int head = embed_dim / num_heads;
    Shape one = Shape.of(x.size(0), num_heads, 1, head);
    if (learned != null) {
      Tensor row = learned.reshape(Shape.of(1, num_heads, 1, head)).expand(one);
      all = Arrangement.cat(List.of(all, row), 2);
    }
    return add_zero_attn ? Arrangement.cat(List.of(all, Tensor.zeros(one)), 2) : all;
  }

  /** Numbers to be added to the scores [N, heads, L, S]; null for none. */
  private @Nullable Tensor mask(
      @Nullable Tensor attn_mask, @Nullable Tensor padding, int rows, int places, int keys) {
    Tensor of = null;
    if (attn_mask != null) {
      Shape flat = Shape.of(places, keys);
      Shape full = Shape.of(rows * num_heads, places, keys);
      if (!attn_mask.shape().equals(flat) && !attn_mask.shape().equals(full)) {
        throw new ShapeException(
            "The shape of the "
                + attn_mask.dim()
                + "D attn_mask is "
                + attn_mask.shape()
                + ", but should be "
                + (attn_mask.dim() == 2 ? flat : full)
                + ".");
      }
      of =
          added(attn_mask)
              .reshape(
                  attn_mask.dim() == 2
                      ? Shape.of(1, 1, places, keys)
                      : Shape.of(rows, num_heads, places, keys));
    }
    if (padding == null) {
      return of;
    }
    if (!padding.shape().equals(Shape.of(rows, keys))) {
      throw new ShapeException(
          "key_padding_mask has to have the shape "
              + Shape.of(rows, keys)
              + ", got "
              + padding.shape());
    }
    Tensor hidden = added(padding).reshape(Shape.of(rows, 1, 1, keys));
    return of == null ? hidden : of.add(hidden);
  }

  /** Where a mask of bools is true, nothing is looked at. */
  private static Tensor added(Tensor mask) {
    return mask.dtype() == DType.BOOL
        ? Tensor.where(mask, Tensor.scalar(Float.NEGATIVE_INFINITY), Tensor.scalar(0))
        : mask;
  }
}
