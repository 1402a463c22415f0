package io.trainyard.tensor;

import io.trainyard.Recorded;
import io.trainyard.tensor.RecordedOperationsTest.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The operations of {@code recorded/functions.json} by their names there. */
final class RecordedFunctions {

  static final Map<String, Op> OPS =
      Map.ofEntries(
          op("sin", (with, in) -> in.getFirst().sin()),
          op("cos", (with, in) -> in.getFirst().cos()),
          op("tan", (with, in) -> in.getFirst().tan()),
          op("asin", (with, in) -> in.getFirst().asin()),
          op("acos", (with, in) -> in.getFirst().acos()),
          op("atan", (with, in) -> in.getFirst().atan()),
          op("sinh", (with, in) -> in.getFirst().sinh()),
          op("cosh", (with, in) -> in.getFirst().cosh()),
          op("floor", (with, in) -> in.getFirst().floor()),
          op("ceil", (with, in) -> in.getFirst().ceil()),
          op("round", (with, in) -> in.getFirst().round()),
          op("trunc", (with, in) -> in.getFirst().trunc()),
          op("square", (with, in) -> in.getFirst().square()),
          op("reciprocal", (with, in) -> in.getFirst().reciprocal()),
          op("rsqrt", (with, in) -> in.getFirst().rsqrt()),
          op("isnan", (with, in) -> in.getFirst().isnan()),
          op("isfinite", (with, in) -> in.getFirst().isfinite()),
          op("logical_not", (with, in) -> in.getFirst().logicalNot()),
          op("remainder", (with, in) -> in.get(0).remainder(in.get(1))),
          op("fmod", (with, in) -> in.get(0).fmod(in.get(1))),
          op("floor_divide", (with, in) -> in.get(0).floorDivide(in.get(1))),
          op("pow_tensor", (with, in) -> in.get(0).pow(in.get(1))),
          op("atan2", (with, in) -> in.get(0).atan2(in.get(1))),
          op("lerp", (with, in) -> in.get(0).lerp(in.get(1), in.get(2))),
          op("addcmul", (with, in) -> in.get(0).addcmul(in.get(1), in.get(2), value(with))),
          op("addcdiv", (with, in) -> in.get(0).addcdiv(in.get(1), in.get(2), value(with))),
          op("ne", (with, in) -> in.get(0).ne(in.get(1))),
          op("cat", (with, in) -> Arrangement.cat(in, dim(with))),
          op("stack", (with, in) -> Arrangement.stack(in, dim(with))),
          op(
              "chunk",
              (with, in) ->
                  Arrangement.chunk(in.getFirst(), integer(with, "chunks"), dim(with))
                      .get(integer(with, "part"))),
          op(
              "split",
              (with, in) ->
                  Arrangement.split(in.getFirst(), integer(with, "size"), dim(with))
                      .get(integer(with, "part"))),
          op(
              "unbind",
              (with, in) ->
                  Arrangement.unbind(in.getFirst(), dim(with)).get(integer(with, "part"))),
          op("permute", (with, in) -> in.getFirst().permute(integers(with, "dims"))),
          op(
              "movedim",
              (with, in) ->
                  Arrangement.movedim(
                      in.getFirst(), integers(with, "source"), integers(with, "destination"))),
          op("flip", (with, in) -> in.getFirst().flip(integers(with, "dims"))),
          op(
              "roll",
              (with, in) -> Arrangement.roll(in.getFirst(), integer(with, "shift"), dim(with))),
          op("unsqueeze", (with, in) -> in.getFirst().unsqueeze(dim(with))),
          op("squeeze", (with, in) -> in.getFirst().squeeze(dim(with))),
          op("repeat", (with, in) -> Arrangement.repeat(in.getFirst(), integers(with, "times"))),
          op("tile", (with, in) -> Arrangement.tile(in.getFirst(), integers(with, "times"))),
          op(
              "repeat_interleave",
              (with, in) ->
                  Arrangement.repeatInterleave(in.getFirst(), integer(with, "times"), dim(with))),
          op("tril", (with, in) -> Arrangement.tril(in.getFirst(), integer(with, "diagonal"))),
          op("triu", (with, in) -> Arrangement.triu(in.getFirst(), integer(with, "diagonal"))),
          op("cumsum", (with, in) -> in.getFirst().cumsum(dim(with))),
          op("cumprod", (with, in) -> in.getFirst().cumprod(dim(with))),
          op("prod", (with, in) -> in.getFirst().prod(dim(with), keepdim(with))),
          op("max_dim", RecordedFunctions::max),
          op("argmax", (with, in) -> in.getFirst().argmax(dim(with), keepdim(with))),
          op("argsort", (with, in) -> in.getFirst().argsort(dim(with), descending(with))),
          op(
              "sort",
              (with, in) ->
                  in.getFirst()
                      .gather(dim(with), in.getFirst().argsort(dim(with), descending(with)))),
          op("var", (with, in) -> var(with, in.getFirst())),
          op("std", (with, in) -> var(with, in.getFirst()).sqrt()),
          op(
              "logsumexp",
              (with, in) ->
                  Statistics.logsumexp(in.getFirst(), integers(with, "dims"), keepdim(with))),
          op(
              "norm",
              (with, in) ->
                  Statistics.norm(
                      in.getFirst(),
                      Recorded.number(with.get("order")),
                      integers(with, "dims"),
                      keepdim(with))),
          op(
              "cosine_similarity",
              (with, in) -> Statistics.cosineSimilarity(in.get(0), in.get(1), dim(with), 1e-8)),
          op(
              "normalize",
              (with, in) ->
                  Statistics.normalize(in.getFirst(), with.get("p").asDouble(), dim(with), 1e-12)),
          op(
              "cdist",
              (with, in) -> Statistics.cdist(in.get(0), in.get(1), Recorded.number(with.get("p")))),
          op(
              "pairwise_distance",
              (with, in) ->
                  Statistics.pairwiseDistance(
                      in.get(0), in.get(1), with.get("p").asDouble(), 1e-6, keepdim(with))),
          op("bmm", (with, in) -> LinearAlgebra.bmm(in.get(0), in.get(1))),
          op("dot", (with, in) -> LinearAlgebra.dot(in.get(0), in.get(1))),
          op("outer", (with, in) -> LinearAlgebra.outer(in.get(0), in.get(1))),
          op("trace", (with, in) -> LinearAlgebra.trace(in.getFirst())),
          op(
              "diagonal",
              (with, in) ->
                  Arrangement.diagonal(
                      in.getFirst(),
                      integer(with, "offset"),
                      integer(with, "dim1"),
                      integer(with, "dim2"))),
          op(
              "diag_embed",
              (with, in) -> Arrangement.diagEmbed(in.getFirst(), integer(with, "offset"))),
          op("einsum", (with, in) -> Einsum.einsum(with.get("equation").asString(), in)),
          op(
              "slice",
              (with, in) ->
                  in.getFirst()
                      .slice(
                          dim(with),
                          integer(with, "start"),
                          integer(with, "end"),
                          integer(with, "step"))),
          op("index", RecordedFunctions::index),
          op("index_select", (with, in) -> Picking.indexSelect(in.get(0), dim(with), in.get(1))),
          op("gather", (with, in) -> Picking.gather(in.get(0), dim(with), in.get(1))),
          op(
              "scatter_add",
              (with, in) -> Picking.scatterAdd(in.get(0), dim(with), in.get(1), in.get(2))),
          op("scatter", (with, in) -> Picking.scatter(in.get(0), dim(with), in.get(1), in.get(2))),
          op(
              "masked_fill",
              (with, in) ->
                  in.get(0)
                      .maskedFill(in.get(1), Tensor.scalar((float) with.get("value").asDouble()))),
          op(
              "pad",
              (with, in) ->
                  Arrangement.pad(
                      in.getFirst(),
                      dim(with),
                      integer(with, "before"),
                      integer(with, "after"),
                      with.get("value").asDouble())),
          op(
              "pad_mode",
              (with, in) ->
                  Arrangement.pad(
                      in.getFirst(),
                      dim(with),
                      integer(with, "before"),
                      integer(with, "after"),
                      PaddingMode.valueOf(with.get("mode").asString().toUpperCase(Locale.ROOT)))),
          op(
              "attention",
              (with, in) ->
                  LinearAlgebra.attention(
                      in.get(0),
                      in.get(1),
                      in.get(2),
                      in.size() > 3 ? in.get(3) : null,
                      with.get("is_causal").asBoolean(),
                      null)));

