package io.trainyard.training;

import io.trainyard.tensor.Tensor;
import java.util.List;

/** A data set as training reads it. */
public interface Table {

  TableSchema schema();

  /**
   * The values of some columns, in one pass over the data.
   *
   * @param names which columns
   * @return per column its values by row: numbers as they are, categories as places in {@link
   *     ColumnSchema#classes()}, a missing value as NaN
   */
  double[][] values(List<String> names);

  /**
   * The values of a column of arrays [rows, …].
   *
   * @throws IllegalArgumentException when it is none
   */
  default Tensor array(String name) {
    throw new IllegalArgumentException("the column '" + name + "' does not hold arrays");
  }
}
