package io.trainyard.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.TrainyardApplication;
import io.trainyard.contract.Client;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Jobs that have room in the memory one by one, and not together. */
class AdmissionIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @Test
  void theSecondJobWaitsUntilThereIsRoomAndIsNotOvertaken() {
    String first;
    String second;
    String small;
    try (ConfigurableApplicationContext server = start()) {
      Client client = client(server);
      first = client.post("/v1/jobs", job(256)).path("id").asString();
      awaitStatus(client, first, "running");
      second = client.post("/v1/jobs", job(256)).path("id").asString();
      awaitWorkersBusy(client, 2);
      small = client.post("/v1/jobs", job(4)).path("id").asString();
      awaitWorkersBusy(client, 3);
      assertThat(status(client, first)).isEqualTo("running");
      assertThat(status(client, second)).isEqualTo("queued");
      assertThat(status(client, small)).isEqualTo("queued");

      client.post("/v1/jobs/" + first + "/cancel", "");
      awaitStatus(client, second, "running");
      awaitStatus(client, small, "running");
    }
    try (ConfigurableApplicationContext server = start()) { // after a stop it is so, too
      Client client = client(server);
      awaitStatus(client, second, "running");
      awaitStatus(client, small, "running");
      String third = client.post("/v1/jobs", job(256)).path("id").asString();
      awaitWorkersBusy(client, 3);
      assertThat(status(client, third)).isEqualTo("queued");
      assertThat(client.post("/v1/jobs/" + third + "/cancel", "").path("status").asString())
          .isEqualTo("cancelled");
      awaitWorkersBusy(client, 2);
      for (String id : List.of(second, small)) {
        assertThat(client.get("/v1/jobs/" + id).path("attempt").asInt()).isEqualTo(2);
        client.post("/v1/jobs/" + id + "/cancel", "");
      }
    }
  }

  @Test
  void aJobThatIsLargerThanAllRoomIsRefused() {
    try (ConfigurableApplicationContext server = start()) {
      var refused =
          client(server)
              .send("POST", "/v1/jobs", "application/json", "application/json", job(1024));
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains("limit_exceeded", "of memory; the most is 7 MB");
    }
  }

  /** A job that does not end; it needs about 4 MB with 256 units. */
  private static String job(int units) {
    return """
    {"dataset": "iris", "target": "species", "epochs": 1000000,
     "model": {"layers": [{"type": "Linear", "out_features": %1$d}, {"type": "ReLU"},
                          {"type": "Linear", "out_features": %1$d}, {"type": "ReLU"},
                          {"type": "Linear", "out_features": 3}]},
     "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam"}}
    """
        .formatted(units);
  }

  private ConfigurableApplicationContext start() {
    return SpringApplication.run(
        TrainyardApplication.class,
        "--server.port=0",
        "--trainyard.workers=3",
        "--trainyard.limits.job-memory-bytes=6MB",
        "--spring.datasource.url=jdbc:h2:file:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            .formatted(directory.resolve("admission")));
  }

  private static Client client(ConfigurableApplicationContext server) {
    return new Client(
        "http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port"));
  }

  private static String status(Client client, String id) {
    return client.get("/v1/jobs/" + id).path("status").asString();
  }

  private static void awaitStatus(Client client, String id, String status) {
    await().atMost(SOON).until(() -> status(client, id).equals(status));
  }

  private static void awaitWorkersBusy(Client client, int workers) {
    String line = "trainyard_workers_busy " + workers + ".0";
    await()
        .atMost(SOON)
        .until(() ->
            client
                .send("GET", "/actuator/prometheus", null, "text/plain")
                .body()
                .lines()
                .anyMatch(line::equals));
  }
}