  private RecordedFunctions() {}

  private static Map.Entry<String, Op> op(String name, Op op) {
    return Map.entry(name, op);
  }

  private static int integer(JsonNode with, String name) {
    return with.get(name).asInt();
  }

  private static Tensor value(JsonNode with) {
    return Tensor.scalar((float) with.get("value").asDouble());
  }

  private static int dim(JsonNode with) {
    return integer(with, "dim");
  }

  private static int[] integers(JsonNode with, String name) {
    return StreamSupport.stream(with.get(name).spliterator(), false)
        .mapToInt(JsonNode::asInt)
        .toArray();
  }

  private static boolean keepdim(JsonNode with) {
    return with.get("keepdim").asBoolean();
  }

  private static boolean descending(JsonNode with) {
    return with.get("descending").asBoolean();
  }

  private static Tensor max(JsonNode with, List<Tensor> in) {
    Tensor x = in.getFirst();
    Tensor largest = x.gather(dim(with), x.argmax(dim(with), true));
    return keepdim(with) ? largest : largest.reshape(x.shape().without(dim(with)));
  }

  private static Tensor var(JsonNode with, Tensor x) {
    return Statistics.var(
        x, integers(with, "dims"), with.get("correction").asDouble(), keepdim(with));
  }

  private static Tensor index(JsonNode with, List<Tensor> in) {
    List<Tensor> numbers = new ArrayList<>();
    int next = 1;
    for (JsonNode isGiven : with.get("which")) {
      numbers.add(isGiven.asBoolean() ? in.get(next++) : null);
    }
    return Picking.index(in.getFirst(), numbers);
  }
}
