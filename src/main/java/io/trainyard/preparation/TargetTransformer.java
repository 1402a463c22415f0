package io.trainyard.preparation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a target of numbers before it is learned, and undone to what is predicted, as
 * scikit-learn's {@code TransformedTargetRegressor}.
 */
public final class TargetTransformer {

  private final FittedPreparation fitted;
  private final List<DoubleUnaryOperator> inverses;

  private TargetTransformer(FittedPreparation fitted, Invertible learned) {
    this.fitted = fitted;
    List<DoubleUnaryOperator> each = new ArrayList<>();
    for (int i = 0; i < fitted.sources().size(); i++) {
      each.add(learned.inverse(i));
    }
    this.inverses = List.copyOf(each);
  }

  /**
   * Learns from the training rows.
   *
   * @param columns of numbers, without gaps
   * @throws PreparationException for numbers that it has to refuse
   * @throws IllegalArgumentException when it cannot be undone
   */
  public static TargetTransformer fit(
      io.trainyard.signature.Recipe<? extends Preprocessor> recipe,
      List<Column> columns,
      long seed) {
    if (!(recipe.create().fit(columns, new Supervision(null, null, seed))
            instanceof Invertible learned)
        || !learned.hasInverse()) {
      throw new IllegalArgumentException(
          recipe.type()
              + " cannot be undone, so that predictions would not be in the target's units");
    }
    Map<String, ColumnType> sources = new LinkedHashMap<>();
    columns.forEach(column -> sources.put(column.name(), column.type()));
    var part =
        new FittedPreparation.Part(
            List.copyOf(sources.keySet()), List.of(new FittedPreparation.Step(recipe, learned)));
    return new TargetTransformer(new FittedPreparation(sources, List.of(part)), learned);
  }

  /**
   * The one that {@link #toTree} wrote.
   *
   * @throws IllegalArgumentException when it is another tree
   */
  public static TargetTransformer of(Map<String, @Nullable Object> tree) {
    FittedPreparation fitted = FittedPreparation.of(tree);
    Fitted learned = fitted.parts().getFirst().steps().getFirst().fitted();
    if (!(learned instanceof Invertible invertible)) {
      throw new IllegalArgumentException(learned + " cannot be undone");
    }
    return new TargetTransformer(fitted, invertible);
  }

  /** What it is kept as, and shown as. */
  public Map<String, @Nullable Object> toTree() {
    return fitted.toTree();
  }

  /**
   * What is learned in place of some rows.
   *
   * @throws PreparationException for numbers that it has to refuse
   */
  public List<Column> transform(List<Column> columns) {
    Map<String, Column> byName = new LinkedHashMap<>();
    columns.forEach(column -> byName.put(column.name(), column));
    return fitted.transform(byName);
  }

  /**
   * Rows in the units of the target; what stands in a row beyond its columns is left as it is.
   *
   * @param rows one after the other
   * @param width how many numbers a row has
   */
  public float[] inverse(float[] rows, int width) {
    float[] undone = Arrays.copyOf(rows, rows.length);
    int columns = Math.min(width, inverses.size());
    for (int j = 0; j < columns; j++) {
      DoubleUnaryOperator inverse = inverses.get(j);
      for (int at = j; at < undone.length; at += width) {
        undone[at] = (float) inverse.applyAsDouble(undone[at]);
      }
    }
    return undone;
  }
}
