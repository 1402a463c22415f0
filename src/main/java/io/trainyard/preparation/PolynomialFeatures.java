package io.trainyard.preparation;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.OrSingle;
import io.trainyard.signature.Summary;
import java.util.ArrayList;
import java.util.List;

/** Products of columns, as scikit-learn's class of that name. */
@Summary("Makes all products of the columns with each other, up to a degree.")
public final class PolynomialFeatures extends Preprocessor {

  /** More columns than this cannot be meant. */
  private static final int MOST_FACTORS = 100;

  private final int least;
  private final int most;
  private final boolean interactionOnly;
  private final boolean bias;

  /**
   * Takes scikit-learn's arguments.
   *
   * @param degree how many factors a product has at most, or least and most
   * @param interaction_only whether no column is multiplied with itself
   * @param include_bias whether there is a column of ones
   */
  public PolynomialFeatures(
      @Default("2") @OrSingle @Bounds(min = 0, max = MOST_FACTORS) List<Integer> degree,
      @Default("false") boolean interaction_only,
      @Default("true") boolean include_bias) {
    if (degree.isEmpty() || degree.size() > 2 || degree.getFirst() > degree.getLast()) {
      throw new IllegalArgumentException(
          "degree=(min_degree, max_degree) must be one or two numbers, the smaller first; got "
              + degree);
    }
    this.least = degree.size() == 1 ? 0 : degree.getFirst();
    this.most = degree.getLast();
    this.interactionOnly = interaction_only;
    this.bias = include_bias;
  }

  /**
   * What it learned.
   *
   * @param products the places of the factors of each column that comes out
   */
  public record Learned(List<List<Integer>> products) implements Fitted {

    @Override
    public List<Column> transform(List<Column> columns) {
      requirePresent("PolynomialFeatures", columns);
      return products.stream().map(factors -> product(columns, factors)).toList();
    }

    private static Column product(List<Column> columns, List<Integer> factors) {
      if (factors.isEmpty()) {
        return columns.getFirst().numbers("1", row -> 1);
      }
      Column first = columns.get(factors.getFirst());
      Column.Values[] values =
          factors.stream()
              .map(factor -> columns.get(factor).values())
              .toArray(Column.Values[]::new);
      return first.numbers(
          name(columns, factors),
          row -> {
            double product = 1;
            for (Column.Values factor : values) {
              product *= factor.at(row);
            }
            return product;
          });
    }

    private static String name(List<Column> columns, List<Integer> factors) {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < factors.size(); ) {
        int same = i;
        while (same < factors.size() && factors.get(same).equals(factors.get(i))) {
          same++;
        }
        String name = columns.get(factors.get(i)).name();
        parts.add(same - i == 1 ? name : name + "^" + (same - i));
        i = same;
      }
      return String.join(" ", parts);
    }
  }

  @Override
  Class<Learned> fitted() {
    return Learned.class;
  }

  @Override
  public Learned fit(List<Column> columns, Supervision target) {
    requireNumbers(columns);
    requirePresent("PolynomialFeatures", columns);
    List<List<Integer>> products = new ArrayList<>();
    if (bias) {
      products.add(List.of());
    }
    for (int degree = Math.max(1, least); degree <= most; degree++) {
      add(new ArrayList<>(), 0, degree, columns, products);
    }
    return new Learned(products);
  }

  private void add(
      List<Integer> factors, int from, int left, List<Column> columns, List<List<Integer>> all) {
    if (left == 0) {
      all.add(List.copyOf(factors));
      requireFew(all.size(), columns);
      return;
    }
    if (interactionOnly && columns.size() - from < left) {
      return; // every way from here ends without a product, and there may be no end of ways
    }
    for (int i = from; i < columns.size(); i++) {
      factors.add(i);
      add(factors, interactionOnly ? i + 1 : i, left - 1, columns, all);
      factors.removeLast();
    }
  }
}
