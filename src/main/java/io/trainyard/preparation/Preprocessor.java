package io.trainyard.preparation;

import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Signature;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns from the training rows what is to be done to columns. scikit-learn calls such a
 * transformer, a word that is {@code nn.Transformer}'s here.
 */
public abstract sealed class Preprocessor
    permits Encoder,
        FunctionTransformer,
        KBinsDiscretizer,
        PolynomialFeatures,
        PowerTransformer,
        QuantileTransformer,
        Scaler,
        SimpleImputer,
        TextEncoder {

  /** The most columns that one makes: more than anybody trains on, and little to hold. */
  static final int MOST_COLUMNS = 100_000;

  Preprocessor() {}

  /**
   * Learns.
   *
   * @param columns at least one
   * @throws PreparationException for columns that it does not take
   */
  public abstract Fitted fit(List<Column> columns, Supervision target);

  /** What it learns is one of these. */
  abstract Class<? extends Fitted> fitted();

  /** What was learned before, from the tree that it was kept as. */
  final Fitted restored(@Nullable Object tree) {
    var faults = new Faults();
    Recipe<? extends Fitted> recipe = Signature.of(fitted()).read(tree, faults);
    if (recipe == null || !faults.isEmpty()) {
      throw new IllegalArgumentException("what was learned cannot be read: " + faults.list());
    }
    return recipe.create();
  }

  /** The tree that {@link #restored} reads. */
  static <T extends Fitted> Map<String, @Nullable Object> tree(Class<T> type, Fitted fitted) {
    return Signature.of(type).toTree(fitted);
  }

  /** Refuses to make too many columns before any is made. */
  final void requireFew(long made, List<Column> columns) {
    if (made > MOST_COLUMNS) {
      throw PreparationException.of(
          made + " columns would come of it; the most is " + MOST_COLUMNS, columns.getFirst());
    }
  }

  final void requireNumbers(List<Column> columns) {
    for (Column column : columns) {
      if (!column.type().isNumeric()) {
        String word = column.words().isEmpty() ? "" : ": '" + column.words().getFirst() + "'";
        throw PreparationException.of(
            "could not convert string to float"
                + word
                + "; "
                + getClass().getSimpleName()
                + " takes numbers, and the column '"
                + column.name()
                + "' holds text",
            column);
      }
    }
  }

  /** Refuses gaps, as scikit-learn does where it cannot do anything with them. */
  static void requirePresent(String type, List<Column> columns) {
    for (Column column : columns) {
      for (int row = 0; row < column.rows(); row++) {
        if (column.isMissing(row)) {
          throw PreparationException.of(
              "Input X contains NaN. "
                  + type
                  + " does not accept missing values encoded as NaN natively.",
              column,
              row);
        }
      }
    }
  }
}
