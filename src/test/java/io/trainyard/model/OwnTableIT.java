package io.trainyard.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table as people have them: numbers, categories, gaps, names; from its upload to predictions.
 */
@OnH2
class OwnTableIT {
  private static final JsonMapper JSON = JsonMapper.shared();

  @LocalServerPort private int port;
  private Client client;
  private String dataset;

  @BeforeEach
  void upload() throws IOException {
    client = new Client("http://127.0.0.1:" + port);
    String csv = Files.readString(Path.of("src/test/resources/tables/passengers.csv"));
    dataset = created("/v1/datasets", "text/csv", csv).path("id").asString();
  }

  private JsonNode created(String path, String type, String body) {
    HttpResponse<String> response = client.send("POST", path, type, "application/json", body);
    assertThat(response.statusCode()).as(response::body).isBetween(200, 299);
    return JSON.readTree(response.body());
  }

  private String job(String more) {
    return """
    {"dataset": "%s", "target": "survived", "seed": 3, %s
     "split": {"train_size": 0.75, "stratify": true},
     "model": {"layers": [{"type": "Linear", "out_features": 16}, {"type": "ReLU"},
                          {"type": "Linear", "out_features": 2}]},
     "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam", "lr": 0.01},
     "epochs": 60, "batch_size": 32, "metrics": ["accuracy"]}
    """
        .formatted(dataset, more);
  }

  @Test
  void trainsInOneRequestAsItWasDownloadedAndPredictsWithGapsAndUnknownCategories() {
    JsonNode job = client.get("/v1/jobs/" + client.trained(job("\"preprocess\": \"auto\",")));
    assertThat(job.at("/spec/preprocess/0/steps/0/type").asString()).isEqualTo("SimpleImputer");
    JsonNode losses = client.get("/v1/jobs/" + job.path("id").asString() + "/losses");
    JsonNode last = losses.path("losses").get(59);
    assertThat(last.at("/metrics/test_accuracy").asDouble()).isGreaterThan(0.7);

    String model = "/v1/models/" + job.path("model_id").asString();
    JsonNode kept = client.get(model);
    assertThat(texts(kept.path("features"))).containsExactly("class", "sex", "age", "fare", "port");
    assertThat(kept.at("/preparation/columns/sex").asString()).isEqualTo("category");
    JsonNode objects =
        client.post(
            model + "/predict",
            """
            {"rows": [{"sex": "female", "class": 1, "age": null, "fare": 70.5, "port": "S"},
                      {"port": "Nowhere", "fare": null, "age": 41, "class": 3, "sex": "male", "survived": 1}]}
            """);
    assertThat(texts(objects.path("labels"))).containsExactly("1", "0");
    JsonNode lists =
        client.post(
            model + "/predict",
            "{\"rows\": [[1, \"female\", null, 70.5, \"S\"], [3, \"male\", 41, null, \"Nowhere\"]]}");
    assertThat(lists).isEqualTo(objects);
    String csv =
        "port,passenger,sex,class,age,fare,survived\nS,1,female,1,,70.5,\nNowhere,2,male,3,41,NA,0\n";
    assertThat(created(model + "/predict?extra_columns=ignore", "text/csv", csv))
        .isEqualTo(objects);
    HttpResponse<String> refused =
        client.send("POST", model + "/predict", "text/csv", "application/json", csv);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("'passenger'", "extra_columns=ignore");
    JsonNode evaluation = client.post(model + "/evaluate", "{\"dataset\": \"" + dataset + "\"}");
    assertThat(evaluation.at("/metrics/accuracy").asDouble()).isGreaterThan(0.75);
  }

