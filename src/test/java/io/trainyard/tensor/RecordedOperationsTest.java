package io.trainyard.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.FiniteDifferences;
import io.trainyard.Recorded;
import io.trainyard.SecondDerivatives;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Each operation and its gradients: against PyTorch, finite differences, and its own replay. */
class RecordedOperationsTest {

  /** An operation with recorded attributes on its inputs. */
  interface Op extends BiFunction<JsonNode, List<Tensor>, Tensor> {}

  private static final Map<String, Op> OPS =
      Map.ofEntries(
          unary("neg", Tensor::neg),
          unary("exp", Tensor::exp),
          unary("expm1", Tensor::expm1),
          unary("log", Tensor::log),
          unary("log1p", Tensor::log1p),
          unary("sqrt", Tensor::sqrt),
          unary("abs", Tensor::abs),
          unary("sign", Tensor::sign),
          unary("tanh", Tensor::tanh),
          unary("sigmoid", Tensor::sigmoid),
          unary("logsigmoid", Tensor::logSigmoid),
          unary("erf", Tensor::erf),
          unary("erfinv", Tensor::erfinv),
          unary("relu", Tensor::relu),
          unary("transpose", Tensor::t),
          binary("add", Tensor::add),
          binary("sub", Tensor::sub),
          binary("mul", Tensor::mul),
          binary("div", Tensor::div),
          binary("maximum", Tensor::maximum),
          binary("minimum", Tensor::minimum),
          binary("gt", Tensor::gt),
          binary("ge", Tensor::ge),
          binary("lt", Tensor::lt),
          binary("le", Tensor::le),
          binary("eq", Tensor::eq),
          op("pow", (with, in) -> in.getFirst().pow(with.get("exponent").asDouble())),
          op("clamp", (with, in) -> in.getFirst().clamp(bound(with, "min"), bound(with, "max"))),
          op("where", (with, in) -> Tensor.where(in.get(0), in.get(1), in.get(2))),
          op("sum", (with, in) -> reduce(with, in.getFirst(), Tensor::sum, Tensor::sum)),
          op("mean", (with, in) -> reduce(with, in.getFirst(), Tensor::mean, Tensor::mean)),
          op(
              "amax",
              (with, in) ->
                  reduce(with, in.getFirst(), x -> x.flatten(0, -1).amax(0, false), Tensor::amax)),
          op("matmul", RecordedOperationsTest::matmul),
          op("reshape", (with, in) -> in.getFirst().reshape(target(with, in.getFirst()))),
          op("expand", (with, in) -> in.getFirst().expand(Recorded.shape(with.get("shape")))),
          op("rows", (with, in) -> in.get(0).indexSelect(rows(in.get(1)))),
          op("softmax", (with, in) -> in.getFirst().softmax(with.get("dim").asInt())),
          op("log_softmax", (with, in) -> in.getFirst().logSoftmax(with.get("dim").asInt())));

  /** A reduction of one dimension. */
  private interface AlongDim {
    Tensor reduce(Tensor input, int dim, boolean keepdim);
  }

  private static Map.Entry<String, Op> op(String name, Op op) {
    return Map.entry(name, op);
  }

  private static Map.Entry<String, Op> unary(String name, UnaryOperator<Tensor> op) {
    return op(name, (with, in) -> op.apply(in.getFirst()));
  }

  private static Map.Entry<String, Op> binary(String name, BinaryOperator<Tensor> op) {
    return op(name, (with, in) -> op.apply(in.get(0), in.get(1)));
  }

  private static Double bound(JsonNode with, String name) {
    return with.get(name).isNull() ? null : with.get(name).asDouble();
  }

  private static Tensor reduce(
      JsonNode with, Tensor input, UnaryOperator<Tensor> all, AlongDim along) {
    return with.has("dim")
        ? along.reduce(input, with.get("dim").asInt(), with.get("keepdim").asBoolean())
        : all.apply(input);
  }

  private static Tensor matmul(JsonNode with, List<Tensor> in) {
    return switch (with.has("transposed") ? with.get("transposed").asString() : "") {
      case "left" -> in.get(0).t().matmul(in.get(1));
      case "right" -> in.get(0).matmul(in.get(1).t());
      default -> in.get(0).matmul(in.get(1));
    };
  }

  /** The recorded shape, whose -1 stands for whatever is left. */
  private static Shape target(JsonNode with, Tensor input) {
    int[] dims = new int[with.get("shape").size()];
    int known = 1;
    for (int i = 0; i < dims.length; i++) {
      dims[i] = with.get("shape").get(i).asInt();
      known *= Math.abs(dims[i]);
    }
    for (int i = 0; i < dims.length; i++) {
      dims[i] = dims[i] == -1 ? (int) input.numel() / known : dims[i];
    }
    return Shape.of(dims);
  }

