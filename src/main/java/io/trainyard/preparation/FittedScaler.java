package io.trainyard.preparation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A scaler with what it learned from the training rows: {@code (x - offset) / scale} for each
 * feature.
 *
 * @param type the scaler's name in scikit-learn
 * @param offset per feature
 * @param scale per feature; never 0
 * @param clip the smallest and the largest number that comes out; null for any
 */
public record FittedScaler(
    String type, List<Double> offset, List<Double> scale, @Nullable List<Double> clip)
    implements Invertible {

  @Override
  public List<Column> transform(List<Column> columns) {
    List<Column> scaled = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      Column column = columns.get(j);
      Column.Values values = column.values();
      double moved = offset.get(j);
      double stretched = scale.get(j);
      Column.Values linear = row -> (values.at(row) - moved) / stretched;
      scaled.add(column.numbers(clip == null ? linear : clipped(linear, clip)));
    }
    return scaled;
  }

  private static Column.Values clipped(Column.Values values, List<Double> range) {
    double least = range.getFirst();
    double most = range.getLast();
    return row -> Math.min(most, Math.max(least, values.at(row)));
  }

  @Override
  public DoubleUnaryOperator inverse(int column) {
    double moved = offset.get(column);
    double stretched = scale.get(column);
    return value -> value * stretched + moved;
  }
}
