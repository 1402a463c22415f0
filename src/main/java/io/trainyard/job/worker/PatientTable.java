package io.trainyard.job.worker;

import io.trainyard.preparation.Column;
import io.trainyard.tensor.Tensor;
import io.trainyard.training.Table;
import io.trainyard.training.TableSchema;
import java.util.List;

/** A table whose values are read when the database is there again, if it is away. */
record PatientTable(Table table, Insistence insistence) implements Table {
  @Override
  public TableSchema schema() {
    return table.schema();
  }

  @Override
  public double[][] values(List<String> names) {
    return insistence.untilRead("read the values to train on", () -> table.values(names));
  }

  @Override
  public List<Column> texts(List<String> names) {
    return insistence.untilRead("read the texts to train on", () -> table.texts(names));
  }

  @Override
  public Tensor array(String name) {
    return insistence.untilRead("read the values to train on", () -> table.array(name));
  }
}
