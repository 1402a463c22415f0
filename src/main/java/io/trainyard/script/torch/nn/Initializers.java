package io.trainyard.script.torch.nn;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.LinearAlgebra;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code torch.nn.init}: initial values that a text chooses itself.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.init.html">torch.nn.init</a>
 */
final class Initializers {

  /** With less of a distribution inside, drawing again takes too long. */
  private static final double FEW_INSIDE = 0.3;

  private Initializers() {}

  static Map<String, Object> functions() {
    Map<String, Object> functions = new LinkedHashMap<>();
    add(functions, "uniform_", Initializers::uniform, "tensor", "a?", "b?", "generator?");
    add(functions, "normal_", Initializers::normal, "tensor", "mean?", "std?", "generator?");
    add(
        functions,
        "trunc_normal_",
        Initializers::truncated,
        "tensor",
        "mean?",
        "std?",
        "a?",
        "b?",
        "generator?");
    add(functions, "constant_", a -> filled(a, a.number("val", 0)), "tensor", "val");
    add(functions, "ones_", a -> filled(a, 1), "tensor");
    add(functions, "zeros_", a -> filled(a, 0), "tensor");
    add(functions, "eye_", Initializers::eye, "tensor");
    add(functions, "xavier_uniform_", a -> xavier(a, true), "tensor", "gain?", "generator?");
    add(functions, "xavier_normal_", a -> xavier(a, false), "tensor", "gain?", "generator?");
    String[] kaiming = {"tensor", "a?", "mode?", "nonlinearity?", "generator?"};
    add(functions, "kaiming_uniform_", a -> kaiming(a, true), kaiming);
    add(functions, "kaiming_normal_", a -> kaiming(a, false), kaiming);
    add(functions, "orthogonal_", Initializers::orthogonal, "tensor", "gain?", "generator?");
    functions.put(
        "calculate_gain",
        new NativeFunction(
            "calculate_gain",
            call -> {
              var a = new Arguments(call, "calculate_gain", "nonlinearity", "param?");
              return gain(a.text("nonlinearity"), a.number("param", 0.01), call);
            }));
    return functions;
  }

  private static void add(
      Map<String, Object> functions,
      String name,
      Function<Arguments, Tensor> values,
      String... names) {
    functions.put(
        name,
        new NativeFunction(
            name,
            call -> {
              var arguments = new Arguments(call, name, names);
              TensorValue target = arguments.tensor("tensor");
              Tensors.guarded(
                  call.position(),
                  call.session(),
                  () ->
                      Tensor.noGrad(() -> {
                        target.tensor().assign(values.apply(arguments));
                        return target;
                      }));
              return target;
            }));
  }

  private static Generator generator(Arguments a) {
    return Tensors.generator(a.optional("generator"), a.call().session());
  }

  private static Shape shape(Arguments a) {
    return a.tensor("tensor").tensor().shape();
  }

  private static Tensor filled(Arguments a, double value) {
    return Tensor.full(shape(a), (float) value);
  }

  private static Tensor uniform(Arguments a) {
    return Tensor.uniform(shape(a), a.number("a", 0), a.number("b", 1), generator(a));
  }

  private static Tensor normal(Arguments a) {
    return standard(a).mul(a.number("std", 1)).add(a.number("mean", 0));
  }

  private static Tensor standard(Arguments a) {
    return Tensor.normal(shape(a), generator(a));
  }

  /**
   * Normal numbers, drawn again while any lie outside; where few would lie inside, even numbers
   * between the parts of the distribution that are outside, turned back.
   */
  private static Tensor truncated(Arguments a) {
    double mean = a.number("mean", 0);
    double std = a.number("std", 1);
    double low = a.number("a", -2);
    double high = a.number("b", 2);
    double below = below((low - mean) / std);
    double above = below((high - mean) / std);
    return above - below > FEW_INSIDE
        ? redrawn(a, Tensor.scalar((float) low), Tensor.scalar((float) high))
        : Tensor.uniform(shape(a), 2 * below - 1, 2 * above - 1, generator(a))
            .erfinv()
            .mul(std * Math.sqrt(2))
            .add(mean)
            .clamp(low, high);
  }

