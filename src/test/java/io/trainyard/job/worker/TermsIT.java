package io.trainyard.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import io.trainyard.contract.StartedJobs;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which job goes first, and which ends before it is done. */
@OnH2
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "trainyard.workers=1")
class TermsIT {
  private static final String ENDLESS =
      """
      {"dataset": "digits", "target": "digit", "epochs": 90000, "batch_size": 16,
       "model": {"layers": [{"type": "Linear", "out_features": 10}]},
       "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "SGD", "lr": 0.001}}
      """;

  @LocalServerPort private int port;
  private Client client;
  private StartedJobs jobs;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
    jobs = new StartedJobs(client);
  }

  @AfterEach
  void cancelAll() {
    jobs.end();
  }

  /** Those that come last, when the worker has chosen already whom to take next, go first. */
  @RepeatedTest(3)
  void thoseOfTheHighestPriorityGoFirstAndOfTheseTheOldest() {
    String running = jobs.submit(ENDLESS);
    jobs.awaitStatus(running, "running");
    String low = jobs.submit(with(Client.ARTICLE_JOB, "priority", "-1"));
    String first = jobs.submit(Client.ARTICLE_JOB);
    String second = jobs.submit(with(Client.ARTICLE_JOB, "priority", "0"));
    String higher = jobs.submit(with(Client.ARTICLE_JOB, "priority", "5"));
    client.post("/v1/jobs/" + second + "/pause", "");
    String highest = jobs.submit(with(Client.ARTICLE_JOB, "priority", "10000"));
    client.post("/v1/jobs/" + higher + "/pause", "");
    client.post("/v1/jobs/" + higher + "/resume", "");
    client.post("/v1/jobs/" + second + "/resume", "");
    client.post("/v1/jobs/" + running + "/cancel", "");
    List<String> order = List.of(highest, higher, first, second, low);
    order.forEach(id -> jobs.awaitStatus(id, "succeeded"));
    assertThat(
            order.stream()
                .map(id -> client.get("/v1/jobs/" + id))
                .sorted(Comparator.comparing(job -> job.path("started_at").asString()))
                .map(job -> job.path("id").asString()))
        .isEqualTo(order);
    assertThat(client.get("/v1/jobs/" + higher).at("/spec/priority").asInt()).isEqualTo(5);
  }

  @Test
  void endsWithItsModelWhenItHasTrainedForLongEnough() {
    String id = jobs.submit(with(ENDLESS, "max_seconds", "1.5"));
    await().until(() -> client.get("/v1/jobs/" + id).at("/progress/epoch").asInt() > 0);
    client.post("/v1/jobs/" + id + "/pause", "");
    jobs.awaitStatus(id, "paused");
    client.post("/v1/jobs/" + id + "/resume", "");
    jobs.awaitStatus(id, "succeeded");
    JsonNode job = client.get("/v1/jobs/" + id);
    assertThat(job.path("status_reason").asString()).isEqualTo("max_seconds");
    assertThat(job.path("error").isNull()).isTrue();
    assertThat(job.path("attempt").asInt()).isEqualTo(2);
    assertThat(job.at("/timing/training_seconds").asDouble()).isBetween(0.01, 1.6);
    assertThat(modelEpoch(job)).isEqualTo(job.at("/progress/epoch").asInt() - 1);
  }

  @Test
  void endsWithItsModelAtItsDeadline() {
    Instant deadline = Instant.now().plusSeconds(3);
    String id = jobs.submit(with(ENDLESS, "deadline", "\"" + deadline + "\""));
    jobs.awaitStatus(id, "succeeded");
    JsonNode job = client.get("/v1/jobs/" + id);
    assertThat(job.path("status_reason").asString()).isEqualTo("deadline");
    assertThat(Instant.parse(job.path("finished_at").asString()))
        .isBetween(deadline.minusMillis(1), deadline.plusSeconds(5));
    assertThat(modelEpoch(job)).isEqualTo(job.at("/progress/epoch").asInt() - 1);
  }

  @Test
  void failsWhenItsDeadlinePassesInTheQueue() {
    String running = jobs.submit(ENDLESS);
    jobs.awaitStatus(running, "running");
    Instant deadline = Instant.now().plusSeconds(2);
    String id = jobs.submit(with(Client.ARTICLE_JOB, "deadline", "\"" + deadline + "\""));
    jobs.awaitStatus(id, "failed");
    JsonNode job = client.get("/v1/jobs/" + id);
    assertThat(job.path("status_reason").asString()).isEqualTo("deadline");
    assertThat(job.path("error").asString()).contains("passed while it was in the queue");
    assertThat(job.path("started_at").isNull()).isTrue();
    assertThat(job.path("model_id").isNull()).isTrue();
    assertThat(client.get("/v1/jobs/" + running).path("status").asString()).isEqualTo("running");
  }

  @Test
  void failsWhenNoEpochIsOverInTime() {
    String id =
        jobs.submit(
            with(
                ENDLESS
                    .replace("\"batch_size\": 16", "\"batch_size\": 1")
                    .replace(
                        "\"out_features\": 10}",
                        "\"out_features\": 3000}, {\"type\": \"Linear\", \"out_features\": 10}"),
                "max_seconds",
                "0.05"));
    jobs.awaitStatus(id, "failed");
    JsonNode job = client.get("/v1/jobs/" + id);
    assertThat(job.path("status_reason").asString()).isEqualTo("max_seconds");
    assertThat(job.path("error").asString())
        .isEqualTo("No epoch was over after the 0.05 seconds of 'max_seconds'.");
  }

  @ParameterizedTest
  @CsvSource({
    "deadline, \"2020-01-01T00:00:00Z\", out_of_range",
    "deadline, \"tomorrow\", invalid_value",
    "deadline, \"2031-01-01T00:00:00\", invalid_value",
    "priority, 1.5, wrong_type",
    "priority, 10001, out_of_range",
    "max_seconds, 0, out_of_range"
  })
  void refusesWhatCannotBe(String field, String value, String code) {
    HttpResponse<String> answer =
        client.send(
            "POST",
            "/v1/jobs",
            "application/json",
            "application/json",
            with(Client.ARTICLE_JOB, field, value));
    assertThat(answer.statusCode()).isEqualTo(422);
    JsonNode flaw = JsonMapper.shared().readTree(answer.body()).at("/errors/0");
    assertThat(flaw.path("pointer").asString()).isEqualTo("/" + field);
    assertThat(flaw.path("code").asString()).isEqualTo(code);
  }

  private int modelEpoch(JsonNode job) {
    return client.get("/v1/models/" + job.path("model_id").asString()).path("epoch").asInt();
  }

  private static String with(String request, String field, String value) {
    return request.replaceFirst("\\{", "{\"" + field + "\": " + value + ", ");
  }
}
