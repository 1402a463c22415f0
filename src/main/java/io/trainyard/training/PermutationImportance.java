package io.trainyard.training;

import io.trainyard.preparation.Column;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How much worse a model does on a table when the values of one feature are dealt out anew among
 * the rows, as scikit-learn's {@code permutation_importance}: the accuracy of a classifier, the r2
 * of a regression.
 *
 * @param feature a column that goes in
 * @param importances_mean by how much less it is, on average of the {@value #REPEATS} times
 * @param importances_std the standard deviation of that
 * @see <a href="https://doi.org/10.1023/A:1010933404324">Breiman 2001</a>
 */
public record PermutationImportance(
    String feature, double importances_mean, double importances_std) {

  private static final int REPEATS = 5;

  /** The importance of each feature, in order. */
  static List<PermutationImportance> of(Predictor predictor, List<String> features, Table table) {
    var read = new Shuffled(table);
    double before = predictor.score(read);
    var generator = new Generator(0).fork("importance");
    List<PermutationImportance> all = new ArrayList<>();
    for (String feature : features) {
      double[] drops = new double[REPEATS];
      for (int i = 0; i < REPEATS; i++) {
        drops[i] = before - predictor.score(read.in(feature, generator));
      }
      double mean = Arrays.stream(drops).sum() / REPEATS;
      double squares = Arrays.stream(drops).map(drop -> (drop - mean) * (drop - mean)).sum();
      all.add(new PermutationImportance(feature, mean, Math.sqrt(squares / REPEATS)));
    }
    return all;
  }

  /** A table that is read once, of which a column may be shuffled. */
  private static final class Shuffled implements Table {

    private final Table table;
    private final Map<String, double[]> values;
    private final Map<String, Column> texts;
    private final String shuffled;
    private final int[] order;

    Shuffled(Table table) {
      this(table, new HashMap<>(), new HashMap<>(), "", new int[0]);
    }

    private Shuffled(
        Table table,
        Map<String, double[]> values,
        Map<String, Column> texts,
        String shuffled,
        int[] order) {
      this.table = table;
      this.values = values;
      this.texts = texts;
      this.shuffled = shuffled;
      this.order = order;
    }

    Shuffled in(String feature, Generator generator) {
      int[] rows = Features.everyRow(table.schema().rows());
      generator.shuffle(rows);
      return new Shuffled(table, values, texts, feature, rows);
    }

    @Override
    public TableSchema schema() {
      return table.schema();
    }

    @Override
    public double[][] values(List<String> names) {
      List<String> missing = names.stream().filter(name -> !values.containsKey(name)).toList();
      if (!missing.isEmpty()) {
        double[][] read = table.values(missing);
        for (int j = 0; j < read.length; j++) {
          values.put(missing.get(j), read[j]);
        }
      }
      return names.stream().map(this::values).toArray(double[][]::new);
    }

    @Override
    public List<Column> texts(List<String> names) {
      List<String> missing = names.stream().filter(name -> !texts.containsKey(name)).toList();
      if (!missing.isEmpty()) {
        table.texts(missing).forEach(column -> texts.put(column.name(), column));
      }
      return names.stream().map(this::texts).toList();
    }

    private Column texts(String name) {
      Column own = Objects.requireNonNull(texts.get(name));
      return name.equals(shuffled) ? own.select(order, 0, order.length) : own;
    }

    @Override
    public Tensor array(String name) {
      Tensor own = table.array(name);
      return name.equals(shuffled) ? own.indexSelect(order) : own;
    }

    private double[] values(String name) {
      double[] own = Objects.requireNonNull(values.get(name));
      return name.equals(shuffled)
          ? Arrays.stream(order).mapToDouble(row -> own[row]).toArray()
          : own;
    }
  }
}