  private static int[] rows(Tensor numbers) {
    int[] rows = new int[(int) numbers.numel()];
    float[] values = numbers.toArray();
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (int) values[i];
    }
    return rows;
  }

  static Tensor apply(JsonNode recorded, List<Tensor> inputs) {
    String op = recorded.get("op").asString();
    return OPS.getOrDefault(op, RecordedFunctions.OPS.get(op))
        .apply(recorded.get("attributes"), inputs);
  }

  static List<Tensor> inputs(JsonNode recorded) {
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < recorded.get("inputs").size(); i++) {
      Tensor input = Recorded.tensor(recorded.get("inputs").get(i));
      input.requiresGrad(hasGradient(recorded, i));
      inputs.add(input);
    }
    return inputs;
  }

  private static List<Tensor> replaced(JsonNode recorded, int input, Tensor value) {
    List<Tensor> inputs = inputs(recorded);
    inputs.set(input, value);
    return inputs;
  }

  private static boolean hasGradient(JsonNode recorded, int input) {
    return recorded.has("gradients") && !recorded.get("gradients").get(input).isNull();
  }

  private static Stream<DynamicTest> tests(Recorded.Check check) {
    return Stream.of("operations", "functions")
        .flatMap(file -> Recorded.tests(file, "operations", check));
  }

  @TestFactory
  Stream<DynamicTest> valuesAndGradientsAreThoseOfPyTorch() {
    return tests(recorded -> {
      List<Tensor> inputs = inputs(recorded);
      Tensor output = apply(recorded, inputs);
      Recorded.assertSame("the output", output, recorded.get("output"));
      if (recorded.has("upstream")) {
        output.backward(Recorded.tensor(recorded.get("upstream")), false);
        for (int i = 0; i < inputs.size(); i++) {
          if (hasGradient(recorded, i)) {
            Recorded.assertSame(
                "gradient " + i, inputs.get(i).grad(), recorded.get("gradients").get(i));
          }
        }
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreThoseOfFiniteDifferences() {
    return tests(recorded -> {
      if (!recorded.has("upstream")) {
        return;
      }
      Tensor upstream = Recorded.tensor(recorded.get("upstream"));
      List<Tensor> inputs = inputs(recorded);
      apply(recorded, inputs).backward(upstream, false);
      for (int i = 0; i < inputs.size(); i++) {
        if (hasGradient(recorded, i)) {
          int moved = i;
          FiniteDifferences.assertGradient(
              "input " + i,
              value -> apply(recorded, replaced(recorded, moved, value)),
              inputs.get(i).detach(),
              upstream,
              inputs.get(i).grad());
        }
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfGradientsAreThoseOfFiniteDifferencesAndPyTorch() {
    return tests(recorded -> {
      if (recorded.has("upstream")) {
        SecondDerivatives.assertSecond(
            recorded, values -> pass(recorded, values), leaves(inputs(recorded)));
      }
    });
  }

  private static SecondDerivatives.Pass pass(JsonNode recorded, List<Tensor> values) {
    List<Tensor> inputs = inputs(recorded);
    int next = 0;
    for (int i = 0; i < inputs.size(); i++) {
      if (hasGradient(recorded, i)) {
        inputs.set(i, values.get(next++).detach().requiresGrad(true));
      }
    }
    return new SecondDerivatives.Pass(apply(recorded, inputs), leaves(inputs));
  }

  private static List<Tensor> leaves(List<Tensor> inputs) {
    return inputs.stream().filter(Tensor::requiresGrad).toList();
  }

  @TestFactory
  Stream<DynamicTest> aReplayGivesTheSameBits() {
    return tests(recorded -> {
      for (int wanted = -1; wanted < recorded.get("inputs").size(); wanted++) {
        if (wanted == -1 || hasGradient(recorded, wanted)) {
          int which = wanted;
          float[] eager = step(recorded, inputs(recorded), which).toArray();
          List<Tensor> inputs = inputs(recorded);
          Program program = Program.record(() -> step(recorded, inputs, which));
          for (int run = 0; run < 2; run++) {
            program.run();
            assertThat(program.output().toArray()).isEqualTo(eager);
          }
        }
      }
    });
  }

  /** The output, for -1, or the gradient of an input. */
  private static Tensor step(JsonNode recorded, List<Tensor> inputs, int wanted) {
    Tensor output = apply(recorded, inputs);
    if (wanted == -1) {
      return output;
    }
    output.backward(Recorded.tensor(recorded.get("upstream")), false);
    return inputs.get(wanted).grad();
  }
}