  private static Tensor redrawn(Arguments a, Tensor low, Tensor high) {
    Tensor values = normal(a);
    Tensor outside = values.lt(low).or(values.gt(high));
    while (outside.to(DType.FLOAT32).sum().item() != 0) {
      a.call().session().step(a.call().position());
      values = Tensor.where(outside, normal(a), values);
      outside = values.lt(low).or(values.gt(high));
    }
    return values;
  }

  /** How much of the normal distribution lies below. */
  private static double below(double x) {
    return (1 + Tensor.scalar((float) (x / Math.sqrt(2))).erf().item()) / 2.0;
  }

  private static Tensor eye(Arguments a) {
    Shape shape = matrix(a);
    return LinearAlgebra.eye(shape.size(0), shape.size(1));
  }

  private static Shape matrix(Arguments a) {
    Shape shape = shape(a);
    if (shape.rank() != 2) {
      throw a.call().error(ErrorKind.VALUE_ERROR, "Only tensors with 2 dimensions are supported");
    }
    return shape;
  }

  /** How many inputs and outputs a weight joins. */
  private static double[] fans(Arguments a) {
    Shape shape = shape(a);
    if (shape.rank() < 2) {
      throw a.call()
          .error(
              ErrorKind.VALUE_ERROR,
              "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
    }
    double field = shape.span(2, shape.rank());
    return new double[] {shape.size(1) * field, shape.size(0) * field};
  }

  private static Tensor spread(Arguments a, boolean even, double std) {
    double bound = Math.sqrt(3) * std;
    return even ? Tensor.uniform(shape(a), -bound, bound, generator(a)) : standard(a).mul(std);
  }

  private static Tensor xavier(Arguments a, boolean even) {
    double[] fans = fans(a);
    return spread(a, even, a.number("gain", 1) * Math.sqrt(2 / (fans[0] + fans[1])));
  }

  private static Tensor kaiming(Arguments a, boolean even) {
    double[] fans = fans(a);
    String mode = a.has("mode") ? a.text("mode") : "fan_in";
    if (!mode.equals("fan_in") && !mode.equals("fan_out")) {
      throw a.call()
          .error(
              ErrorKind.VALUE_ERROR,
              "Mode " + mode + " not supported, please use one of fan_in, fan_out");
    }
    String bend = a.has("nonlinearity") ? a.text("nonlinearity") : "leaky_relu";
    double fan = mode.equals("fan_in") ? fans[0] : fans[1];
    return spread(a, even, gain(bend, a.number("a", 0), a.call()) / Math.sqrt(fan));
  }

  private static double gain(String nonlinearity, double slope, Call call) {
    return switch (nonlinearity) {
      case "linear", "conv1d", "conv2d", "conv3d", "sigmoid" -> 1;
      case "tanh" -> 5.0 / 3;
      case "relu" -> Math.sqrt(2);
      case "leaky_relu" -> Math.sqrt(2 / (1 + slope * slope));
      case "selu" -> 0.75;
      default ->
          throw call.error(ErrorKind.VALUE_ERROR, "Unsupported nonlinearity " + nonlinearity);
    };
  }

  /** Rows, or columns where there are fewer, that stand upright on each other (Gram, Schmidt). */
  private static Tensor orthogonal(Arguments a) {
    Shape shape = shape(a);
    fans(a);
    int rows = shape.size(0);
    int columns = shape.span(1, shape.rank());
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    Tensor drawn = Tensor.normal(Shape.of(rows, columns), generator(a));
    drawn = rows > columns ? drawn.t() : drawn;
    Tensor done = Tensor.zeros(Shape.of(count, length));
    for (int i = 0; i < count; i++) {
      a.call().session().step(a.call().position());
      Tensor row = drawn.narrow(0, i, 1).t();
      for (int again = 0; again < 2; again++) {
        row = row.sub(done.t().matmul(done.matmul(row)));
      }
      Tensor unit = row.div(row.pow(2).sum().sqrt());
      Tensor place = Arrangement.range(count).eq(Tensor.scalar(i)).reshape(Shape.of(count, 1));
      done = done.add(place.matmul(unit.t()));
    }
    Tensor turned = rows > columns ? done.t() : done;
    return turned.reshape(shape).mul(a.number("gain", 1));
  }
}
