package io.trainyard.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.ServerProcess;
import io.trainyard.contract.Client;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Jobs of all kinds whose servers are killed or told to stop at random moments come to the losses
 * and weights of jobs that nobody disturbed, to the bit. {@code -Dkills=} says how many ends there
 * are at least; every third is a SIGTERM.
 */
class KillsIT {
  private static final int KILLS = Integer.getInteger("kills", 6);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final String WORKERS = "--trainyard.workers=2";

  private static final String BEGIN =
      """
      {"dataset": "digits", "target": "digit", "seed": 11, "metrics": ["accuracy"],
       "loss": {"type": "CrossEntropyLoss"}, "checkpoint": {"every_seconds": 0.1, "keep_latest": 2}, \
      """;

  private static final String REGRESSION =
      """
      {"dataset": "diabetes", "target": "progression", "seed": 12, "metrics": ["r2", "mae"],
       "scaler": {"type": "StandardScaler"}, "loss": {"type": "MSELoss"}, "checkpoint": {"every_seconds": 0.1},
       "model": {"layers": [{"type": "Linear", "out_features": 64}, {"type": "Tanh"}, {"type": "Linear", "out_features": 1}]}, \
      """;

  private static final List<String> JOBS =
      List.of(
          BEGIN
              + """
              "epochs": 150, "batch_size": 32, "optimizer": {"type": "Adam", "amsgrad": true},
              "scheduler": {"type": "ReduceLROnPlateau", "patience": 1, "cooldown": 1},
              "early_stopping": {"patience": 150, "restore_best": true},
              "model": {"layers": [{"type": "Linear", "out_features": 128}, {"type": "BatchNorm1d"}, {"type": "ReLU"},
                                   {"type": "Dropout", "p": 0.3}, {"type": "Linear", "out_features": 10}]}}
              """,
          BEGIN
              + """
              "epochs": 100, "batch_size": 16, "optimizer": {"type": "SGD", "lr": 0.01, "momentum": 0.9},
              "scheduler": {"type": "CyclicLR", "base_lr": 0.001, "max_lr": 0.05, "step_size_up": 77},
              "model": {"layers": [{"type": "Linear", "out_features": 64}, {"type": "Dropout"}, {"type": "GELU"},
                                   {"type": "Linear", "out_features": 10}]}}
              """,
          REGRESSION
              + """
              "epochs": 60, "optimizer": {"type": "LBFGS", "max_iter": 20, "line_search_fn": "strong_wolfe"},
              "scheduler": {"type": "SequentialLR", "milestones": [20],
                "schedulers": [{"type": "ConstantLR"}, {"type": "ExponentialLR", "gamma": 0.99}]}}
              """,
          REGRESSION
              + """
              "epochs": 400, "batch_size": 10, "optimizer": {"type": "NAdam"},
              "scheduler": {"type": "ChainedScheduler",
                "schedulers": [{"type": "LinearLR"}, {"type": "MultiplicativeLR", "lr_lambda": "lambda epoch: 0.999"}]}}
              """);

  @TempDir private Path undisturbed;
  @TempDir private Path disturbed;

  private final Random random = new Random(Long.getLong("seed", 1));
  private final List<Double> repeated = new ArrayList<>();

  /** What came of a job. */
  private record Result(List<String> losses, Map<String, JsonNode> weights) {}

  @Test
  void nobodyCanTellFromTheResultThatAServerWasKilled() {
    List<Result> expected;
    try (ServerProcess server = ServerProcess.start(undisturbed, WORKERS)) {
      Client client = server.client();
      List<String> ids = submit(client);
      await().atMost(LONGEST).until(() -> unfinished(client, ids).isEmpty());
      expected = ids.stream().map(id -> result(client, id)).toList();
    }
    int kills = 0;
    for (int round = 0; kills < KILLS; round++) {
      kills += disturb(disturbed.resolve("round" + round), KILLS - kills, expected);
    }
    repeated.sort(null);
    System.out.printf(
        "%d ends; work repeated after one: median %.2f s, most %.2f s%n",
        kills, repeated.get(repeated.size() / 2), repeated.getLast());
  }

  /**
   * Submits the jobs once and ends servers until all of them are done.
   *
   * @param most after so many ends they are left alone
   * @return how many there were
   */
  private int disturb(Path directory, int most, List<Result> expected) {
    List<String> ids = List.of();
    for (int kills = 0; ; kills++) {
      try (ServerProcess server = ServerProcess.start(directory, WORKERS)) {
        Instant ready = Instant.now();
        Client client = server.client();
        if (ids.isEmpty()) {
          ids = submit(client);
        }
        List<String> all = ids;
        Duration pause = kills == most ? LONGEST : Duration.ofMillis(random.nextInt(3000));
        waitFor(pause, () -> unfinished(client, all).isEmpty());
        if (unfinished(client, all).isEmpty()) {
          assertThat(all.stream().map(id -> result(client, id))).isEqualTo(expected);
          return kills;
        }
        end(server, ready, kills % 3 == 2, client, all);
      }
    }
  }

  private static void waitFor(Duration most, Callable<Boolean> isOver) {
    try {
      await().atMost(most.plusMillis(1)).pollInterval(Duration.ofMillis(200)).until(isOver);
    } catch (ConditionTimeoutException e) {
      // so long, and no longer
    }
  }

  private void end(
      ServerProcess server, Instant ready, boolean gently, Client client, List<String> ids) {
    Map<String, Instant> begun = new LinkedHashMap<>();
    for (String id : unfinished(client, ids)) {
      JsonNode latest = client.get("/v1/jobs/" + id + "/checkpoints").at("/data/0/created_at");
      Instant written = latest.isMissingNode() ? ready : Instant.parse(latest.asString());
      begun.put(id, written.isAfter(ready) ? written : ready);
    }
    Instant now = Instant.now();
    if (gently) {
      server.stop();
      assertThat(Duration.between(now, Instant.now())).isLessThan(Duration.ofSeconds(5));
    } else {
      server.kill();
      begun.values().forEach(at -> repeated.add(Duration.between(at, now).toMillis() / 1e3));
    }
  }

  private static List<String> submit(Client client) {
    return JOBS.stream().map(job -> client.post("/v1/jobs", job).path("id").asString()).toList();
  }

  private static List<String> unfinished(Client client, List<String> ids) {
    return ids.stream()
        .filter(id -> client.get("/v1/jobs/" + id).path("finished_at").isNull())
        .toList();
  }

  private static Result result(Client client, String id) {
    JsonNode job = client.get("/v1/jobs/" + id);
    assertThat(job.path("status").asString()).as(job::toString).isEqualTo("succeeded");
    List<String> losses = new ArrayList<>();
    for (JsonNode loss : client.get("/v1/jobs/" + id + "/losses?limit=10000").path("losses")) {
      assertThat(loss.path("epoch").asInt()).isEqualTo(losses.size());
      losses.add(
          loss.path("train_loss")
              + " "
              + loss.path("test_loss")
              + " "
              + loss.path("learning_rate")
              + " "
              + loss.path("metrics"));
    }
    Map<String, JsonNode> weights = new LinkedHashMap<>();
    JsonNode state = client.get("/v1/models/" + job.path("model_id").asString() + "/state");
    state.properties().forEach(entry -> weights.put(entry.getKey(), entry.getValue()));
    return new Result(losses, weights);
  }
}
