package io.trainyard.script.torch;

import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Tensor;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of each element. */
final class ElementFunctions {

  private ElementFunctions() {}

  static void addTo(Table table) {
    addCurves(table);
    addSteps(table);
    addArithmetic(table);
    addComparisons(table);
    addChoices(table);
  }

  /** Functions that make floats of everything. */
  private static void floats(Table table, String name, UnaryOperator<Tensor> function) {
    table.both(name + "(input)", a -> function.apply(a.tensor("input")));
  }

  private static void addCurves(Table table) {
    floats(table, "exp", Tensor::exp);
    floats(table, "expm1", Tensor::expm1);
    floats(table, "log", Tensor::log);
    table.both("log1p(input) -> Log1PBackward0", a -> a.tensor("input").log1p());
    floats(table, "log2", x -> x.log().mul(1 / Math.log(2)));
    floats(table, "log10", x -> x.log().mul(1 / Math.log(10)));
    floats(table, "exp2", x -> x.mul(Math.log(2)).exp());
    floats(table, "sqrt", Tensor::sqrt);
    floats(table, "rsqrt", Tensor::rsqrt);
    floats(table, "reciprocal", Tensor::reciprocal);
    floats(table, "sin", Tensor::sin);
    floats(table, "cos", Tensor::cos);
    floats(table, "tan", Tensor::tan);
    floats(table, "asin", Tensor::asin);
    floats(table, "acos", Tensor::acos);
    floats(table, "atan", Tensor::atan);
    floats(table, "sinh", Tensor::sinh);
    floats(table, "cosh", Tensor::cosh);
    floats(table, "tanh", Tensor::tanh);
    floats(table, "sigmoid", Tensor::sigmoid);
    floats(table, "erf", Tensor::erf);
    floats(table, "erfinv", Tensor::erfinv);
    floats(table, "erfc", x -> x.erf().neg().add(1));
    floats(table, "logit", x -> x.log().sub(x.neg().log1p()));
    floats(table, "deg2rad", x -> x.mul(Math.PI / 180));
    floats(table, "rad2deg", x -> x.mul(180 / Math.PI));
    table.alias("asin", "arcsin").alias("acos", "arccos").alias("atan", "arctan");
  }

  /** Functions that leave integers as they are. */
  private static void kept(Table table, String name, UnaryOperator<Tensor> function) {
    table.both(name + "(input)", a -> a.like("input", function.apply(a.tensor("input"))));
  }

  private static void addSteps(Table table) {
    kept(table, "abs", Tensor::abs);
    table.alias("abs", "absolute");
    kept(table, "neg", Tensor::neg);
    table.alias("neg", "negative");
    kept(table, "sign", Tensor::sign);
    kept(table, "relu", Tensor::relu);
    kept(table, "floor", Tensor::floor);
    kept(table, "ceil", Tensor::ceil);
    kept(table, "trunc", Tensor::trunc);
    table.alias("trunc", "fix");
    kept(table, "frac", x -> x.sub(x.trunc()));
    table.both("square(input) -> PowBackward0", a -> a.like("input", a.tensor("input").square()));
    table.both(
        "round(input, *, decimals=0)",
        a -> {
          double factor = Math.pow(10, a.integer("decimals"));
          Tensor x = a.tensor("input");
          return a.like("input", factor == 1 ? x.round() : x.mul(factor).round().div(factor));
        });
    table.both(
        "nan_to_num(input, nan=0.0, posinf=None, neginf=None)",
        a -> {
          Tensor x = a.tensor("input");
          Tensor result = x.maskedFill(x.isnan(), Tensor.scalar((float) a.number("nan")));
          result = replaced(result, Float.POSITIVE_INFINITY, a.optionalNumber("posinf"));
          return replaced(result, Float.NEGATIVE_INFINITY, a.optionalNumber("neginf"));
        });
  }

  private static Tensor replaced(Tensor x, float infinity, @Nullable Double value) {
    float other = value == null ? Math.copySign(Float.MAX_VALUE, infinity) : value.floatValue();
    return x.maskedFill(x.eq(Tensor.scalar(infinity)), Tensor.scalar(other));
  }

