package io.trainyard.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Jobs are put by and go on, and nobody can tell from what they learned. */
@OnH2
class PauseIT {

  /** Everything that has a state: dropout, statistics, an optimizer's and a schedule's memory. */
  private static final String JOB =
      """
      {"dataset": "digits", "target": "digit", "epochs": 60, "batch_size": 16, "seed": 3,
       "model": {"layers": [{"type": "Linear", "out_features": 64}, {"type": "BatchNorm1d"}, {"type": "ReLU"},
                            {"type": "Dropout", "p": 0.2}, {"type": "Linear", "out_features": 10}]},
       "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam", "lr": 0.003},
       "scheduler": {"type": "ReduceLROnPlateau", "patience": 2}}
      """;

  private static final String ENDLESS = JOB.replace("\"epochs\": 60", "\"epochs\": 9000");

  @LocalServerPort private int port;
  @Autowired private JdbcTemplate jdbc;
  private Client client;
  private final List<String> started = new ArrayList<>();

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  @AfterEach
  void cancelWhatIsLeft() {
    started.forEach(id -> act(id, "cancel"));
  }

  @Test
  void aJobThatWasPausedAndResumedLearnsTheSame() {
    String undisturbed = submit(JOB);
    awaitStatus(undisturbed, "succeeded");
    String paused = submit(JOB);
    for (int epochs : new int[] {1, 9, 25}) {
      awaitEpochs(paused, epochs);
      assertThat(act(paused, "pause").path("status").asString()).isIn("pausing", "paused");
      JsonNode job = client.get("/v1/jobs/" + paused + "?wait=30&wait_for=finished");
      assertThat(job.path("status").asString()).isEqualTo("paused");
      int recorded = job.path("progress").path("epoch").asInt();
      JsonNode newest = client.get("/v1/jobs/" + paused + "/checkpoints").path("data").path(0);
      assertThat(newest.path("step").asInt()).isGreaterThanOrEqualTo(recorded);
      assertThat(act(paused, "resume").path("status").asString()).isEqualTo("queued");
    }
    awaitStatus(paused, "succeeded");
    assertThat(losses(paused)).isEqualTo(losses(undisturbed));
    assertThat(weights(paused)).isEqualTo(weights(undisturbed));
    assertThat(client.get("/v1/jobs/" + paused).path("attempt").asInt()).isEqualTo(4);
  }

  @Test
  void aPausedJobStaysWhereItIs() throws InterruptedException {
    String id = submit(ENDLESS);
    awaitEpochs(id, 1);
    act(id, "pause");
    awaitStatus(id, "paused");
    int epoch = client.get("/v1/jobs/" + id).path("progress").path("epoch").asInt();
    Thread.sleep(1500);
    assertThat(client.get("/v1/jobs/" + id).path("progress").path("epoch").asInt())
        .isEqualTo(epoch);
    assertThat(act(id, "pause").path("status").asString()).isEqualTo("paused");
    assertThat(
            jdbc.queryForObject(
                "select count(*) from scheduled_tasks where task_instance = ?", Integer.class, id))
        .isZero();
    assertThat(act(id, "cancel").path("status").asString()).isEqualTo("cancelled");
    assertThat(refusal(id, "resume")).endsWith("is cancelled and cannot become queued.");
  }

  @Test
  void aJobThatWaitsIsPausedAtOnce() {
    List<String> before = List.of(submit(ENDLESS), submit(ENDLESS), submit(ENDLESS));
    String waiting = submit(JOB);
    assertThat(act(waiting, "pause").path("status").asString()).isEqualTo("paused");
    before.forEach(id -> act(id, "cancel"));
    before.forEach(id -> awaitStatus(id, "cancelled"));
    assertThat(client.get("/v1/jobs/" + waiting).path("started_at").isNull()).isTrue();
    assertThat(act(waiting, "resume").path("status").asString()).isEqualTo("queued");
    awaitStatus(waiting, "succeeded");
    assertThat(refusal(waiting, "pause")).endsWith("is succeeded and cannot become pausing.");
  }

  @Test
  void whoThinksBetterOfItLosesNothing() {
    String id = submit(JOB);
    awaitEpochs(id, 1);
    act(id, "pause");
    act(id, "resume");
    awaitStatus(id, "succeeded");
    assertThat(losses(id).size()).isEqualTo(60);
  }

  /** A worker that dies while it pauses a job leaves it paused. */
  @Test
  void aJobWhoseWorkerIsLostWhilePausingIsPaused() {
    String id = submit(JOB);
    awaitStatus(id, "succeeded");
    jdbc.update(
        "update training_job set status = 'PAUSING', finished_at = null, status_reason = null,"
            + " node_machine = null where id = ?",
        id);
    awaitStatus(id, "paused");
  }

  private String submit(String request) {
    String id = client.post("/v1/jobs", request).path("id").asString();
    started.add(id);
    return id;
  }

  private JsonNode act(String id, String action) {
    return json(client.send("POST", "/v1/jobs/" + id + "/" + action, null, "*/*"));
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  private String refusal(String id, String action) {
    var response = client.send("POST", "/v1/jobs/" + id + "/" + action, null, "*/*");
    assertThat(response.statusCode()).isEqualTo(409);
    return json(response).path("detail").asString();
  }

  private void awaitEpochs(String id, int epochs) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> client.get("/v1/jobs/" + id).path("progress").path("epoch").asInt() >= epochs);
  }

  private void awaitStatus(String id, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.get("/v1/jobs/" + id).path("status").asString().equals(status));
  }

  private JsonNode losses(String id) {
    JsonNode losses = client.get("/v1/jobs/" + id + "/losses?limit=1000").path("losses");
    losses.forEach(row -> ((ObjectNode) row).remove(List.of("seconds", "at")));
    return losses;
  }

  private String weights(String id) {
    String model = client.get("/v1/jobs/" + id).path("model_id").asString();
    return client.get("/v1/models/" + model + "/state").toString();
  }
}
