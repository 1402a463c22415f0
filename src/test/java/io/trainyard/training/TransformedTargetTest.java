package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.preparation.ColumnType;
import io.trainyard.preparation.TargetTransformer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Targets that are learned in other units than those of the table. */
class TransformedTargetTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int ROWS = 80;

  /** Houses: price grows exponentially with the area; one debt is negative. */
  private record Houses() implements Table {

    @Override
    public TableSchema schema() {
      return new TableSchema(
          ROWS,
          List.of(
              new ColumnSchema("area", ColumnType.NUMBER, null, 0, 0),
              new ColumnSchema("price", ColumnType.NUMBER, null, 0, 0),
              new ColumnSchema("debt", ColumnType.NUMBER, null, 0, 0),
              new ColumnSchema("sold", ColumnType.CATEGORY, List.of("no", "yes"), 0, 0)));
    }

    @Override
    public double[][] values(List<String> names) {
      return names.stream().map(Houses::values).toArray(double[][]::new);
    }

    private static double[] values(String name) {
      double[] values = new double[ROWS];
      Arrays.setAll(
          values,
          i ->
              switch (name) {
                case "area" -> i / 40.0 - 1;
                case "price" -> 20_000 * Math.exp(i / 40.0);
                case "debt" -> i == 77 ? -5 : i;
                default -> i % 2;
              });
      return values;
    }
  }

  private static Map<String, Object> request(String target, String transformer) {
    return JSON.readValue(
        """
        {"dataset": "houses", "features": ["area"], "target": %s, "target_transformer": %s,
         "model": {"layers": [{"type": "Linear", "out_features": 1}]},
         "loss": {"type": "MSELoss"}, "optimizer": {"type": "Adam", "lr": 0.1}, "epochs": 300,
         "split": {"train_size": 0.75}, "seed": 2, "metrics": ["mae", "r2"]}
        """
            .formatted(target, transformer),
        new TypeReference<>() {});
  }

  private static TrainedModel trained(Map<String, Object> request, List<EpochResult> results) {
    return Objects.requireNonNull(
        Runs.run(Runs.plan(request, new Houses()), new Houses(), results).model());
  }

  @Test
  void lossesAreInTheUnitsThatTrainAndAllElseInThoseOfTheTable() {
    List<EpochResult> results = new ArrayList<>();
    TrainedModel model = trained(request("\"price\"", "\"log1p\""), results);
    EpochResult last = results.getLast();
    // The logarithm of the price is a straight line, which one layer learns.
    assertThat(last.train_loss()).isLessThan(0.001);
    assertThat(last.metrics().get("test_r2")).isGreaterThan(0.99);
    assertThat(last.metrics().get("test_mae")).isBetween(0.1, 3000.0);

    var predictor = new Predictor(model);
    assertThat((double) predictor.outputs(new double[][] {{0}})[0][0])
        .isCloseTo(20_000 * Math.E, within(2000.0));
    assertThat(predictor.evaluate(new Houses()).metrics().get("r2")).isGreaterThan(0.99);
    assertThat(predictor.evaluate(new Houses()).loss()).isLessThan(0.001);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'StandardScaler'}",
        "{'type': 'MinMaxScaler'}",
        "{'type': 'RobustScaler'}",
        "{'type': 'MaxAbsScaler'}",
        "{'type': 'PowerTransformer'}",
        "{'type': 'QuantileTransformer', 'n_quantiles': 20, 'output_distribution': 'normal'}",
        "{'type': 'FunctionTransformer', 'func': 'sqrt'}",
        "{'type': 'FunctionTransformer'}",
        "'log'"
      })
  void whatWasDoneIsUndoneAlsoAfterItWasKept(String transformer) {
    TrainedModel model =
        trained(request("\"price\"", transformer.replace('\'', '"')), new ArrayList<>());
    String kept =
        JSON.writeValueAsString(Objects.requireNonNull(model.targetTransformer()).toTree());
    TargetTransformer restored =
        TargetTransformer.of(JSON.readValue(kept, new TypeReference<>() {}));

    List<io.trainyard.preparation.Column> prices = new Houses().columns(List.of("price"));
    float[] learned = Features.floats(restored.transform(prices), ROWS);
    float[] undone = restored.inverse(learned, 1);
    double[] expected = Houses.values("price");
    for (int row = 0; row < 60; row++) { // beyond the training rows a quantile is clipped
      assertThat((double) undone[row]).isCloseTo(expected[row], within(0.01 * expected[row] + 400));
    }
  }

  @Test
  void severalColumnsAreEachTransformed() {
    Map<String, Object> request =
        request("[\"price\", \"debt\"]", "{\"type\": \"StandardScaler\"}");
    request.put("model", Map.of("layers", List.of(Map.of("type", "Linear", "out_features", 2))));
    float[] row =
        new Predictor(trained(request, new ArrayList<>())).outputs(new double[][] {{0}})[0];
    assertThat(row[0]).isBetween(50_000f, 80_000f);
    assertThat(row[1]).isBetween(35f, 45f);
  }

  @Test
  void whatWasCompletedTrainsToTheSameBits() {
    List<EpochResult> first = new ArrayList<>();
    TrainedModel model = trained(request("\"price\"", "\"log1p\""), first);
    List<EpochResult> second = new ArrayList<>();
    trained(new LinkedHashMap<>(model.spec()), second);
    assertThat(second).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'debt'  | 'log1p'                                               | /target_transformer | takes numbers above -1; the column 'debt' has -5",
        "'price' | 'log3'                                                | /target_transformer | expects",
        "'price' | {'type': 'OneHotEncoder'}                             | /target_transformer | cannot be undone",
        "'price' | {'type': 'FunctionTransformer', 'func': 'cos'}        | /target_transformer | cannot be undone",
        "'sold'  | 'log1p'                                               | /target_transformer | here it is classes"
      })
  void whatCannotBeTransformedIsSaid(
      String target, String transformer, String pointer, String sentence) {
    Map<String, Object> request =
        request(target.replace('\'', '"'), transformer.replace('\'', '"'));
    assertThat(Runs.faults(request, new Houses()).list())
        .anySatisfy(fault -> {
          assertThat(fault.pointer()).isEqualTo(pointer);
          assertThat(fault.detail()).contains(sentence);
        });
  }
}
