package io.trainyard.training;

import io.trainyard.preparation.ColumnType;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Named arrays of any shape, each with a row for each example; those of numbers are columns. */
record ArrayTable(Map<String, Tensor> arrays, List<String> classes) implements Table {

  @Override
  public TableSchema schema() {
    List<ColumnSchema> columns = new ArrayList<>();
    arrays.forEach((name, array) ->
        columns.add(
            array.dim() == 1
                ? new ColumnSchema(name, ColumnType.NUMBER, classes, 0, 0)
                : ColumnSchema.ofArrays(
                    name, new ArraySchema(array.shape().without(0), array.dtype()))));
    return new TableSchema(arrays.values().iterator().next().size(0), columns);
  }

  @Override
  public double[][] values(List<String> names) {
    double[][] values = new double[names.size()][];
    for (int i = 0; i < values.length; i++) {
      float[] floats = array(names.get(i)).toArray();
      values[i] = new double[floats.length];
      for (int row = 0; row < floats.length; row++) {
        values[i][row] = floats[row];
      }
    }
    return values;
  }

  @Override
  public Tensor array(String name) {
    return Objects.requireNonNull(arrays.get(name));
  }

  /** Arrays of zeros. */
  static ArrayTable ofZeros(Map<String, Shape> shapes) {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    shapes.forEach((name, shape) -> arrays.put(name, Tensor.zeros(shape)));
    return new ArrayTable(arrays, List.of("0", "1"));
  }
}
