package io.trainyard.script.torch;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.DType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/** Python's module {@code math}. */
final class MathFunctions {

  private MathFunctions() {}

  static Table functions() {
    Table table = new Table();
    table.constant("pi", Math.PI).constant("e", Math.E).constant("tau", 2 * Math.PI);
    table.constant("inf", Double.POSITIVE_INFINITY).constant("nan", Double.NaN);
    real(table, "sqrt", StrictMath::sqrt);
    real(table, "exp", StrictMath::exp);
    real(table, "expm1", StrictMath::expm1);
    real(table, "log2", x -> StrictMath.log(x) / StrictMath.log(2));
    real(table, "log10", StrictMath::log10);
    real(table, "log1p", StrictMath::log1p);
    real(table, "sin", StrictMath::sin);
    real(table, "cos", StrictMath::cos);
    real(table, "tan", StrictMath::tan);
    real(table, "asin", StrictMath::asin);
    real(table, "acos", StrictMath::acos);
    real(table, "atan", StrictMath::atan);
    real(table, "sinh", StrictMath::sinh);
    real(table, "cosh", StrictMath::cosh);
    real(table, "tanh", StrictMath::tanh);
    real(table, "fabs", StrictMath::abs);
    real(table, "radians", StrictMath::toRadians);
    real(table, "degrees", StrictMath::toDegrees);
    two(table, "atan2(y, x)", StrictMath::atan2);
    two(table, "fmod(x, y)", (x, y) -> x % y);
    two(table, "hypot(x, y)", StrictMath::hypot);
    two(table, "copysign(x, y)", StrictMath::copySign);
    two(table, "pow(x, y)", StrictMath::pow);
    asks(table, "isnan", Double::isNaN);
    asks(table, "isinf", Double::isInfinite);
    asks(table, "isfinite", Double::isFinite);
    whole(table, "floor", StrictMath::floor);
    whole(table, "ceil", StrictMath::ceil);
    whole(table, "trunc", x -> x < 0 ? StrictMath.ceil(x) : StrictMath.floor(x));
    table.function(
        "log(x, base=2.718281828459045)",
        a -> {
          double x = positive(a, "x");
          boolean isNatural = a.get("base").equals(Math.E);
          return isNatural
              ? StrictMath.log(x)
              : StrictMath.log(x) / StrictMath.log(positive(a, "base"));
        });
    table.function("gcd(a, b)", a -> gcd(Scalars.toLong(a.integer("a")), a.integer("b")));
    table.function(
        "prod(iterable)",
        a -> {
          double product = 1;
          boolean isWhole = true;
          for (Object item :
              java.util.Objects.requireNonNullElse(
                  Scalars.items(a.get("iterable")), TupleValue.of().items())) {
            product *= Scalars.toDouble(item);
            isWhole &= Scalars.dtype(item) != DType.FLOAT32;
          }
          return isWhole && Math.abs(product) < 0x1p53 ? (Object) (long) product : product;
        });
    table.function(
        "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        a -> {
          double x = a.number("a");
          double y = a.number("b");
          double allowed =
              Math.max(
                  a.number("rel_tol") * Math.max(Math.abs(x), Math.abs(y)), a.number("abs_tol"));
          return x == y || Math.abs(x - y) <= allowed;
        });
    return table;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? Math.abs(a) : gcd(b, a % b);
  }

  private static double positive(Arguments a, String name) {
    double x = a.number(name);
    if (x <= 0) {
      throw a.error(ErrorKind.VALUE_ERROR, "expected a positive input, got " + x);
    }
    return x;
  }

  private static void real(Table table, String name, DoubleUnaryOperator function) {
    table.function(
        name + "(x)",
        a -> {
          double x = a.number("x");
          double result = function.applyAsDouble(x);
          if (Double.isNaN(result) && !Double.isNaN(x)
              || Double.isInfinite(result) && name.startsWith("log") && Double.isFinite(x)) {
            throw a.error(ErrorKind.VALUE_ERROR, "math domain error");
          }
          if (Double.isInfinite(result) && Double.isFinite(x)) {
            throw a.error(ErrorKind.VALUE_ERROR, "math range error");
          }
          return result;
        });
  }

  private static void two(Table table, String signature, DoubleBinaryOperator function) {
    table.function(signature, a -> function.applyAsDouble(a.number(first(a)), a.number(second(a))));
  }

  private static String first(Arguments a) {
    return a.all().keySet().stream().toList().getFirst();
  }

  private static String second(Arguments a) {
    return a.all().keySet().stream().toList().get(1);
  }

  private static void asks(Table table, String name, DoublePredicate question) {
    table.function(name + "(x)", a -> question.test(a.number("x")));
  }

  private static void whole(Table table, String name, DoubleUnaryOperator function) {
    table.function(
        name + "(x)",
        a -> {
          double result = function.applyAsDouble(a.number("x"));
          if (!(Math.abs(result) < 0x1p63)) {
            throw a.error(ErrorKind.VALUE_ERROR, "cannot convert float " + result + " to integer");
          }
          return (long) result;
        });
  }
}