  private static void addArithmetic(Table table) {
    table.both("add(input, other, *, alpha=1)", a -> Operators.add(a.get("input"), scaled(a)));
    table.both("sub(input, other, *, alpha=1)", a -> Operators.sub(a.get("input"), scaled(a)));
    table.both("mul(input, other)", a -> Operators.mul(a.operand("input"), a.get("other")));
    table.both(
        "div(input, other, *, rounding_mode=None)",
        a -> {
          Object x = a.operand("input");
          Object y = a.get("other");
          if (a.isNone("rounding_mode")) {
            return Operators.div(x, y);
          }
          return switch (a.text("rounding_mode")) {
            case "floor" -> Operators.floorDivide(x, y);
            case "trunc" -> {
              DType dtype = Scalars.dtype(x).promote(Scalars.dtype(y));
              Tensor quotient =
                  dtype.isFloatingPoint()
                      ? Operators.div(x, y).tensor().trunc()
                      : Scalars.tensor(x, dtype).truncDivide(Scalars.tensor(y, dtype));
              yield a.named("DivBackward1", quotient, dtype);
            }
            default ->
                throw new IllegalStateException(
                    "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '"
                        + a.text("rounding_mode")
                        + "'");
          };
        });
    table.alias("sub", "subtract").alias("mul", "multiply").alias("div", "divide", "true_divide");
    table.both(
        "floor_divide(input, other)",
        a -> Operators.floorDivide(a.operand("input"), a.get("other")));
    table.both(
        "remainder(input, other)", a -> Operators.remainder(a.operand("input"), a.get("other")));
    table.both(
        "fmod(input, other)",
        a ->
            a.made(
                a.operand("input").tensor().fmod(a.operand("other").tensor()),
                a.operand("input").dtype().promote(a.operand("other").dtype())));
    table.both("pow(input, exponent)", a -> Operators.pow(a.get("input"), a.get("exponent")));
    table.both(
        "atan2(input, other)", a -> a.operand("input").tensor().atan2(a.operand("other").tensor()));
    table.both(
        "hypot(input, other)",
        a -> a.tensor("input").square().add(a.tensor("other").square()).sqrt());
    table.both(
        "logaddexp(input, other)",
        a -> {
          Tensor x = a.tensor("input");
          Tensor y = a.tensor("other");
          return x.maximum(y).add(x.sub(y).abs().neg().exp().log1p());
        });
    table.both(
        "xlogy(input, other)", a -> a.operand("input").tensor().xlogy(a.operand("other").tensor()));
    table.both(
        "lerp(input, end, weight) -> LerpBackward0",
        a -> a.tensor("input").lerp(a.tensor("end"), a.operand("weight").tensor()));
    table.both(
        "addcmul(input, tensor1, tensor2, *, value=1)",
        a ->
            a.tensor("input")
                .addcmul(
                    a.tensor("tensor1"),
                    a.tensor("tensor2"),
                    Tensor.scalar((float) a.number("value"))));
    table.both(
        "addcdiv(input, tensor1, tensor2, *, value=1)",
        a ->
            a.tensor("input")
                .addcdiv(
                    a.tensor("tensor1"),
                    a.tensor("tensor2"),
                    Tensor.scalar((float) a.number("value"))));
  }

  private static Object scaled(Arguments a) {
    Object other = a.get("other") instanceof TensorValue ? a.get("other") : a.operand("other");
    if (a.get("alpha") instanceof Long alpha && alpha == 1) {
      return a.get("other");
    }
    return Operators.mul(other, a.get("alpha"));
  }

  private static void addComparisons(Table table) {
    compare(table, "eq", "==");
    compare(table, "ne", "!=", "not_equal");
    compare(table, "lt", "<", "less");
    compare(table, "le", "<=", "less_equal");
    compare(table, "gt", ">", "greater");
    compare(table, "ge", ">=", "greater_equal");
    table.both("isnan(input)", a -> a.bools(a.tensor("input").isnan()));
    table.both("isfinite(input)", a -> a.bools(a.tensor("input").isfinite()));
    table.both(
        "isinf(input)",
        a -> a.bools(a.tensor("input").abs().eq(Tensor.scalar(Float.POSITIVE_INFINITY))));
    table.both("logical_not(input)", a -> a.bools(a.tensor("input").logicalNot()));
    logical(table, "logical_and", Tensor::mul);
    logical(table, "logical_or", Tensor::maximum);
    logical(table, "logical_xor", Tensor::ne);
    table.both(
        "bitwise_and(input, other)", a -> Operators.bits("&", a.get("input"), a.get("other")));
    table.both(
        "bitwise_or(input, other)", a -> Operators.bits("|", a.get("input"), a.get("other")));
    table.both(
        "bitwise_xor(input, other)", a -> Operators.bits("^", a.get("input"), a.get("other")));
    table.both(
        "bitwise_not(input)", a -> Operators.unary("~", a.value("input"), a.call().position()));
    table.both(
        "bitwise_left_shift(input, other)",
        a -> Operators.bits("<<", a.get("input"), a.get("other")));
    table.both(
        "bitwise_right_shift(input, other)",
        a -> Operators.bits(">>", a.get("input"), a.get("other")));
    table.both(
        "isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)", a -> a.bools(close(a)));
    table.both(
        "allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)",
        a -> close(a).logicalNot().sum().item() == 0);
    table.both(
        "equal(input, other)",
        a ->
            a.tensor("input").shape().equals(a.tensor("other").shape())
                && a.tensor("input").ne(a.tensor("other")).sum().item() == 0);
  }

