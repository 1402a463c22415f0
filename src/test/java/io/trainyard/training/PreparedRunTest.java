package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.preparation.Column;
import io.trainyard.preparation.ColumnType;
import io.trainyard.preparation.FittedPreparation;
import io.trainyard.preparation.Preprocessor;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Fault;
import io.trainyard.signature.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Runs on a table of numbers, words, texts and gaps. */
class PreparedRunTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int ROWS = 60;
  private static final List<String> COLOURS = List.of("blue", "green", "red");
  private static final List<String> REVIEWS =
      List.of(
          "good shoes at a good price",
          "they are too small for me",
          "the colour is not that of the picture",
          "would buy them again at any price",
          "small shoes and a small price");

  private static final String EVERY_KIND =
      """
      [{"columns": ["size"], "steps": [{"type": "SimpleImputer", "add_indicator": true}, {"type": "StandardScaler"}]},
       {"columns": ["size"], "steps": [{"type": "SimpleImputer", "strategy": "median"}, {"type": "KBinsDiscretizer", "n_bins": 3}]},
       {"columns": ["price"], "type": "MinMaxScaler"},
       {"columns": ["price"], "type": "MaxAbsScaler"},
       {"columns": ["price"], "type": "RobustScaler"},
       {"columns": ["price"], "type": "PowerTransformer"},
       {"columns": ["price"], "type": "QuantileTransformer", "n_quantiles": 20},
       {"columns": ["price"], "steps": [{"type": "FunctionTransformer", "func": "log1p"}, {"type": "PolynomialFeatures"}]},
       {"columns": {"dtype": "category"}, "type": "OneHotEncoder", "handle_unknown": "ignore"},
       {"columns": ["colour"], "type": "OrdinalEncoder", "encoded_missing_value": -1},
       {"columns": ["colour"], "type": "TargetEncoder"},
       {"columns": ["review"], "type": "TfidfVectorizer"},
       {"columns": ["review"], "type": "HashingVectorizer", "n_features": 8},
       {"columns": ["review"], "type": "Tokenizer", "max_length": 4}]
      """;

  /** Sixty pairs of shoes. */
  private record Shoes() implements Table {
    @Override
    public TableSchema schema() {
      return new TableSchema(
          ROWS,
          List.of(
              new ColumnSchema("size", ColumnType.INTEGER, null, 12, 2),
              new ColumnSchema("price", ColumnType.NUMBER, null, 0, 0),
              new ColumnSchema("colour", ColumnType.CATEGORY, COLOURS, 8, 9),
              new ColumnSchema("review", ColumnType.TEXT, null, 0, 0),
              new ColumnSchema("sold", ColumnType.CATEGORY, List.of("no", "yes"), 0, 0)));
    }

    @Override
    public double[][] values(List<String> names) {
      return names.stream().map(Shoes::values).toArray(double[][]::new);
    }

    private static double[] values(String name) {
      double[] values = new double[ROWS];
      Arrays.setAll(
          values,
          i ->
              switch (name) {
                case "size" -> i % 5 == 0 ? Double.NaN : 36 + i * 7 % 11;
                case "price" -> 20 + i * i % 83 + 0.5 * (i % 4);
                case "colour" -> i % 8 == 7 ? Double.NaN : i * 5 % 3;
                default -> (i * 5 % 3 + i % 2) > 1 ? 1 : 0;
              });
      return values;
    }

    @Override
    public List<Column> texts(List<String> names) {
      double[] values = new double[ROWS];
      Arrays.setAll(values, i -> i % REVIEWS.size());
      return List.of(Column.of("review", ColumnType.TEXT, REVIEWS, values));
    }
  }

  private static Map<String, Object> request(String preprocess) {
    return JSON.readValue(
        """
        {"dataset": "shoes", "target": "sold", "preprocess": %s, "seed": 4,
         "model": {"layers": [{"type": "Linear", "out_features": 8}, {"type": "ReLU"},
                              {"type": "Linear", "out_features": 2}]},
         "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam", "lr": 0.02},
         "epochs": 30, "batch_size": 16, "metrics": ["accuracy"]}
        """
            .formatted(preprocess),
        new TypeReference<>() {});
  }

  private static TrainedModel trained(Map<String, Object> request, List<EpochResult> results) {
    return Objects.requireNonNull(
        Runs.run(Runs.plan(request, new Shoes()), new Shoes(), results).model());
  }

  @Test
  void everyKindOfPreparationIsThere() {
    assertThat(Catalog.of(Preprocessor.class).signatures().stream().map(Signature::name))
        .allSatisfy(name -> assertThat(EVERY_KIND).contains('"' + name + '"'));
  }

  @Test
  void everyKindOfPreparationGivesTheSameBitsAgainAndAfterItWasKept() {
    List<EpochResult> first = new ArrayList<>();
    TrainedModel model = trained(request(EVERY_KIND), first);
    List<EpochResult> second = new ArrayList<>();
    trained(request(EVERY_KIND), second);
    assertThat(second).isEqualTo(first);
    assertThat(first.getLast().train_loss()).isLessThan(0.3);

    String kept = JSON.writeValueAsString(Objects.requireNonNull(model.preparation()).toTree());
    TrainedModel restored =
        new TrainedModel(
            model.spec(),
            model.features(),
            model.targets(),
            model.classes(),
            null,
            null,
            FittedPreparation.of(JSON.readValue(kept, new TypeReference<>() {})),
            model.epoch(),
            model.state());
    float[][] outputs = new Predictor(model).outputs(new Shoes());
    assertThat(Arrays.deepEquals(new Predictor(restored).outputs(new Shoes()), outputs)).isTrue();
    assertThat(new Predictor(model).evaluate(new Shoes()).metrics().get("accuracy"))
        .isGreaterThan(0.8);
  }

  @Test
  void whatAutoDecidesIsWrittenOutAndTrainsTheSame() {
    List<EpochResult> automatic = new ArrayList<>();
    TrainedModel model = trained(request("\"auto\""), automatic);
    List<EpochResult> written = new ArrayList<>();
    Map<String, Object> copy = request("\"auto\"");
    copy.put("preprocess", model.spec().get("preprocess"));
    trained(copy, written);
    assertThat(written).isEqualTo(automatic);
    assertThat(model.spec().get("preprocess").toString())
        .contains("SimpleImputer", "StandardScaler", "OneHotEncoder", "TfidfVectorizer");
  }

  @Test
  void whatTheTestRowsAloneShowIsRefusedBeforeAnythingIsTrained() {
    Map<String, Object> request =
        request(
            """
            [{"columns": ["price"], "type": "FunctionTransformer", "func": "log"},
             {"columns": ["colour"], "type": "OrdinalEncoder", "categories": [["blue", "green", "red"]],
              "encoded_missing_value": -1}]
            """);
    assertThat(Runs.faults(request, new Shoes()).list())
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("/preprocess/1", "invalid_value"));
    request.put("split", Map.of("train_size", 0.1, "shuffle", false));
    request.put(
        "preprocess", List.of(Map.of("columns", List.of("colour"), "type", "OneHotEncoder")));
    assertThat(Runs.faults(request, new Shoes()).list())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.pointer()).isEqualTo("/preprocess");
          assertThat(fault.detail())
              .startsWith("Found unknown categories [nan] in column 0 during transform")
              .endsWith("row 8 of the data");
        });
  }

  @ParameterizedTest
  @Timeout(10)
  @CsvSource(
      delimiter = '|',
      value = {
        "price | {'type': 'PolynomialFeatures', 'degree': 1000000} | degree",
        "price | {'type': 'PolynomialFeatures', 'degree': [1000000, 1000000]} | degree",
        "price | {'type': 'KBinsDiscretizer', 'n_bins': 2000000000} | KBinsDiscretizer: 2000000000 columns would come of it; the most is 100000",
        "review | {'type': 'HashingVectorizer'} | HashingVectorizer: 1048576 columns would come of it; the most is 100000"
      })
  void whatWouldFillTheMemoryIsRefusedAtOnce(String column, String step, String sentence) {
    Map<String, Object> request =
        request(
            "[{\"columns\": [\"%s\"], \"steps\": [%s]}]"
                .formatted(column, step.replace('\'', '"')));
    assertThat(Runs.faults(request, new Shoes()).list())
        .isNotEmpty()
        .allSatisfy(fault ->
            assertThat(fault.pointer() + ": " + fault.detail())
                .startsWith("/preprocess/0")
                .contains(sentence));
  }

  @Test
  @Timeout(10)
  void moreFactorsThanColumnsAreNoProducts() {
    List<Map<String, Object>> steps = new ArrayList<>();
    steps.add(Map.of("type", "OneHotEncoder", "handle_unknown", "ignore"));
    steps.add(Map.of("type", "PolynomialFeatures", "interaction_only", true, "degree", 60));
    Map<String, Object> request =
        request(
            JSON.writeValueAsString(List.of(Map.of("columns", List.of("colour"), "steps", steps))));
    // bias, the columns of 3 colours and of the gap, and the products of those
    assertThat(Runs.plan(request, new Shoes()).preparedColumns())
        .filteredOn(column -> column.column().equals("colour"))
        .singleElement()
        .satisfies(column -> assertThat(column.becomes()).hasSize(16));
  }

  @Test
  void whatTextsAddIsFoundBesideNumbersAndCategories() {
    List<PermutationImportance> importances =
        new Predictor(trained(request(EVERY_KIND), new ArrayList<>())).importances(new Shoes());
    assertThat(importances)
        .extracting(PermutationImportance::feature)
        .containsExactly("size", "price", "colour", "review");
    assertThat(importances).anySatisfy(one -> assertThat(one.importances_mean()).isPositive());
  }
}
