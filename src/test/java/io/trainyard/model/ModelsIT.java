package io.trainyard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import io.trainyard.training.Predictor;
import io.trainyard.training.TrainedModel;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models over HTTP: what they are, what they know, what they predict. */
@OnH2
class ModelsIT {
  private static final Origin ORIGIN =
      new Origin(
          "job_01KAS4P1J4CG0TDN7ZC7JCB1B5",
          "ds_01KAS4P1J4CG0TDN7ZC7JCB1B5",
          "flowers",
          "a".repeat(64),
          7,
          "1.0");

  @LocalServerPort private int port;
  @Autowired private Models models;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  @Test
  void saysWhatItIsAndWhereItCameFrom() {
    String id = models.save(Trained.classifier(), "flowers", ORIGIN);
    JsonNode model = client.get("/v1/models/" + id);
    assertThat(model.path("name").asString()).isEqualTo("flowers");
    assertThat(model.path("epoch").asInt()).isEqualTo(59);
    assertThat(client.get("/v1/models?limit=1").at("/data/0/epoch").asInt()).isEqualTo(59);
    assertThat(model.path("parameters").asInt()).isEqualTo(2 * 8 + 8 + 8 * 2 + 2);
    assertThat(texts(model.path("features"))).containsExactly("length", "width");
    assertThat(texts(model.path("classes"))).containsExactly("rose", "tulip");
    assertThat(model.at("/scaler/type").asString()).isEqualTo("StandardScaler");
    assertThat(model.at("/scaler/offset/0").asDouble()).isEqualTo(9.5);
    assertThat(model.at("/spec/model/layers/0/in_features").asInt()).isEqualTo(2);
    assertThat(model.at("/origin/job_id").asString()).isEqualTo(ORIGIN.job_id());
    assertThat(model.at("/origin/dataset_sha256").asString()).isEqualTo("a".repeat(64));
    assertThat(model.at("/origin/seed").asLong()).isEqualTo(7);
  }

