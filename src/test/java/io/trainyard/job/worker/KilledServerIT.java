package io.trainyard.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.ServerProcess;
import io.trainyard.contract.Client;
import io.trainyard.job.TrainingJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Jobs whose server is killed, by an operator or with its machine. */
class KilledServerIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Whole epochs take tenths of a second. */
  private static final String HEALTHY =
      """
      {"dataset": "digits", "target": "digit", "batch_size": 8, "epochs": 100000,
       "model": {"layers": [{"type": "Linear", "out_features": 256}, {"type": "ReLU"},
                            {"type": "Linear", "out_features": 10}]},
       "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "SGD", "lr": 0.01}}
      """;

  @TempDir private Path directory;

  @Test
  void jobsThatFinishEpochsOutliveAnyNumberOfKillsAndWithoutAWorkerAreCancelledAtOnce() {
    List<String> paths = new ArrayList<>();
    for (int attempt = 1; attempt <= TrainingJob.MOST_LOST_ATTEMPTS; attempt++) {
      try (ServerProcess server = ServerProcess.start(directory, "--trainyard.workers=2")) {
        Client client = server.client();
        while (paths.size() < 2) {
          paths.add("/v1/jobs/" + client.post("/v1/jobs", HEALTHY).path("id").asString());
        }
        for (String path : paths) {
          int before = epochs(client.get(path));
          JsonNode job =
              await()
                  .atMost(SOON)
                  .until(
                      () -> client.get(path),
                      now -> epochs(now) > before || !now.path("finished_at").isNull());
          assertThat(job.path("status").asString()).as(job::toString).isEqualTo("running");
          assertThat(job.path("attempt").asInt()).isEqualTo(attempt);
        }
        server.kill();
      }
    }
    try (ServerProcess server = ServerProcess.start(directory, "--trainyard.workers=1")) {
      Client client = server.client();
      int attempts = TrainingJob.MOST_LOST_ATTEMPTS;
      String resumed =
          await()
              .atMost(Duration.ofSeconds(10)) // and not after twenty, when heartbeats are missed
              .until(
                  () ->
                      paths.stream()
                          .filter(path -> client.get(path).path("attempt").asInt() > attempts)
                          .findFirst(),
                  Optional::isPresent)
              .orElseThrow();
      assertThat(client.get(resumed).path("status").asString()).isEqualTo("running");
      paths.remove(resumed);
      JsonNode cancelled = client.post(paths.getFirst() + "/cancel", "");
      assertThat(cancelled.path("status").asString()).isEqualTo("cancelled");
      assertThat(cancelled.path("attempt").asInt()).isEqualTo(attempts);
    }
  }

  private static int epochs(JsonNode job) {
    return job.at("/progress/epoch").asInt();
  }
}