  @Test
  void theDryRunShowsWhatIsDoneToEachColumnAndWhy() {
    JsonNode run = client.post("/v1/jobs/dry_run", job("\"preprocess\": \"auto\","));
    List<String> decisions = new ArrayList<>();
    run.path("preparation")
        .forEach(column ->
            decisions.add(
                column.path("column").asString()
                    + " | "
                    + column.path("reason").asString()
                    + " | "
                    + String.join(", ", texts(column.path("becomes")))));
    assertThat(decisions)
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("passenger | left out: it numbers the rows | "),
            line -> assertThat(line).isEqualTo("class | numbers, without gaps | class"),
            line ->
                assertThat(line).isEqualTo("name | left out: it has another text in each row | "),
            line ->
                assertThat(line)
                    .isEqualTo("sex | 2 categories, without gaps | sex_female, sex_male"),
            line ->
                assertThat(line)
                    .matches(
                        "age \\| numbers, \\d+ gaps: filled with the median, and shown by an"
                            + " indicator \\| age, missingindicator_age"),
            line -> assertThat(line).startsWith("fare | numbers"),
            line -> assertThat(line).startsWith("port | 3 categories, "));
    String copied = JSON.writeValueAsString(run.path("spec"));
    JsonNode again = client.post("/v1/jobs/dry_run", copied);
    assertThat(again.path("spec")).isEqualTo(run.path("spec"));
  }

  @Test
  void withoutAPreparationTheFaultsNameTheWayOn() {
    HttpResponse<String> refused =
        client.send("POST", "/v1/jobs", "application/json", "application/json", job(""));
    assertThat(refused.statusCode()).isEqualTo(422);
    JsonNode errors = JSON.readTree(refused.body()).path("errors");
    assertThat(errors).hasSizeGreaterThan(3);
    errors.forEach(error ->
        assertThat(error.path("detail").asString())
            .endsWith("or have it prepared: \"preprocess\": \"auto\""));
  }

  @Test
  void whatCannotBePreparedIsSaidAtItsPlaceInTheList() {
    List<String> faults =
        faults(
            job(
                """
                "preprocess": [
                  {"columns": ["age", "agee"], "type": "StandardScaler"},
                  {"columns": ["sex"], "type": "OneHotEncoder", "handle_unknwon": "ignore"},
                  {"columns": ["port"], "type": "SimpleImputer", "strategy": "average"},
                  {"columns": ["fare"], "steps": [{"type": "Scaler"}]},
                  {"columns": ["fare"], "steps": [], "type": "StandardScaler"}],
                "scaler": {"type": "StandardScaler"},
                """));
    assertThat(faults)
        .contains(
            "/preprocess/1/handle_unknwon unknown_field",
            "/preprocess/2/strategy unknown_name",
            "/preprocess/3/steps/0/type unknown_name",
            "/preprocess/4/type unknown_field",
            "/scaler invalid_value");
    assertThat(
            faults(
                job(
                    """
                    "preprocess": [
                      {"columns": ["age", "agee"], "type": "StandardScaler"},
                      {"columns": ["sex", "survived"], "type": "OneHotEncoder"}],
                    """)))
        .containsExactly("/preprocess/0/columns/1 not_found", "/preprocess/1/columns/1 not_found");
    assertThat(
            faults(
                job(
                    """
                    "preprocess": [
                      {"columns": ["age", "fare"], "type": "StandardScaler"},
                      {"columns": ["port"], "steps": [{"type": "SimpleImputer"}, {"type": "OneHotEncoder"}]}],
                    """)))
        .containsExactly("/preprocess/1 invalid_value");
    assertThat(
            faults(
                job("\"preprocess\": [{\"columns\": [\"age\"], \"type\": \"StandardScaler\"}],")))
        .containsExactly("/preprocess missing_values");
  }

  @Test
  void aValueThatThePreparationRefusesIsNamedByRowAndColumn() {
    String model =
        "/v1/models/"
            + client.model(
                job(
                    """
                    "preprocess": [
                      {"columns": ["class"], "type": "StandardScaler"},
                      {"columns": ["sex"], "type": "OneHotEncoder"}],
                    """))
            + "/predict";
    assertThat(predictionFaults(model, "{\"rows\": [[1, \"male\"], [2, \"unknown\"]]}"))
        .containsExactly("/rows/1/1 invalid_value");
    assertThat(predictionFaults(model, "{\"rows\": [{\"sex\": \"male\", \"class\": null}]}"))
        .containsExactly("/rows/0/class invalid_value");
    assertThat(predictionFaults(model, "{\"rows\": [[\"third\", \"male\"], [1, true]]}"))
        .containsExactly("/rows/0/0 wrong_type", "/rows/1/1 wrong_type");
    HttpResponse<String> csv =
        client.send(
            "POST", model, "text/csv", "application/json", "sex,class\nmale,1\nmale,2\nnobody,3\n");
    assertThat(JSON.readTree(csv.body()).at("/errors/0/line").asInt()).isEqualTo(4);
    assertThat(JSON.readTree(csv.body()).at("/errors/0/column").asString()).isEqualTo("sex");
  }

  private List<String> faults(String job) {
    return predictionFaults("/v1/jobs", job);
  }

  private List<String> predictionFaults(String path, String body) {
    HttpResponse<String> refused =
        client.send("POST", path, "application/json", "application/json", body);
    assertThat(refused.statusCode()).as(refused::body).isEqualTo(422);
    List<String> faults = new ArrayList<>();
    JSON.readTree(refused.body())
        .path("errors")
        .forEach(error ->
            faults.add(error.path("pointer").asString() + " " + error.path("code").asString()));
    return faults;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(entry -> texts.add(entry.asString()));
    return texts;
  }
}
