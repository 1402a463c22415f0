package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.preparation.Column;
import io.trainyard.preparation.ColumnType;
import io.trainyard.signature.Fault;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Columns that a request gives to the arguments of a text's forward. */
class NamedInputsTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int ROWS = 40;
  private static final List<String> PORTS = List.of("C", "Q", "S");
  private static final List<String> NOTES = List.of("first class", "third class deck", "alone");

  /** Passengers: two numbers, a port with gaps, whole numbers of a cabin, a note, a picture. */
  private record Passengers() implements Table {

    @Override
    public TableSchema schema() {
      return new TableSchema(
          ROWS,
          List.of(
              new ColumnSchema("age", ColumnType.NUMBER, null, 0, 0),
              new ColumnSchema("fare", ColumnType.NUMBER, null, 0, 0),
              new ColumnSchema("port", ColumnType.CATEGORY, PORTS, 0, 0),
              new ColumnSchema("cabin", ColumnType.INTEGER, null, 0, 0),
              new ColumnSchema("note", ColumnType.TEXT, null, 0, 0),
              ColumnSchema.ofArrays("picture", new ArraySchema(Shape.of(2, 2), DType.FLOAT32)),
              new ColumnSchema("survived", ColumnType.INTEGER, List.of("0", "1"), 0, 0)));
    }

    @Override
    public double[][] values(List<String> names) {
      return names.stream().map(Passengers::values).toArray(double[][]::new);
    }

    private static double[] values(String name) {
      double[] values = new double[ROWS];
      Arrays.setAll(
          values,
          i ->
              switch (name) {
                case "age" -> 0.01 * (i * 7 % 60);
                case "fare" -> 0.1 * (i * i % 23);
                case "port" -> i * 5 % 3;
                case "cabin" -> i * 3 % 7;
                default -> (i * 5 % 3 + i % 2) > 1 ? 1 : 0;
              });
      return values;
    }

    @Override
    public List<Column> texts(List<String> names) {
      double[] values = new double[ROWS];
      Arrays.setAll(values, i -> i % NOTES.size());
      return List.of(Column.of("note", ColumnType.TEXT, NOTES, values));
    }

    @Override
    public Tensor array(String name) {
      float[] values = new float[ROWS * 4];
      for (int i = 0; i < values.length; i++) {
        values[i] = (i % 9) / 9f;
      }
      return Tensor.of(Shape.of(ROWS, 2, 2), values);
    }
  }

  private static final String SEVERAL =
      """
      class Net(nn.Module):
          def __init__(self):
              super().__init__()
              self.port = nn.Embedding(3, 2)
              self.cabin = nn.Embedding(7, 2)
              self.words = nn.Embedding(20, 3)
              self.out = nn.Linear(2 + 2 + 2 + 3 + 4, 1)

          def forward(self, x_num, x_cat, cabin, note, image):
              assert x_num.dtype == torch.float32 and x_num.shape[1] == 2
              assert x_cat.dtype == torch.int64 and cabin.dtype == torch.int64
              assert note.dtype == torch.int64 and note.shape[1] == 3
              parts = [x_num, self.port(x_cat[:, 0]), self.cabin(cabin[:, 0]),
                       self.words(note).mean(1), image.flatten(1)]
              return self.out(torch.cat(parts, 1))
      """;

  private static Map<String, Object> several() {
    Map<String, Object> request = request();
    request.put("model", Map.of("source", SEVERAL));
    request.put(
        "inputs",
        JSON.readValue(
            """
            {"x_num": ["fare", "age"], "x_cat": "port", "cabin": "cabin", "note": "note",
             "image": "picture"}
            """,
            new TypeReference<LinkedHashMap<String, Object>>() {}));
    request.put(
        "preprocess",
        JSON.readValue(
            """
            [{"columns": ["age", "fare"], "type": "StandardScaler"},
             {"columns": ["port"], "type": "OrdinalEncoder"},
             {"columns": ["note"], "type": "Tokenizer"}]
            """,
            List.class));
    request.put("remainder", "passthrough");
    return request;
  }

  private static Map<String, Object> request() {
    return JSON.readValue(
        """
        {"dataset": "passengers", "target": "survived", "target_encoding": "binary", "seed": 3,
         "model": {"layers": [{"type": "Linear", "out_features": 1}]},
         "loss": {"type": "BCEWithLogitsLoss"}, "optimizer": {"type": "Adam", "lr": 0.05},
         "epochs": 40, "batch_size": 8, "metrics": ["accuracy"]}
        """,
        new TypeReference<>() {});
  }

  private static TrainedModel trained(Map<String, Object> request, List<EpochResult> results) {
    return Objects.requireNonNull(
        Runs.run(Runs.plan(request, new Passengers()), new Passengers(), results).model());
  }

  @Test
  void eachArgumentGetsItsColumnsAsFloatsOrWholeNumbers() {
    List<EpochResult> results = new ArrayList<>();
    TrainedModel model = trained(several(), results);
    assertThat(results.getLast().train_loss()).isLessThan(0.5 * results.getFirst().train_loss());
    assertThat(new Predictor(model).evaluate(new Passengers()).metrics().get("accuracy"))
        .isGreaterThan(0.8);
    assertThat(model.features()).containsExactly("fare", "age", "port", "cabin", "note", "picture");
  }

  @Test
  void whatWasCompletedTrainsToTheSameBits() {
    List<EpochResult> first = new ArrayList<>();
    TrainedModel model = trained(several(), first);
    List<EpochResult> second = new ArrayList<>();
    trained(new LinkedHashMap<>(model.spec()), second);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void oneInputOfAllNumbersIsWhatNobodyNamed() {
    Map<String, Object> plain = request();
    plain.put("features", List.of("age", "fare", "cabin"));
    List<EpochResult> unnamed = new ArrayList<>();
    trained(plain, unnamed);
    plain.put("inputs", Map.of("x", List.of("age", "fare", "cabin")));
    List<EpochResult> named = new ArrayList<>();
    TrainedModel model = trained(plain, named);
    assertThat(named).isEqualTo(unnamed);

    Predictor predictor = new Predictor(model);
    assertThat(predictor.outputs(new double[][] {{0.07, 0.1, 3}})[0])
        .containsExactly(predictor.outputs(new Passengers())[1]);
  }

  @Test
  void wholeNumbersThatNothingIsDoneToAreLookedUp() {
    Map<String, Object> request = request();
    request.put("inputs", Map.of("ids", "cabin"));
    request.put(
        "model",
        JSON.readValue(
            """
            {"layers": [{"type": "Embedding", "num_embeddings": 7, "embedding_dim": 4},
                        {"type": "Flatten"}, {"type": "Linear", "out_features": 1}]}
            """,
            Map.class));
    TrainedModel model = trained(request, new ArrayList<>());
    assertThat(new Predictor(model).outputs(new double[][] {{0}, {6}}).length).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'x': []}                               | /inputs/x        | at least one column",
        "{'x': 'agee'}                           | /inputs/x/0      | did you mean 'age'",
        "{'x': ['age', 'age']}                   | /inputs/x/1      | is named twice",
        "{'x': ['age', 'survived']}              | /inputs/x/1      | is the target",
        "{'x': ['age', 'picture']}               | /inputs/x        | an input by itself",
        "{'x': ['age', 'port']}                  | /inputs/x/1      | features have to be numbers",
        "{'x': 5}                                | /inputs/x        | expects a text",
        "{'a': 'age', 'b': 'fare'}               | /model/layers/0  | Linear",
      })
  void whatCannotGoInIsSaidAtItsPlace(String inputs, String pointer, String sentence) {
    Map<String, Object> request = request();
    request.put(
        "inputs",
        JSON.readValue(
            inputs.replace('\'', '"'), new TypeReference<LinkedHashMap<String, Object>>() {}));
    assertThat(Runs.faults(request, new Passengers()).list())
        .anySatisfy(fault -> {
          assertThat(fault.pointer()).isEqualTo(pointer);
          assertThat(fault.detail()).contains(sentence);
        });
  }

  @Test
  void columnsThatThePreparationLeavesOutAreNoInput() {
    Map<String, Object> request = several();
    request.put("remainder", "drop");
    assertThat(Runs.faults(request, new Passengers()).list())
        .extracting(Fault::pointer)
        .contains("/inputs/cabin");
  }

  @Test
  void otherFeaturesThanTheInputsNameAreAFault() {
    Map<String, Object> request = several();
    request.put("features", List.of("age"));
    assertThat(Runs.faults(request, new Passengers()).list())
        .extracting(Fault::pointer)
        .containsExactly("/features");
  }

  @Test
  void anArgumentThatForwardDoesNotHaveIsNamed() {
    Map<String, Object> request = several();
    request.put(
        "model", Map.of("source", SEVERAL.replace("image)", "pic)").replace("image.", "pic.")));
    assertThat(Runs.faults(request, new Passengers()).list())
        .singleElement()
        .satisfies(
            fault -> assertThat(fault.detail()).contains("forward() misses the argument 'pic'"));
  }
}
