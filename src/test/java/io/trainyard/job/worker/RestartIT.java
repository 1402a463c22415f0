package io.trainyard.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.TrainyardApplication;
import io.trainyard.contract.Client;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The service stops and starts again on the same database; and starts with other workers. */
class RestartIT {
  private static final String LONG =
      """
      {"dataset": "digits", "target": "digit", "batch_size": 32, "epochs": 60,
       "model": {"layers": [{"type": "Linear", "out_features": 32}, {"type": "ReLU"},
                            {"type": "Dropout", "p": 0.1}, {"type": "Linear", "out_features": 10}]},
       "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam"}}
      """;

  @TempDir private Path directory;

  @Test
  void jobsThatRunOrWaitWhenItStopsEndAfterItStartsAgain() {
    List<String> ids = new ArrayList<>();
    try (ConfigurableApplicationContext server = start("restart", 2)) {
      Client client = client(server);
      for (int i = 0; i < 22; i++) {
        ids.add(
            client
                .post("/v1/jobs", i < 2 ? LONG.replace("60", "6000") : Client.ARTICLE_JOB)
                .path("id")
                .asString());
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() ->
              ids.subList(0, 2).stream()
                  .allMatch(id -> client.get("/v1/jobs/" + id).at("/progress/epoch").asInt() > 5));
      assertThat(client.get("/v1/jobs?status=queued&limit=100").path("data").size()).isEqualTo(20);
    }
    try (ConfigurableApplicationContext server = start("restart", 2)) {
      Client client = client(server);
      List<JsonNode> running = ids.subList(0, 2).stream().map(id -> job(client, id)).toList();
      assertThat(running)
          .allSatisfy(job -> assertThat(job.at("/progress/epoch").asInt()).isGreaterThan(5));
      ids.subList(0, 2).forEach(id -> client.post("/v1/jobs/" + id + "/cancel", ""));
      for (String id : ids) {
        JsonNode job = finished(client, id);
        boolean first = ids.indexOf(id) < 2;
        assertThat(job.path("status").asString()).isEqualTo(first ? "cancelled" : "succeeded");
        List<Integer> epochs = new ArrayList<>();
        client
            .get("/v1/jobs/" + id + "/losses")
            .path("losses")
            .forEach(row -> epochs.add(row.path("epoch").asInt()));
        assertThat(epochs).hasSize(job.at("/progress/epoch").asInt());
        for (int i = 0; i < epochs.size(); i++) {
          assertThat(epochs.get(i)).isEqualTo(i);
        }
      }
    }
  }

  @Test
  void theSameJobGivesTheSameBitsHoweverItIsRun() {
    List<String> histories = new ArrayList<>();
    for (int workers : new int[] {1, 4}) {
      try (ConfigurableApplicationContext server = start("bits" + workers, workers)) {
        Client client = client(server);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          ids.add(client.post("/v1/jobs", LONG).path("id").asString());
        }
        for (String id : ids) {
          assertThat(finished(client, id).path("status").asString()).isEqualTo("succeeded");
          histories.add(bits(client.get("/v1/jobs/" + id + "/losses")));
        }
      }
    }
    assertThat(histories).hasSize(8).containsOnly(histories.getFirst());
  }

  private ConfigurableApplicationContext start(String database, int workers) {
    return SpringApplication.run(
        TrainyardApplication.class,
        "--server.port=0",
        "--trainyard.workers=" + workers,
        "--spring.datasource.url=jdbc:h2:file:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            .formatted(directory.resolve(database)));
  }

  private static Client client(ConfigurableApplicationContext server) {
    return new Client(
        "http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port"));
  }

  private static JsonNode job(Client client, String id) {
    return client.get("/v1/jobs/" + id);
  }

  private static JsonNode finished(Client client, String id) {
    return await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> client.get("/v1/jobs/" + id + "?wait=10"),
            job -> !job.path("finished_at").isNull());
  }

  /** All losses of a history to the bit, without what differs from run to run. */
  private static String bits(JsonNode history) {
    StringBuilder bits = new StringBuilder();
    history
        .path("losses")
        .forEach(row -> {
          bits.append(Double.doubleToLongBits(row.path("train_loss").asDouble())).append(' ');
          bits.append(Double.doubleToLongBits(row.path("test_loss").asDouble())).append('\n');
        });
    return bits.toString();
  }
}
