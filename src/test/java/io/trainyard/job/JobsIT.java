package io.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs over HTTP, from their submission to their end. */
@OnH2
class JobsIT {
  private static final String JSON = "application/json";

  @LocalServerPort private int port;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  @AfterEach
  void cancelWhatStillRuns() {
    for (String status : List.of("queued", "running")) {
      client
          .get("/v1/jobs?limit=100&status=" + status)
          .path("data")
          .forEach(job -> cancel(job.path("id").asString()));
    }
  }

  @Test
  void theArticlesJobGoesAllTheWay() {
    HttpResponse<String> created = send("POST", "/v1/jobs", Client.ARTICLE_JOB);
    assertThat(created.statusCode()).isEqualTo(201);
    JsonNode queued = tree(created);
    String path = "/v1/jobs/" + id(queued);
    assertThat(created.headers().firstValue("Location")).contains(path);
    assertThat(queued.path("status").asString()).isEqualTo("queued");
    assertThat(queued.at("/spec/model/layers/0/bias").asBoolean()).isTrue();
    assertThat(queued.at("/summary/parameters").asInt()).isEqualTo(27);

    JsonNode job = finished(id(queued));
    assertThat(job.path("status").asString()).isEqualTo("succeeded");
    assertThat(job.path("status_reason").asString()).isEqualTo("max_epochs");
    assertThat(job.path("attempt").asInt()).isEqualTo(1);
    assertThat(job.at("/progress/epoch").asInt()).isEqualTo(50);
    assertThat(job.at("/progress/fraction").asDouble()).isEqualTo(1);
    assertThat(job.at("/latest/epoch").asInt()).isEqualTo(49);
    assertThat(job.at("/best/epoch").asInt()).isEqualTo(49);
    assertThat(job.at("/summary/train_rows").asInt()).isEqualTo(100);
    assertThat(job.at("/summary/test_rows").asInt()).isEqualTo(50);
    assertThat(job.at("/timing/samples_per_second").asDouble()).isPositive();
    assertThat(client.get("/v1/models/" + job.path("model_id").asString()).at("/origin/job_id"))
        .isEqualTo(job.path("id"));

    JsonNode history = client.get(path + "/losses");
    assertThat(history.path("next_epoch").asInt()).isEqualTo(50);
    List<Double> train = losses(history, "train_loss");
    assertThat(train).hasSize(50);
    for (int epoch = 1; epoch < 50; epoch++) {
      assertThat(train.get(epoch)).isLessThan(train.get(epoch - 1));
    }
    assertThat(losses(history, "test_loss").getLast())
        .isEqualTo(job.at("/best/test_loss").asDouble());
  }

  @Test
  void listsEveryFaultOfARequestAtItsPlace() {
    JsonNode problem =
        refused(
            422,
            """
            {"dataset": "iris", "target": "specie", "epochs": 0, "batchsize": 3,
             "model": {"layers": [{"type": "Linear", "in_features": 4, "out_features": 3},
                                  {"type": "Linear", "in_features": 5, "out_features": 3}]},
             "loss": {"type": "MSELoss"},
             "optimizer": {"type": "SGD", "lr": -1}, "labels": {"a": "\\u0007"}}
            """);
    assertThat(texts(problem.path("errors"), "pointer"))
        .contains(
            "/target",
            "/epochs",
            "/batchsize",
            "/model/layers/1/in_features",
            "/optimizer/lr",
            "/labels/a");
  }

  @Test
  void tellsWhatADataSetIsProbablyCalled() {
    JsonNode problem = refused(422, Client.ARTICLE_JOB.replace("\"iris\"", "\"iriss\""));
    assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/dataset");
    assertThat(problem.at("/errors/0/detail").asString()).contains("did you mean 'iris'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/jobs/dry_run", "/v1/jobs?dry_run=true"})
  void aDryRunShowsWhatWouldBeAndQueuesNothing(String path) {
    int before = client.get("/v1/jobs?limit=100").path("data").size();
    HttpResponse<String> response = send("POST", path, Client.ARTICLE_JOB);
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode dryRun = tree(response);
    assertThat(dryRun.at("/spec/optimizer/momentum").asDouble()).isZero();
    assertThat(dryRun.at("/summary/parameters").asInt()).isEqualTo(27);
    assertThat(dryRun.at("/estimate/memory_bytes").asLong()).isPositive();
    assertThat(client.get("/v1/jobs?limit=100").path("data").size()).isEqualTo(before);
  }