  @Test
  void listsNewestFirstInPages() {
    List<String> saved = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      saved.add(models.save(Trained.regression(), null, ORIGIN));
    }
    JsonNode first = client.get("/v1/models?limit=2");
    assertThat(first.at("/data/0/id").asString()).isEqualTo(saved.get(2));
    assertThat(first.at("/data/1/id").asString()).isEqualTo(saved.get(1));
    assertThat(first.path("has_more").asBoolean()).isTrue();
    JsonNode second = client.get("/v1/models?limit=1&after=" + first.path("next_after").asString());
    assertThat(second.at("/data/0/id").asString()).isEqualTo(saved.get(0));
    JsonNode oldest = client.get("/v1/models?sort=created_at&limit=100");
    assertThat(oldest.path("data").findValuesAsString("id")).containsSubsequence(saved);
  }

  @Test
  void givesItsParametersAsTheShortestDecimalsThatAreExact() {
    TrainedModel trained = Trained.classifier();
    String id = models.save(trained, null, ORIGIN);
    JsonNode state = client.get("/v1/models/" + id + "/state");
    Tensor weight = trained.state().get("0.weight");
    assertThat(state.path("0.weight")).hasSize(8);
    for (int row = 0; row < 8; row++) {
      for (int column = 0; column < 2; column++) {
        float expected = weight.toArray()[row * 2 + column];
        assertThat(state.at("/0.weight/" + row + "/" + column).toString())
            .isEqualTo(Float.toString(expected));
      }
    }
    assertThat(state.properties().stream().map(Map.Entry::getKey))
        .containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
  }

  @Test
  void givesItsParametersAsSafetensors() throws Exception {
    TrainedModel trained = Trained.classifier();
    String id = models.save(trained, null, ORIGIN);
    for (String type : List.of("application/vnd.safetensors", "application/octet-stream")) {
      HttpResponse<byte[]> file = client.bytes("/v1/models/" + id + "/state", type);
      assertThat(file.statusCode()).isEqualTo(200);
      Map<String, Tensor> state = Safetensors.read(new ByteArrayInputStream(file.body()));
      assertSame(state, trained.state());
    }
  }

  @Test
  void storesAStateOfManyPartsToTheBit() {
    TrainedModel small = Trained.regression();
    float[] values = new float[3_000_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(i * 1471);
    }
    Map<String, Tensor> state = new LinkedHashMap<>(small.state());
    state.put("large", Tensor.of(Shape.of(3000, 1000), values));
    TrainedModel large =
        new TrainedModel(
            small.spec(),
            small.features(),
            small.targets(),
            small.classes(),
            small.targetTransformer(),
            small.scaler(),
            small.preparation(),
            small.epoch(),
            state);
    String id = models.save(large, null, ORIGIN);
    assertSame(models.state(id), state);
  }

  @Test
  void predictsRowsAsListsAsObjectsAndAsCsvAlike() {
    TrainedModel trained = Trained.classifier();
    String id = models.save(trained, null, ORIGIN);
    String path = "/v1/models/" + id + "/predict";
    JsonNode lists = client.post(path, "{\"rows\": [[1, 2.5], [18, 0]]}");
    JsonNode objects =
        client.post(
            path, "{\"rows\": [{\"width\": 2.5, \"length\": 1}, {\"length\": 18, \"width\": 0}]}");
    HttpResponse<String> csv =
        client.send(
            "POST",
            path,
            "text/csv",
            "application/json",
            "\uFEFFwidth,\"length\"\r\n2.5,1\r\n0, 18\r\n");
    assertThat(texts(lists.path("labels"))).containsExactly("rose", "tulip");
    assertThat(objects).isEqualTo(lists);
    assertThat(JsonMapper.shared().readTree(csv.body())).isEqualTo(lists);
    float[][] expected = new Predictor(trained).outputs(new double[][] {{1, 2.5}, {18, 0}});
    assertThat(lists.at("/outputs/1/0").toString()).isEqualTo(Float.toString(expected[1][0]));
  }

  @Test
  void aRegressionHasNoLabels() {
    String id = models.save(Trained.regression(), null, ORIGIN);
    JsonNode prediction = client.post("/v1/models/" + id + "/predict", "{\"rows\": [[1], [2]]}");
    assertThat(prediction.path("labels").isNull()).isTrue();
    assertThat(prediction.path("outputs")).hasSize(2);
  }

  @Test
  void manyAtOnceGetTheSameAnswer() throws Exception {
    String path = "/v1/models/" + models.save(Trained.classifier(), null, ORIGIN) + "/predict";
    StringBuilder rows = new StringBuilder("{\"rows\": [[0, 0]");
    for (int i = 1; i < 3000; i++) {
      rows.append(",[").append(i % 20).append(',').append(i % 5).append(']');
    }
    String body = rows.append("]}").toString();
    JsonNode expected = client.post(path, body);
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<JsonNode>> answers = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        answers.add(threads.submit(() -> client.post(path, body)));
      }
      for (Future<JsonNode> answer : answers) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void everyFaultOfAPredictionIsAnsweredAtItsPlace() {
    String id = models.save(Trained.classifier(), null, ORIGIN);
    List<String> faults =
        faults(
            id,
            "application/json",
            """
            {"rows": [[1], [1, "x"], {"lenght": 1, "width": null, "kind": "rose"}, 5, [1, 1e99], [true, 2]],
             "row": 1}
            """);
    assertThat(faults)
        .containsExactly(
            "/row unknown_field",
            "/rows/0 shape_mismatch",
            "/rows/1/1 wrong_type",
            "/rows/2/lenght unknown_name",
            "/rows/2/length missing_field",
            "/rows/2/width missing_values",
            "/rows/3 wrong_type",
            "/rows/4/1 out_of_range",
            "/rows/5/0 wrong_type");
    assertThat(faults(id, "application/json", "{}")).containsExactly("/rows missing_field");
    assertThat(faults(id, "application/json", "[]")).containsExactly(" wrong_type");
    assertThat(faults(id, "application/json", "{\"rows\": []}"))
        .containsExactly("/rows invalid_value");
  }

  @Test
  void everyFaultOfACsvIsAnsweredWithLineAndColumn() {
    String id = models.save(Trained.classifier(), null, ORIGIN);
    assertThat(faults(id, "text/csv", "length,width\n1,2\nx,\n3\n1,1e400\n1,1e300\n"))
        .containsExactly(
            "3:length wrong_type",
            "3:width missing_values",
            "4:width malformed",
            "5:width wrong_type",
            "6:width out_of_range");
    assertThat(faults(id, "text/csv", "lenght,kind,width\n1,2,3\n"))
        .containsExactly("1:lenght unknown_name", "1:length missing_field");

    assertThat(faults(id, "text/csv", "")).containsExactly("1:null malformed");
    assertThat(faults(id, "text/csv", "length,width\n")).containsExactly("1:null invalid_value");
    assertThat(faults(id, "text/csv", "length,width\n\"1,2\n")).hasSize(1);
  }

  private List<String> faults(String id, String type, String body) {
    HttpResponse<String> response =
        client.send("POST", "/v1/models/" + id + "/predict", type, "application/json", body);
    assertThat(response.statusCode()).as(response::body).isEqualTo(422);
    List<String> faults = new ArrayList<>();
    for (JsonNode error : JsonMapper.shared().readTree(response.body()).path("errors")) {
      String place =
          error.has("line")
              ? error.path("line").asString() + ":" + error.path("column").asString("null")
              : error.path("pointer").asString();
      faults.add(place + " " + error.path("code").asString());
    }
    return faults;
  }

  @Test
  void evaluatesItselfOnADataSetThatHasItsColumns() {
    String path = "/v1/models/" + models.save(Trained.classifier(), null, ORIGIN) + "/evaluate";
    String name = upload("length,width,kind\n1,0,rose\n2,1,rose\n18,3,tulip\n19,0,rose\n");
    JsonNode evaluation = client.post(path, "{\"dataset\": \"" + name + "\"}");
    assertThat(evaluation.path("rows").asInt()).isEqualTo(4);
    assertThat(evaluation.path("loss").asDouble()).isPositive();
    assertThat(evaluation.at("/metrics/accuracy").asDouble()).isEqualTo(0.75);
  }

  @Test
  void looksCloserWhereItIsAskedTo() {
    String path = "/v1/models/" + models.save(Trained.classifier(), null, ORIGIN) + "/evaluate";
    String name = upload("length,width,kind\n1,0,rose\n2,1,rose\n18,3,tulip\n19,0,rose\n");
    String body = "{\"dataset\": \"" + name + "\"}";
    JsonNode plain = client.post(path, body);
    assertThat(plain.path("classes").toString()).isEqualTo("[\"rose\",\"tulip\"]");
    assertThat(plain.path("confusion_matrix").toString()).isEqualTo("[[2.0,1.0],[0.0,1.0]]");
    assertThat(plain.at("/classification_report/classes/1").toString())
        .isEqualTo(
            "{\"label\":\"tulip\",\"precision\":0.5,\"recall\":1.0,\"f1\":0.6666666666666666,\"support\":1.0}");
    assertThat(plain.has("roc_curve")).isFalse();
    JsonNode closer =
        client.post(
            path + "?with=roc_curve&with=calibration_curve&with=permutation_importance", body);
    assertThat(closer.at("/roc_curve/0/label").asString()).isEqualTo("tulip");
    assertThat(closer.at("/roc_curve/0/thresholds/0").isNull()).isTrue();
    assertThat(closer.at("/calibration_curve/0/mean_predicted_value").size()).isPositive();
    assertThat(closer.path("permutation_importance")).hasSize(2);
    assertThat(
            closer.at("/permutation_importance/0/importances_mean").asDouble()
                - closer.at("/permutation_importance/1/importances_mean").asDouble())
        .isPositive();
    assertThat(closer.path("metrics")).isEqualTo(plain.path("metrics"));
    assertThat(refused(path + "?with=rok_curve", body)).contains("did you mean 'roc_curve'?");
  }

  @Test
  void measuresARegressionByWhatFitsNumbers() {
    String path = "/v1/models/" + models.save(Trained.regression(), null, ORIGIN) + "/evaluate";
    String name = upload("length,width\n1,0\n2,1\n18,3\n19,0\n");
    JsonNode evaluation =
        client.post(
            path + "?with=roc_curve&with=permutation_importance",
            "{\"dataset\": \"" + name + "\"}");
    assertThat(evaluation.path("metrics").propertyNames())
        .containsExactlyInAnyOrder("explained_variance", "mae", "mape", "mse", "r2", "rmse");
    assertThat(evaluation.path("confusion_matrix").isNull()).isTrue();
    assertThat(evaluation.has("roc_curve")).isFalse();
    assertThat(evaluation.at("/permutation_importance/0/feature").asString()).isEqualTo("length");
  }

  @Test
  void givesProbabilitiesWhereTheLossMakesThem() {
    String path = "/v1/models/" + models.save(Trained.classifier(), null, ORIGIN) + "/predict";
    JsonNode prediction = client.post(path, "{\"rows\": [[1, 2], [18, 3]]}");
    JsonNode tulip = prediction.at("/probabilities/1");
    assertThat(tulip.get(0).asDouble() + tulip.get(1).asDouble()).isCloseTo(1, within(1e-6));
    assertThat(tulip.get(1).asDouble()).isGreaterThan(0.5);
    String regression = models.save(Trained.regression(), null, ORIGIN);
    assertThat(
            client
                .post("/v1/models/" + regression + "/predict", "{\"rows\": [[1]]}")
                .path("probabilities")
                .isNull())
        .isTrue();
  }

  @Test
  void saysWhyADataSetCannotBeEvaluated() {
    String path = "/v1/models/" + models.save(Trained.classifier(), null, ORIGIN) + "/evaluate";
    assertThat(refused(path, "{\"dataset\": \"irish\"}")).contains("did you mean 'iris'?");
    assertThat(refused(path, "{\"dataset\": \"iris\"}")).contains("no column 'kind'");
    assertThat(refused(path, "{}")).contains("needs 'dataset'");
    String unseen = upload("length,width,kind\n1,2,daisy\n1,2,rose\n");
    assertThat(refused(path, "{\"dataset\": \"" + unseen + "\"}")).contains("daisy");
  }

  private String upload(String csv) {
    return JsonMapper.shared()
        .readTree(client.send("POST", "/v1/datasets", "text/csv", "application/json", csv).body())
        .path("id")
        .asString();
  }

  private String refused(String path, String body) {
    HttpResponse<String> response =
        client.send("POST", path, "application/json", "application/json", body);
    assertThat(response.statusCode()).isEqualTo(422);
    return JsonMapper.shared().readTree(response.body()).at("/errors/0/detail").asString();
  }

  @Test
  void aDeletedModelIsGoneThoughItWasReady() {
    String id = models.save(Trained.classifier(), null, ORIGIN);
    client.post("/v1/models/" + id + "/predict", "{\"rows\": [[1, 2]]}");
    assertThat(client.send("DELETE", "/v1/models/" + id, null, "*/*").statusCode()).isEqualTo(204);
    for (String path : List.of("", "/state")) {
      assertThat(
              client.send("GET", "/v1/models/" + id + path, null, "application/json").statusCode())
          .isEqualTo(404);
    }
    assertThat(
            client
                .send(
                    "POST",
                    "/v1/models/" + id + "/predict",
                    "application/json",
                    "*/*",
                    "{\"rows\": [[1, 2]]}")
                .statusCode())
        .isEqualTo(404);
    assertThat(client.send("DELETE", "/v1/models/" + id, null, "*/*").statusCode()).isEqualTo(404);
  }

  private static void assertSame(Map<String, Tensor> actual, Map<String, Tensor> expected) {
    assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
    actual.forEach((name, tensor) -> {
      assertThat(tensor.shape()).isEqualTo(expected.get(name).shape());
      assertThat(tensor.toArray()).isEqualTo(expected.get(name).toArray());
    });
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(entry -> texts.add(entry.asString()));
    return texts;
  }
}