  private static Tensor close(Arguments a) {
    Tensor x = a.tensor("input");
    Tensor y = a.tensor("other");
    Tensor allowed = y.abs().mul(a.number("rtol")).add(a.number("atol"));
    Tensor close = x.eq(y).maximum(x.sub(y).abs().le(allowed).mul(x.sub(y).isfinite()));
    return a.bool("equal_nan") ? close.maximum(x.isnan().mul(y.isnan())) : close;
  }

  private static void compare(Table table, String name, String operator, String... aliases) {
    table.both(
        name + "(input, other)",
        a -> Operators.compare(operator, a.operand("input"), a.operand("other")));
    table.alias(name, aliases);
  }

  private static void logical(Table table, String name, BinaryOperator<Tensor> function) {
    table.both(
        name + "(input, other)",
        a ->
            a.bools(
                function.apply(
                    Operators.truth(a.tensor("input")), Operators.truth(a.tensor("other")))));
  }

  private static void addChoices(Table table) {
    table.both("clamp(input, min=None, max=None)", ElementFunctions::clamp);
    table.both("clamp_min(input, min)", a -> bound(a, "min"));
    table.both("clamp_max(input, max)", a -> bound(a, "max"));
    table.alias("clamp", "clip");
    table.both("maximum(input, other)", a -> larger(a, "other", Tensor::maximum));
    table.both("minimum(input, other)", a -> larger(a, "other", Tensor::minimum));
    table.alias("maximum", "fmax").alias("minimum", "fmin");
    table.function(
        "where(condition, input=None, other=None)",
        a ->
            a.isNone("input") && a.isNone("other")
                ? PickFunctions.places(a, a.tensor("condition"))
                : where(a, a.value("condition"), a.operand("input"), a.operand("other")));
    table.method(
        "where(input, condition, other)",
        a -> where(a, a.value("condition"), a.operand("input"), a.operand("other")));
    table.both(
        "masked_fill(input, mask, value)",
        a -> {
          requireBool(
              a.value("mask"),
              "masked_fill_ only supports boolean masks, but got mask with dtype ");
          Tensor value = a.operand("value").tensor();
          if (value.dim() != 0) {
            throw new IllegalStateException(
                "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with "
                    + value.dim()
                    + " dimension(s).");
          }
          return a.like(
              "input",
              a.tensor("input").maskedFill(a.tensor("mask"), value.to(a.value("input").dtype())));
        });
    table.both(
        "heaviside(input, values)",
        a -> {
          Tensor x = a.tensor("input");
          Tensor zero = Tensor.scalar(0);
          return Tensor.where(x.eq(zero), a.tensor("values"), x.gt(zero));
        });
  }

  private static TensorValue where(
      Arguments a, TensorValue condition, TensorValue input, TensorValue other) {
    requireBool(
        condition, "where expected condition to be a boolean tensor, but got a tensor with dtype ");
    return a.made(
        Tensor.where(condition.tensor(), input.tensor(), other.tensor()),
        input.dtype().promote(other.dtype()));
  }

  private static void requireBool(TensorValue mask, String refusal) {
    if (mask.dtype() != DType.BOOL) {
      throw new IllegalStateException(refusal + mask.dtype());
    }
  }

  private static TensorValue larger(Arguments a, String other, BinaryOperator<Tensor> function) {
    return a.made(
        function.apply(a.tensor("input"), a.operand(other).tensor()),
        a.value("input").dtype().promote(a.operand(other).dtype()));
  }

  private static TensorValue bound(Arguments a, String which) {
    if (a.value("input").dtype().isWhole()) {
      return larger(a, which, which.equals("min") ? Tensor::maximum : Tensor::minimum);
    }
    double number = a.number(which);
    return a.like(
        "input",
        which.equals("min")
            ? a.tensor("input").clamp(number, null)
            : a.tensor("input").clamp(null, number));
  }

  private static TensorValue clamp(Arguments a) {
    Object min = a.get("min");
    Object max = a.get("max");
    if (a.isNone("min") && a.isNone("max")) {
      throw new IllegalStateException(
          "torch.clamp: At least one of 'min' or 'max' must not be None");
    }
    DType dtype = a.value("input").dtype();
    for (Object limit : new Object[] {min, max}) {
      dtype =
          limit instanceof TensorValue bounds
              ? dtype.promote(bounds.dtype())
              : Operators.isOperand(limit) ? dtype.besides(Scalars.dtype(limit)) : dtype;
    }
    if (min instanceof TensorValue || max instanceof TensorValue || dtype.isWhole()) {
      Tensor x = a.tensor("input");
      x = a.isNone("min") ? x : x.maximum(a.operand("min").tensor());
      x = a.isNone("max") ? x : x.minimum(a.operand("max").tensor());
      return a.named("ClampBackward1", x.to(dtype), dtype);
    }
    return a.named(
        "ClampBackward1",
        a.tensor("input").clamp(a.optionalNumber("min"), a.optionalNumber("max")),
        dtype);
  }
}
