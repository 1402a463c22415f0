package io.trainyard.script.torch;

import io.trainyard.nn.linear.Bilinear;
import io.trainyard.nn.linear.Linear;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.LinearAlgebra;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;

/** Functions of layers whose weights are given: linear, embedding, attention. */
final class WeightFunctions {

  private WeightFunctions() {}

  static void addTo(Table table) {
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
              Linear.gradFn(x.dim(), a.optionalTensor("bias")),
              x.linear(weight, a.optionalTensor("bias")),
              DType.FLOAT32);
        });
    table.function(
        "bilinear(input1, input2, weight, bias=None)",
        a -> {
          Tensor first = a.tensor("input1");
          Tensor second = a.tensor("input2");
          Tensor weight = a.tensor("weight");
          if (weight.dim() != 3
              || first.dim() == 0
              || second.dim() == 0
              || first.size(-1) != weight.size(1)
              || second.size(-1) != weight.size(2)
              || !first.shape().with(-1, 1).equals(second.shape().with(-1, 1))) {
            throw new ShapeException(
                "bilinear expects inputs of shapes [*, in1] and [*, in2] and a weight"
                    + " [out, in1, in2], got %s, %s and %s"
                        .formatted(first.shape(), second.shape(), weight.shape()));
          }
          return Bilinear.of(first, second, weight, a.optionalTensor("bias"));
        });
    table.function(
        "embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0,"
            + " scale_grad_by_freq=False, sparse=False)",
        a -> {
          if (a.isGiven("max_norm")) {
            throw a.error(
                ErrorKind.UNSUPPORTED, "embedding(): max_norm would change the weight given");
          }
          return a.tensor("weight")
              .lookup(
                  a.tensor("input"),
                  a.isNone("padding_idx") ? null : (Integer) a.integer("padding_idx"),
                  a.bool("scale_grad_by_freq"));
        });
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
