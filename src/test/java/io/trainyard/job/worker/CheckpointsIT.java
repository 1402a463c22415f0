package io.trainyard.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import io.trainyard.job.Jobs;
import io.trainyard.job.checkpoint.Checkpoints;
import io.trainyard.job.checkpoint.StoredCheckpoint;
import io.trainyard.job.plan.JobPlans;
import io.trainyard.training.CheckpointRule;
import io.trainyard.training.RunCheckpoint;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What a job leaves behind while it trains. */
@OnH2
class CheckpointsIT {
  private static final String JOB =
      """
      {"dataset": "iris", "target": "species", "scaler": {"type": "StandardScaler"}, "epochs": 20, "batch_size": 32,
       "model": {"layers": [{"type": "Linear", "out_features": 8}, {"type": "BatchNorm1d"}, {"type": "ReLU"},
                            {"type": "Linear", "out_features": 3}]},
       "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam", "lr": 0.3},
       "checkpoint": {"every_seconds": null, "every_epochs": 1, "keep_latest": 3, "keep_best": 2}}
      """;

  private static final CheckpointRule RULE = new CheckpointRule(null, 1, 1, 0);

  @LocalServerPort private int port;
  @Autowired private Checkpoints checkpoints;
  @Autowired private Resumption resumption;
  @Autowired private JobPlans plans;
  @Autowired private Jobs jobs;
  @Autowired private JdbcTemplate jdbc;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  @Test
  void theLatestStayAndThoseOfTheLowestLoss() {
    String id = trained();
    JsonNode losses = client.get("/v1/jobs/" + id + "/losses").path("losses");
    List<Integer> best =
        IntStream.range(0, 19)
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    epoch -> losses.path(epoch).path("test_loss").asDouble()))
            .limit(2)
            .map(epoch -> epoch + 1)
            .toList();
    JsonNode listed = client.get("/v1/jobs/" + id + "/checkpoints").path("data");
    assertThat(listed.valueStream().map(one -> one.path("epoch").asInt()))
        .containsExactlyElementsOf(
            Stream.concat(Stream.of(19, 18, 17), best.stream())
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList());
    JsonNode latest = listed.path(0);
    assertThat(latest.path("number").asInt()).isEqualTo(19);
    assertThat(latest.path("attempt").asInt()).isEqualTo(1);
    assertThat(latest.path("step").asInt()).isEqualTo(19 * 4);
    assertThat(latest.path("test_loss")).isEqualTo(losses.path(18).path("test_loss"));
    assertThat(latest.path("size_bytes").asLong()).isGreaterThan(67 * 12);
    assertThat(latest.path("sha256").asString()).matches("[0-9a-f]{64}");
  }

  @Test
  void aModelCanBeTakenFromAnyOfThem() {
    String id = trained();
    JsonNode model = client.post("/v1/jobs/" + id + "/checkpoints/18/model", "");
    assertThat(model.path("epoch").asInt()).isEqualTo(17);
    JsonNode taken = client.get("/v1/models/" + model.path("model_id").asString());
    assertThat(taken.path("epoch").asInt()).isEqualTo(17);
    JsonNode evaluated =
        client.post(
            "/v1/models/" + model.path("model_id").asString() + "/evaluate",
            "{\"dataset\": \"iris\"}");
    assertThat(evaluated.path("metrics").path("accuracy").asDouble()).isGreaterThan(0.8);
    for (String unknown : List.of("99", "0", "-1", "1")) {
      var response =
          client.send("POST", "/v1/jobs/" + id + "/checkpoints/" + unknown + "/model", null, "*/*");
      assertThat(response.statusCode()).as(unknown).isEqualTo(404);
    }
  }

  @Test
  void onlyTheLatestAttemptAtARunningJobStoresAny() {
    String id = trained();
    List<StoredCheckpoint> before = checkpoints.list(id);
    RunCheckpoint checkpoint = checkpoints.read(before.getFirst());
    assertThat(checkpoints.save(id, 1, checkpoint, RULE)).isFalse(); // it has finished
    jdbc.update("update training_job set status = 'RUNNING', attempt = 2 where id = ?", id);
    assertThat(checkpoints.save(id, 1, checkpoint, RULE)).isFalse();
    jdbc.update("update training_job set epochs_recorded = 18 where id = ?", id);
    assertThat(checkpoints.save(id, 2, checkpoint, RULE)).isFalse(); // losses would be missing
    assertThat(checkpoints.list(id)).isEqualTo(before);
    jdbc.update("update training_job set epochs_recorded = 19 where id = ?", id);
    assertThat(checkpoints.save(id, 2, checkpoint, RULE)).isTrue();
    assertThat(checkpoints.list(id)).extracting(StoredCheckpoint::number).containsExactly(20);
    jdbc.update(
        "update training_job set status = 'SUCCEEDED', epochs_recorded = epochs where id = ?", id);
  }

  @Test
  void aDamagedOneIsPassedOver() throws Exception {
    String id = trained();
    JobPlans.Prepared prepared = plans.prepare(jobs.get(id));
    List<StoredCheckpoint> all = checkpoints.list(id);
    for (int damaged = 0; damaged <= all.size(); damaged++) {
      int epoch = resumption.run(id, prepared.plan(), prepared.table()).checkpoint().epoch();
      assertThat(epoch).isEqualTo(damaged == all.size() ? 0 : all.get(damaged).epoch());
      if (damaged < all.size()) {
        damage(all.get(damaged).id());
      }
    }
  }

  private void damage(String checkpoint) {
    byte[] bytes =
        jdbc.queryForObject(
            "select bytes from job_checkpoint_part where checkpoint_id = ? and part = 0",
            byte[].class,
            checkpoint);
    assertThat(bytes).isNotNull();
    bytes[bytes.length / 2] ^= 1;
    jdbc.update(
        "update job_checkpoint_part set bytes = ? where checkpoint_id = ?", bytes, checkpoint);
  }

  @Test
  void theyGoWithTheirJob() {
    String id = trained();
    List<StoredCheckpoint> all = checkpoints.list(id);
    assertThat(all).isNotEmpty();
    client.send("DELETE", "/v1/jobs/" + id, null, "*/*");
    for (StoredCheckpoint checkpoint : all) {
      assertThat(
              jdbc.queryForList(
                  "select part from job_checkpoint_part where checkpoint_id = ?", checkpoint.id()))
          .isEmpty();
    }
    assertThat(checkpoints.list(id)).isEmpty();
  }

  private String trained() {
    String id = client.post("/v1/jobs", JOB).path("id").asString();
    JsonNode job =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> client.get("/v1/jobs/" + id + "?wait=5"),
                now -> !now.path("finished_at").isNull());
    assertThat(job.path("status").asString()).as(job::toString).isEqualTo("succeeded");
    return id;
  }
}
