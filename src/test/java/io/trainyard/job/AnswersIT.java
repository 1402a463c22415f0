package io.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers come when they are wanted, say what they can, and are no longer than somebody reads. */
@OnH2
class AnswersIT {
  private static final String CLASSIFIER =
      """
      {"dataset": "%s", "target": "%s", "epochs": %d,
       "model": {"layers": [{"type": "Linear", "out_features": 3}]},
       "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "SGD", "lr": 0.01}}
      """;

  @LocalServerPort private int port;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  @Test
  void aRequestThatWaitsForTheEndIsAnsweredAtTheEnd() {
    for (int i = 0; i < 8; i++) {
      String id = client.post("/v1/jobs", Client.ARTICLE_JOB).path("id").asString();
      JsonNode job = client.get("/v1/jobs/" + id + "?wait=20&wait_for=finished");
      assertThat(job.path("status").asString()).isEqualTo("succeeded");
    }
  }

  @Test
  @Timeout(20)
  void waitingForTheEndEndsWithItsTimeToo() {
    String id =
        client
            .post("/v1/jobs", CLASSIFIER.formatted("iris", "species", 1_000_000))
            .path("id")
            .asString();
    JsonNode job = client.get("/v1/jobs/" + id + "?wait=1&wait_for=finished");
    assertThat(job.path("status").asString()).isIn("queued", "running");
    client.post("/v1/jobs/" + id + "/cancel", "");
    job = client.get("/v1/jobs/" + id + "?wait=15&wait_for=finished");
    assertThat(job.path("status").asString()).isEqualTo("cancelled");
  }

  @Test
  void whatCannotBeWaitedForIsRefused() {
    String id = client.trained(Client.ARTICLE_JOB);
    assertThat(refusal("GET", "/v1/jobs/" + id + "?wait=1&wait_for=ever", "", 422))
        .contains("'wait_for' must be 'change' or 'finished'; got 'ever'");
  }

  @Test
  void aTableOfTheTargetAloneIsRefusedInWords() {
    upload("lonely", "kind\na\nb\na\nb\n");
    assertThat(refusal("POST", "/v1/jobs", CLASSIFIER.formatted("lonely", "kind", 5), 422))
        .contains("/features", "the data set has no column besides the target");
  }

  @Test
  void aSetOfColumnsIsToldByTenAndTheirCount() {
    upload(
        "wide",
        row(i -> "c" + i) + ",y\n" + row(i -> "word" + i) + ",1\n" + row(i -> "w" + i) + ",2\n");
    String many = refusal("POST", "/v1/jobs", CLASSIFIER.formatted("wide", "y", 5), 422);
    assertThat(many)
        .contains("'c9' holds text", "300 columns in all hold text")
        .doesNotContain("c10");
    String unknown = refusal("POST", "/v1/jobs", CLASSIFIER.formatted("wide", "goal", 5), 422);
    assertThat(unknown).contains("no column 'goal'", "c8, c9, … (301 in all)");
    assertThat(unknown.length()).isLessThan(3000);
  }

  @Test
  void aSetOfClassesIsToldByTenAndTheirCount() {
    upload(
        "small",
        "x,y\n" + IntStream.range(0, 400).mapToObj(i -> i + "," + i % 200).collect(lines()));
    upload("other", "x,y\n1,3\n2,777\n");
    String model =
        client.model(
            """
            {"dataset": "small", "target": "y", "epochs": 1,
             "model": {"layers": [{"type": "Linear", "out_features": 200}]},
             "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "SGD", "lr": 1e-6}}
            """);
    assertThat(
            refusal("POST", "/v1/models/" + model + "/evaluate", "{\"dataset\": \"other\"}", 422))
        .contains("777", "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … (200 in all)");
  }

  @Test
  void anOutputThatIsNotANumberHasNoLabel() {
    String source =
        """
        import torch
        from torch import nn
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.linear = nn.Linear(4, 3)
            def forward(self, x):
                return self.linear(torch.sqrt(x))
        """;
    String model =
        client.model(
            JsonMapper.shared()
                .writeValueAsString(
                    Map.of(
                        "dataset",
                        "iris",
                        "target",
                        "species",
                        "epochs",
                        1,
                        "model",
                        Map.of("source", source),
                        "loss",
                        Map.of("type", "CrossEntropyLoss"),
                        "optimizer",
                        Map.of("type", "SGD", "lr", 0.01))));
    JsonNode prediction =
        client.post(
            "/v1/models/" + model + "/predict", "{\"rows\": [[1, 1, 1, 1], [-1, 1, 1, 1]]}");
    assertThat(prediction.at("/labels/0").isString()).isTrue();
    assertThat(prediction.at("/labels/1").isNull()).isTrue();
    assertThat(prediction.at("/outputs/1/0").isNull()).isTrue();
  }

  @Test
  void aListOfJobsDoesWithoutTheirTexts() {
    String comment = "# " + "long ".repeat(2000);
    String source =
        comment
            + "\nfrom torch import nn\nclass Net(nn.Module):\n    def __init__(self, n):\n"
            + "        super().__init__()\n        self.linear = nn.Linear(4, n)\n"
            + "    def forward(self, x):\n        return self.linear(x)\n";
    String id =
        client.trained(
            JsonMapper.shared()
                .writeValueAsString(
                    Map.of(
                        "dataset",
                        "iris",
                        "target",
                        "species",
                        "epochs",
                        1,
                        "model",
                        Map.of("source", source, "args", Map.of("n", 3)),
                        "loss",
                        Map.of("type", "CrossEntropyLoss"),
                        "optimizer",
                        Map.of("type", "SGD", "lr", 0.01))));
    JsonNode listed = client.get("/v1/jobs?limit=1").at("/data/0");
    assertThat(listed.path("id").asString()).isEqualTo(id);
    assertThat(listed.at("/spec/model/args/n").asInt()).isEqualTo(3);
    assertThat(listed.toString().length()).isLessThan(3000);
    assertThat(client.get("/v1/jobs/" + id).at("/spec/model/source").asString()).isEqualTo(source);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /v1/jobs/job_1/model   |
          GET    | /v1/jobs/job_1/cance   |
          POST   | /v1/jobs/job_1/cance   |
          DELETE | /v1/jbs/job_1          |
          GET    | /v1/jbs/job_1          | ; did you mean '/v1/jobs/job_1'?
          POST   | /v1/models/m/predct    | ; did you mean '/v1/models/m/predict'?
          GET    | /v1/models/m/predct    |
          """)
  void aHintLeadsToNoOtherMethodAndToNoHarm(String method, String path, String hint) {
    assertThat(refusal(method, path, "", 404))
        .contains("There is nothing at '" + path + "'" + (hint == null ? "." : hint));
  }

  private String refusal(String method, String path, String body, int status) {
    HttpResponse<String> answer =
        client.send(method, path, body.isEmpty() ? null : "application/json", "*/*", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body();
  }

  private void upload(String name, String csv) {
    HttpResponse<String> answer =
        client.send("POST", "/v1/datasets?name=" + name, "text/csv", "*/*", csv);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static String row(java.util.function.IntFunction<String> cell) {
    return IntStream.range(0, 300).mapToObj(cell).collect(Collectors.joining(","));
  }

  private static java.util.stream.Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n", "", "\n");
  }
}
