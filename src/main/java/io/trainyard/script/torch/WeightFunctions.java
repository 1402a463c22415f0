package io.trainyard.script.torch;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.LinearAlgebra;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Statistics;
import io.trainyard.tensor.Tensor;
import java.util.Map;

/** Functions of layers whose weights are given: linear, normalizing, embedding, attention. */
final class WeightFunctions {

  private WeightFunctions() {}

  static void addTo(LayerFunctions layers, Table table) {
    table.function(
        "linear(input, weight, bias=None) -> AddmmBackward0",
        a -> {
          Tensor x = a.tensor("input");
          Tensor weight = a.tensor("weight");
          if (x.size(-1) != weight.size(-1)) {
            int rows = x.shape().span(0, x.dim() - 1);
            throw new ShapeException(
                "mat1 and mat2 shapes cannot be multiplied ("
                    + rows
                    + "x"
                    + x.size(-1)
                    + " and "
                    + weight.size(-1)
                    + "x"
                    + weight.size(0)
                    + ")");
          }
          return a.named(
              GradNames.ofLayer("Linear", x.dim(), a.isGiven("bias")),
              x.linear(weight, a.optionalTensor("bias")),
              DType.FLOAT32);
        });
    table.function(
        "layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05)"
            + " -> NativeLayerNormBackward0",
        a -> {
          Tensor normal =
              layers
                  .made(
                      "LayerNorm",
                      Map.of(
                          "normalized_shape", a.get("normalized_shape"),
                          "eps", a.get("eps"),
                          "elementwise_affine", false),
                      a)
                  .forward(a.tensor("input"));
          Tensor scaled = a.isNone("weight") ? normal : normal.mul(a.tensor("weight"));
          return a.isNone("bias") ? scaled : scaled.add(a.tensor("bias"));
        });
    table.function(
        "embedding(input, weight, padding_idx=None)",
        a ->
            a.tensor("weight")
                .lookup(
                    a.tensor("input"),
                    a.isNone("padding_idx") ? null : (Integer) a.integer("padding_idx"),
                    false));
    table.function(
        "one_hot(tensor, num_classes=-1)",
        a -> {
          Tensor x = a.tensor("tensor");
          if (a.value("tensor").dtype() != DType.INT64) {
            throw a.error(
                ErrorKind.RUNTIME_ERROR,
                "one_hot is only applicable to index tensor of type LongTensor.");
          }
          int classes =
              a.integer("num_classes") < 0
                  ? (int) x.flatten(0, -1).amax(0, false).item() + 1
                  : a.integer("num_classes");
          return a.ints(x.oneHot(classes));
        });
    table.function(
        "normalize(input, p=2.0, dim=1, eps=1e-12, out=None) -> DivBackward0",
        a ->
            Statistics.normalize(
                a.tensor("input"), a.number("p"), a.integer("dim"), a.number("eps")));
    table.function(
        "scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0,"
            + " is_causal=False, scale=None)",
        a -> {
          if (a.number("dropout_p") != 0) {
            throw a.error(
                ErrorKind.UNSUPPORTED, "scaled_dot_product_attention: dropout_p has to be 0 here");
          }
          Tensor mask = a.optionalTensor("attn_mask");
          if (mask != null && a.value("attn_mask").dtype() == DType.BOOL) {
            mask = Tensor.where(mask, Tensor.scalar(0), Tensor.scalar(Float.NEGATIVE_INFINITY));
          }
          return a.named(
              a.tensor("query").dim() == 4
                  ? "ScaledDotProductFlashAttentionForCpuBackward0"
                  : "UnsafeViewBackward0",
              LinearAlgebra.attention(
                  a.tensor("query"),
                  a.tensor("key"),
                  a.tensor("value"),
                  mask,
                  a.bool("is_causal"),
                  a.optionalNumber("scale")),
              DType.FLOAT32);
        });
  }
}
