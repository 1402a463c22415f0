package io.trainyard.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.ServerProcess;
import io.trainyard.contract.Client;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A process that is told to stop hands back the jobs that it trains: none of them fails. */
class StopIT {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String WORKERS = "--trainyard.workers=6";

  /** What somebody gives who does not know H2's settings. */
  private static final String OWN_URL =
      "--spring.datasource.url=jdbc:h2:file:./own;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

  private static final String LONG =
      """
      {"dataset": "digits", "target": "digit", "batch_size": 32, "epochs": 100000,
       "model": {"layers": [{"type": "Linear", "out_features": 32}, {"type": "ReLU"},
                            {"type": "Linear", "out_features": 10}]},
       "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam"}}
      """;

  @TempDir private Path directory;

  @Test
  void jobsThatRunAtAStopGoOnAfterTheNextStart() {
    List<String> ids = new ArrayList<>();
    for (int stop = 0; stop < 2; stop++) {
      try (ServerProcess server = ServerProcess.start(directory, WORKERS, OWN_URL)) {
        Client client = server.client();
        for (int i = ids.size(); i < 6; i++) {
          ids.add(client.post("/v1/jobs", LONG).path("id").asString());
        }
        int attempt = stop + 1;
        await()
            .atMost(LONGEST)
            .until(() -> ids.stream().allMatch(id -> trains(client, id, attempt)));
        server.signal("TERM");
        server.stop(); // a second signal on the way
        assertThat(server.log()).doesNotContain("already closed", "has been closed");
      }
    }
    try (ServerProcess server = ServerProcess.start(directory, WORKERS, OWN_URL)) {
      assertThat(ids)
          .extracting(id -> server.client().get("/v1/jobs/" + id).path("status").asString())
          .allMatch(status -> status.equals("running") || status.equals("queued"));
    }
  }

  @Test
  void aStopDuringTheStartLeavesAStoreThatStarts() {
    for (int millis : new int[] {1500, 3000, 5000}) {
      ServerProcess server = ServerProcess.launch(directory, List.of());
      await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
      server.stop();
    }
    try (ServerProcess server = ServerProcess.start(directory)) {
      assertThat(server.client().get("/v1/datasets/iris").path("rows").asInt()).isEqualTo(150);
    }
  }

  private static boolean trains(Client client, String id, int attempt) {
    JsonNode job = client.get("/v1/jobs/" + id);
    assertThat(job.path("status").asString()).as(job::toString).isNotEqualTo("failed");
    return job.path("status").asString().equals("running")
        && job.path("attempt").asInt() == attempt;
  }
}