  @Test
  void theCompletedSpecCanBeSentAgainAndGivesTheSameLosses() {
    JsonNode first = finished(submit(Client.ARTICLE_JOB.replace("\"seed\": 0}", "\"seed\": 7}")));
    JsonNode again = finished(submit(first.path("spec").toString()));
    assertThat(again.path("spec")).isEqualTo(first.path("spec"));
    assertThat(losses(history(again), "train_loss"))
        .isEqualTo(losses(history(first), "train_loss"));
  }

  @Test
  void startsFromParametersThatAreWrittenOut() {
    String state = "{\"0.weight\": [[1,2,3,4],[5,6,7,8],[9,10,11,12]], \"0.bias\": [1,2,3]}";
    String id =
        submit(
            Client.ARTICLE_JOB.replace(
                "\"epochs\"", "\"initial_state\": " + state + ", \"epochs\""));
    JsonNode job = finished(id);
    assertThat(job.at("/spec/initial_state/0.bias/2").asInt()).isEqualTo(3);
    JsonNode listed = client.get("/v1/jobs?limit=1").at("/data/0/spec/initial_state");
    assertThat(listed.path("0.weight").asString()).isEqualTo("[3, 4]");
  }

  @Test
  void startsFromTheModelOfAnotherJob() {
    JsonNode first = finished(submit(Client.ARTICLE_JOB));
    String start = "{\"model\": \"" + first.path("model_id").asString() + "\"}";
    JsonNode second =
        finished(
            submit(
                Client.ARTICLE_JOB.replace(
                    "\"epochs\"", "\"initial_state\": " + start + ", \"epochs\"")));
    assertThat(second.at("/spec/initial_state").toString()).isEqualTo(start.replace(": ", ":"));
    assertThat(losses(history(second), "train_loss").getFirst())
        .isCloseTo(losses(history(first), "train_loss").getLast(), within(1.0));
  }

