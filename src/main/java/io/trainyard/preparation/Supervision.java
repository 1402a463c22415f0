package io.trainyard.preparation;

import io.trainyard.tensor.Generator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the training rows besides their columns.
 *
 * @param classes of the target in order; null for numbers
 * @param values by row: places in the classes, or numbers; null when the target is several columns
 * @param seed decides everything random
 */
public record Supervision(@Nullable List<String> classes, double @Nullable [] values, long seed) {

  /** A column, of many rows some that are drawn. */
  Column sample(Column column, int most) {
    if (column.rows() <= most) {
      return column;
    }
    int[] order = new int[column.rows()];
    new Generator(seed).fork("sample").shuffle(order);
    return column.select(order, 0, most);
  }
}
