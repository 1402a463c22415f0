package io.trainyard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.ServerProcess;
import io.trainyard.contract.Client;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The PostgreSQL below the service freezes: it takes connections and answers none. The service says
 * so soon, and goes on by itself.
 */
class OutageIT {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration ROOM_FOR_A_BUSY_MACHINE = Duration.ofMillis(1500);

  private static final String LONG =
      """
      {"dataset": "digits", "target": "digit", "batch_size": 32, "epochs": 100000,
       "model": {"layers": [{"type": "Linear", "out_features": 32}, {"type": "ReLU"},
                            {"type": "Linear", "out_features": 10}]},
       "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam"}}
      """;

  @TempDir private Path directory;

  @Test
  void whileTheDatabaseDoesNotAnswerTheServiceSaysSoAndAfterwardsGoesOn() throws Exception {
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(true)
                .start();
        ServerProcess server =
            ServerProcess.start(
                directory,
                "--spring.profiles.active=postgres",
                "--trainyard.workers=1",
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres")) {
      Client client = server.client();
      String job = client.post("/v1/jobs", LONG).path("id").asString();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> job(client, job).at("/progress/epoch").asInt() > 1);

      signal("STOP");
      try {
        assertThat(answers(client, "/v1/jobs/" + job, "/v1/datasets/iris", "/v1/models"))
            .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(503));
        HttpResponse<String> readiness =
            client.send("GET", "/actuator/health/readiness", null, "application/json");
        assertThat(readiness.statusCode()).isEqualTo(503);
        assertThat(
                JsonMapper.shared()
                    .readTree(readiness.body())
                    .at("/components/db/details/reason")
                    .asString())
            .startsWith("The database does not answer");
        // what computes without the database goes on
        client.post("/v1/autograd", "{\"source\": \"print(1 + 1)\"}");
      } finally {
        signal("CONT");
      }
      await().atMost(Duration.ofSeconds(30)).until(server::isReady);
      int epoch = job(client, job).at("/progress/epoch").asInt();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> job(client, job).at("/progress/epoch").asInt() > epoch);
      assertThat(job(client, job).path("status").asString()).isEqualTo("running");
      assertThat(job(client, job).path("attempt").asInt()).isEqualTo(1);
    }
  }

  /** Answers to requests that are all on their way at once, each of which must come soon. */
  private static List<HttpResponse<String>> answers(Client client, String... paths)
      throws Exception {
    List<Future<HttpResponse<String>>> asked = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 30; i++) {
        String path = paths[i % paths.length];
        asked.add(clients.submit(() -> client.send("GET", path, null, "application/json")));
      }
      List<HttpResponse<String>> answers = new ArrayList<>();
      long end = System.nanoTime() + SOON.plus(ROOM_FOR_A_BUSY_MACHINE).toNanos();
      for (var answer : asked) {
        answers.add(answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
      }
      return answers;
    }
  }

  private static JsonNode job(Client client, String id) {
    return client.get("/v1/jobs/" + id);
  }

  /** Sends a signal to the database's first process and all that it has started. */
  private void signal(String name) throws IOException, InterruptedException {
    long pid =
        Long.parseLong(
            Files.readAllLines(directory.resolve("postgres/postmaster.pid")).getFirst().strip());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .forEach(process -> command.add(Long.toString(process.pid())));
    new ProcessBuilder(command).start().waitFor();
  }
}
