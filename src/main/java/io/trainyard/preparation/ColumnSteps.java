package io.trainyard.preparation;

import io.trainyard.signature.Either;
import io.trainyard.signature.Inline;
import io.trainyard.signature.Recipe;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is done to some columns, one step after the other, as an entry of scikit-learn's {@code
 * ColumnTransformer}.
 *
 * @param columns by name, or all of a type
 * @param steps none leaves them as they are
 */
public record ColumnSteps(
    Either<List<String>, OfType> columns, @Inline List<Recipe<? extends Preprocessor>> steps) {

  /**
   * All columns of a type.
   *
   * @param dtype the type; whole numbers are numbers too
   */
  public record OfType(ColumnType dtype) {

    boolean takes(@Nullable ColumnType type) {
      return dtype == type || (dtype == ColumnType.NUMBER && type == ColumnType.INTEGER);
    }
  }

  /** The same steps for columns that are named. */
  ColumnSteps of(List<String> names) {
    return new ColumnSteps(Either.first(names), steps);
  }

  /** The columns by name. */
  List<String> names() {
    return columns instanceof Either.First<List<String>, OfType>(List<String> names)
        ? names
        : List.of();
  }

  /** What its columns are called after: the last step. */
  String type() {
    return steps.isEmpty() ? "passthrough" : Objects.requireNonNull(steps.getLast()).type();
  }
}
