package io.trainyard.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import io.trainyard.contract.StartedJobs;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
  private StartedJobs jobs;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
    jobs = new StartedJobs(client);
  }

  @AfterEach
  void cancelWhatIsLeft() {
    jobs.end();
  }

  @Test
  void aJobThatWasPausedAndResumedLearnsTheSame() {
    String undisturbed = jobs.submit(JOB);
    jobs.awaitStatus(undisturbed, "succeeded");
    String paused = jobs.submit(JOB);
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
    jobs.awaitStatus(paused, "succeeded");
    assertThat(jobs.losses(paused)).isEqualTo(jobs.losses(undisturbed));
    assertThat(jobs.weights(paused)).isEqualTo(jobs.weights(undisturbed));
    assertThat(client.get("/v1/jobs/" + paused).path("attempt").asInt()).isEqualTo(4);
  }

  @Test
  void aPausedJobStaysWhereItIs() throws InterruptedException {
    String id = jobs.submit(ENDLESS);
    awaitEpochs(id, 1);
    act(id, "pause");
    jobs.awaitStatus(id, "paused");
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
    List<String> before = List.of(jobs.submit(ENDLESS), jobs.submit(ENDLESS), jobs.submit(ENDLESS));
    String waiting = jobs.submit(JOB);
    assertThat(act(waiting, "pause").path("status").asString()).isEqualTo("paused");
    before.forEach(id -> act(id, "cancel"));
    before.forEach(id -> jobs.awaitStatus(id, "cancelled"));
    assertThat(client.get("/v1/jobs/" + waiting).path("started_at").isNull()).isTrue();
    assertThat(act(waiting, "resume").path("status").asString()).isEqualTo("queued");
    jobs.awaitStatus(waiting, "succeeded");
    assertThat(refusal(waiting, "pause")).endsWith("is succeeded and cannot become pausing.");
  }

  @Test
  void whoThinksBetterOfItLosesNothing() {
    String id = jobs.submit(JOB);
    awaitEpochs(id, 1);
    act(id, "pause");
    act(id, "resume");
    jobs.awaitStatus(id, "succeeded");
    assertThat(jobs.losses(id).size()).isEqualTo(60);
  }

  /** A worker that dies while it pauses a job leaves it paused. */
  @Test
  void aJobWhoseWorkerIsLostWhilePausingIsPaused() {
    String id = jobs.submit(JOB);
    jobs.awaitStatus(id, "succeeded");
    jdbc.update(
        "update training_job set status = 'PAUSING', finished_at = null, status_reason = null,"
            + " node_machine = null where id = ?",
        id);
    jobs.awaitStatus(id, "paused");
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
}
