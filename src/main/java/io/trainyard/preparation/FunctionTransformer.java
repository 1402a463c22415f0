package io.trainyard.preparation;

import io.trainyard.signature.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A function of each number, as scikit-learn's class of that name. */
@Summary("Applies a function to each number, such as log1p.")
public final class FunctionTransformer extends Preprocessor {

  /** Functions by NumPy's names. */
  public enum Function {
    LOG(StrictMath::log, 0, false),
    LOG2(x -> StrictMath.log(x) / StrictMath.log(2), 0, false),
    LOG10(StrictMath::log10, 0, false),
    LOG1P(StrictMath::log1p, -1, false),
    EXP(StrictMath::exp, Double.NEGATIVE_INFINITY, true),
    EXPM1(StrictMath::expm1, Double.NEGATIVE_INFINITY, true),
    SQRT(Math::sqrt, 0, true),
    CBRT(StrictMath::cbrt, Double.NEGATIVE_INFINITY, true),
    SQUARE(x -> x * x, Double.NEGATIVE_INFINITY, true),
    ABS(Math::abs, Double.NEGATIVE_INFINITY, true),
    SIN(StrictMath::sin, Double.NEGATIVE_INFINITY, true),
    COS(StrictMath::cos, Double.NEGATIVE_INFINITY, true),
    TANH(StrictMath::tanh, Double.NEGATIVE_INFINITY, true),
    ARCSINH(FunctionTransformer::arcsinh, Double.NEGATIVE_INFINITY, true),
    SINH(StrictMath::sinh, Double.NEGATIVE_INFINITY, true);

    private final DoubleUnaryOperator operator;
    private final double least;
    private final boolean takesLeast;

    Function(DoubleUnaryOperator operator, double least, boolean takesLeast) {
      this.operator = operator;
      this.least = least;
      this.takesLeast = takesLeast;
    }

    double of(double value) {
      return operator.applyAsDouble(value);
    }

    private boolean takes(double value) {
      return Double.isNaN(value) || (takesLeast ? value >= least : value > least);
    }

    private @Nullable Function undone() {
      return switch (this) {
        case LOG -> EXP;
        case LOG1P -> EXPM1;
        case EXP -> LOG;
        case EXPM1 -> LOG1P;
        case SQRT -> SQUARE;
        case SQUARE -> SQRT;
        case ARCSINH -> SINH;
        case SINH -> ARCSINH;
        default -> null;
      };
    }
  }

  private final @Nullable Function function;
  private final @Nullable Function inverse;

  /**
   * Takes scikit-learn's arguments, with functions by name.
   *
   * @param func what is done; nothing when absent
   * @param inverse_func what undoes it; found by itself where there is such a function
   */
  public FunctionTransformer(@Nullable Function func, @Nullable Function inverse_func) {
    this.function = func;
    this.inverse = inverse_func == null && func != null ? func.undone() : inverse_func;
  }

  /** What it does, which needs no learning. */
  public record Learned(@Nullable Function func, @Nullable Function inverse_func)
      implements Invertible {

    @Override
    public List<Column> transform(List<Column> columns) {
      if (func == null) {
        return columns;
      }
      List<Column> made = new ArrayList<>();
      for (Column column : columns) {
        requireWithin(func, column);
        Column.Values values = column.values();
        made.add(column.numbers(row -> func.of(values.at(row))));
      }
      return made;
    }

    private static void requireWithin(Function function, Column column) {
      for (int row = 0; row < column.rows(); row++) {
        double value = column.at(row);
        if (!function.takes(value)) {
          throw PreparationException.of(
              function.name().toLowerCase(java.util.Locale.ROOT)
                  + " takes numbers "
                  + (function.takesLeast ? "from " : "above ")
                  + PythonText.of(ColumnType.INTEGER, function.least)
                  + (function.takesLeast ? " on" : "")
                  + "; the column '"
                  + column.name()
                  + "' has "
                  + PythonText.of(value),
              column,
              row);
        }
      }
    }

    @Override
    public boolean hasInverse() {
      return func == null || inverse_func != null;
    }

    @Override
    public DoubleUnaryOperator inverse(int column) {
      if (inverse_func == null) {
        if (func == null) {
          return DoubleUnaryOperator.identity();
        }
        throw new IllegalStateException("there is no 'inverse_func'");
      }
      return inverse_func::of;
    }
  }

  private static double arcsinh(double x) {
    double size = Math.abs(x);
    double part = size * size / (1 + Math.sqrt(1 + size * size));
    return Math.copySign(StrictMath.log1p(size + part), x);
  }

  @Override
  Class<Learned> fitted() {
    return Learned.class;
  }

  @Override
  public Learned fit(List<Column> columns, Supervision target) {
    if (function != null) {
      requireNumbers(columns);
    }
    return new Learned(function, inverse);
  }
}