  @Test
  void aQueuedJobIsCancelledAtOnce() {
    List<String> ahead = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      ahead.add(submit(longJob()));
    }
    String id = submit(longJob());
    JsonNode cancelled = cancel(id);
    assertThat(cancelled.path("status").asString()).isEqualTo("cancelled");
    assertThat(cancelled.path("status_reason").asString()).isEqualTo("user_cancelled");
    assertThat(cancelled.path("started_at").isNull()).isTrue();
    assertThat(cancel(id).path("status").asString()).isEqualTo("cancelled");
    ahead.forEach(this::cancel);
  }

  @Test
  void aRunningJobStopsAndKeepsItsHistory() {
    String id = submit(longJob());
    await().until(() -> client.get("/v1/jobs/" + id).at("/progress/epoch").asInt() > 0);
    assertThat(cancel(id).path("status").asString()).isIn("cancelling", "cancelled");
    JsonNode job = finished(id);
    assertThat(job.path("status").asString()).isEqualTo("cancelled");
    int recorded = job.at("/progress/epoch").asInt();
    assertThat(losses(history(job), "train_loss")).hasSize(recorded);
  }

  @Test
  void whatTheStateForbidsIsRefusedWithWhatItAllows() {
    String id = id(finished(submit(Client.ARTICLE_JOB)));
    HttpResponse<String> refused = send("POST", "/v1/jobs/" + id + "/cancel", "");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(tree(refused).path("job_status").asString()).isEqualTo("succeeded");
    assertThat(tree(refused).at("/allowed_actions").toString()).isEqualTo("[\"delete\"]");
    String running = submit(longJob());
    assertThat(send("DELETE", "/v1/jobs/" + running, "").statusCode()).isEqualTo(409);
  }

  @Test
  void aFinishedJobCanBeDeletedAndItsModelStays() {
    JsonNode job = finished(submit(Client.ARTICLE_JOB));
    String path = "/v1/jobs/" + id(job);
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(send("GET", path, "").statusCode()).isEqualTo(404);
    assertThat(send("GET", path + "/losses", "").statusCode()).isEqualTo(404);
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(404);
    client.get("/v1/models/" + job.path("model_id").asString());
  }

  @Test
  void waitsForAChangeOfState() {
    String id = submit(longJob());
    await().until(() -> client.get("/v1/jobs/" + id).path("status").asString().equals("running"));
    long began = System.nanoTime();
    assertThat(client.get("/v1/jobs/" + id + "?wait=1").path("status").asString())
        .isEqualTo("running");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
    Thread waiting =
        Thread.startVirtualThread(() -> {
          JsonNode changed = client.get("/v1/jobs/" + id + "?wait=60");
          assertThat(changed.path("status").asString()).isIn("cancelling", "cancelled");
        });
    cancel(id);
    await().atMost(Duration.ofSeconds(10)).until(() -> !waiting.isAlive());
    assertThat(send("GET", "/v1/jobs/" + id + "?wait=61", "").statusCode()).isEqualTo(422);
  }

  @Test
  void answersNothingNewWith304() {
    String id = submit(Client.ARTICLE_JOB);
    String path = "/v1/jobs/" + id;
    finished(id);
    String tag = send("GET", path, "").headers().firstValue("ETag").orElseThrow();
    assertThat(client.getUnless(tag, path).statusCode()).isEqualTo(304);
    assertThat(client.getUnless(tag, path + "?wait=5").statusCode()).isEqualTo(304);
    assertThat(client.getUnless("\"0.0\"", path).statusCode()).isEqualTo(200);
    send("PATCH", path, "{\"name\": \"another\"}");
    assertThat(client.getUnless(tag, path).statusCode()).isEqualTo(200);
  }

  @Test
  void namesAndLabelsChangeByMergePatch() {
    String path = "/v1/jobs/" + submit(Client.ARTICLE_JOB);
    send("PATCH", path, "{\"labels\": {\"team\": \"garden\", \"run\": \"1\"}}");
    JsonNode patched =
        tree(send("PATCH", path, "{\"name\": null, \"labels\": {\"run\": null, \"b\": \"2\"}}"));
    assertThat(patched.path("name").isNull()).isTrue();
    assertThat(patched.path("labels").toString()).isEqualTo("{\"team\":\"garden\",\"b\":\"2\"}");
    HttpResponse<String> refused =
        send("PATCH", path, "{\"name\": 3, \"labels\": {\"a\": []}, \"statu\": \"failed\"}");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(texts(tree(refused).path("errors"), "pointer"))
        .containsExactlyInAnyOrder("/name", "/labels/a", "/statu");
    assertThat(client.get(path).path("labels")).isEqualTo(patched.path("labels"));
  }

  @Test
  void listsPageByPage() {
    List<String> submitted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      submitted.addFirst(submit(Client.ARTICLE_JOB));
    }
    submitted.forEach(this::finished);
    JsonNode page = client.get("/v1/jobs?limit=3");
    List<String> listed = texts(page.path("data"), "id");
    assertThat(page.path("has_more").asBoolean()).isTrue();
    page = client.get("/v1/jobs?limit=2&after=" + page.path("next_after").asString());
    listed.addAll(texts(page.path("data"), "id"));
    assertThat(listed).isEqualTo(submitted);
    assertThat(texts(client.get("/v1/jobs?status=succeeded&limit=5").path("data"), "id"))
        .isEqualTo(submitted);
    assertThat(
            texts(
                client
                    .get("/v1/jobs?sort=created_at&limit=4&after=" + submitted.getLast())
                    .path("data"),
                "id"))
        .isEqualTo(submitted.subList(0, 4).reversed());
  }

  @Test
  void aLossThatIsNotFiniteEndsTheJobAndStaysInItsHistory() {
    JsonNode job = finished(submit(Client.ARTICLE_JOB.replace("1e-4", "1e20")));
    assertThat(job.path("status").asString()).isEqualTo("failed");
    assertThat(job.path("status_reason").asString()).isEqualTo("non_finite_loss");
    assertThat(job.path("error").asString())
        .matches("The (training|test) loss became .* in epoch \\d+; .*");
    JsonNode last = history(job).path("losses").get(job.at("/progress/epoch").asInt() - 1);
    assertThat(last.path("non_finite").isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "self.e(x[:, 0].long()) | line 7, column 37: the index 5 is out of range for 5 elements",
        "x.gather(1, (x * 10).long()) | line 7, column 39: the index",
        "F.one_hot(x[:, :1].long(), 5).float().sum(1) @ self.w | line 7, column 40: the index 5 is out"
      })
  void aValueThatTheModelDoesNotTakeFailsTheJobInWords(String output, String detail) {
    String text =
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.e = nn.Embedding(5, 3)
                self.w = nn.Parameter(torch.zeros(5, 3))
            def forward(self, x):
                return self.w.sum() + %s
        """
            .formatted(output);
    JsonNode job =
        finished(
            submit(
                """
                {"dataset": "iris", "target": "species", "model": {"source": %s},
                 "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "SGD", "lr": 0.1}, "epochs": 3}
                """
                    .formatted(JsonMapper.shared().writeValueAsString(text))));

    assertThat(job.path("status_reason").asString()).isEqualTo("invalid_value");
    assertThat(job.path("error").asString())
        .startsWith(
            "The data has a value that the model or the loss does not take: " + detail.strip());
  }

  @Test
  void aDataSetStaysWhileAJobNeedsIt() {
    send(
        "POST",
        "/v1/datasets",
        "{\"name\": \"needed\", \"columns\": [\"x\", \"y\"], \"rows\": [[1, 2], [2, 4], [3, 6], [4, 8]]}");
    String request =
        """
        {"dataset": "needed", "target": "y", "epochs": 100000000,
         "model": {"layers": [{"type": "Linear", "out_features": 1}]},
         "loss": {"type": "MSELoss"}, "optimizer": {"type": "SGD", "lr": 1e-3}}
        """;
    String id = submit(request.replace("100000000", "1000000"));
    HttpResponse<String> refused = send("DELETE", "/v1/datasets/needed", "");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains(id);
    cancel(id);
    finished(id);
    assertThat(send("DELETE", "/v1/datasets/needed", "").statusCode()).isEqualTo(204);
    assertThat(client.get("/v1/jobs/" + id).at("/spec/dataset").asString()).isEqualTo("needed");
  }

  private static String longJob() {
    return Client.ARTICLE_JOB.replace("\"epochs\": 50", "\"epochs\": 1000000");
  }

  private String submit(String request) {
    return id(client.post("/v1/jobs", request));
  }

  private JsonNode cancel(String id) {
    return tree(send("POST", "/v1/jobs/" + id + "/cancel", ""));
  }

  private JsonNode finished(String id) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> client.get("/v1/jobs/" + id + "?wait=5"),
            job -> !job.path("finished_at").isNull());
  }

  private JsonNode history(JsonNode job) {
    return client.get("/v1/jobs/" + id(job) + "/losses");
  }

  private JsonNode refused(int status, String request) {
    HttpResponse<String> response = send("POST", "/v1/jobs", request);
    assertThat(response.statusCode()).as(response::body).isEqualTo(status);
    return tree(response);
  }

  private HttpResponse<String> send(String method, String path, String body) {
    return client.send(method, path, body.isEmpty() ? null : JSON, "*/*", body);
  }

  private static JsonNode tree(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  private static String id(JsonNode job) {
    return job.path("id").asString();
  }

  private static List<Double> losses(JsonNode history, String name) {
    List<Double> losses = new ArrayList<>();
    history.path("losses").forEach(row -> losses.add(row.path(name).asDouble()));
    return losses;
  }

  private static List<String> texts(JsonNode list, String field) {
    List<String> texts = new ArrayList<>();
    list.forEach(entry -> texts.add(entry.path(field).asString()));
    return texts;
  }
}
