package io.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import io.trainyard.contract.StartedJobs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs are run once more, and go on for longer than was meant. */
@OnH2
class AgainIT {
  private static final String JOB =
      """
      {"dataset": "digits", "target": "digit", "epochs": 3000, "batch_size": 64, "seed": 3,
       "model": {"layers": [{"type": "Linear", "out_features": 24}, {"type": "BatchNorm1d"}, {"type": "ReLU"},
                            {"type": "Dropout", "p": 0.2}, {"type": "Linear", "out_features": 10}]},
       "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam", "lr": 0.003}}
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
  void cancelWhatIsLeft() {
    jobs.end();
  }

  @Test
  void aJobRunOnceMoreLearnsTheSame() {
    String start = "{\"0.weight\": [[1,2,3,4],[5,6,7,8],[9,10,11,12]], \"0.bias\": [1,2,3]}";
    String first =
        client.trained(
            Client.ARTICLE_JOB.replace(
                "\"epochs\"", "\"initial_state\": " + start + ", \"epochs\""));
    client.send(
        "PATCH",
        "/v1/jobs/" + first,
        "application/json",
        "*/*",
        "{\"name\": \"better\", \"labels\": {\"a\": \"b\"}}");
    HttpResponse<String> answer = jobs.act(first, "rerun", "");
    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode again = tree(answer);
    String id = again.path("id").asString();
    assertThat(id).isNotEqualTo(first);
    assertThat(answer.headers().firstValue("Location")).hasValue("/v1/jobs/" + id);
    assertThat(again.path("name").asString()).isEqualTo("better");
    assertThat(again.at("/labels/a").asString()).isEqualTo("b");
    jobs.awaitStatus(id, "succeeded");
    assertThat(jobs.losses(id)).isEqualTo(jobs.losses(first));
    assertThat(jobs.weights(id)).isEqualTo(jobs.weights(first));
  }

  @Test
  void aJobIsRunOnceMoreForOneKey() throws Exception {
    String first = client.trained(Client.ARTICLE_JOB);
    List<String> ids = new ArrayList<>();
    for (int time = 0; time < 2; time++) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + port + "/v1/jobs/" + first + "/rerun"))
              .header("Idempotency-Key", "once " + first)
              .POST(BodyPublishers.noBody())
              .build();
      try (HttpClient http = HttpClient.newHttpClient()) {
        ids.add(tree(http.send(request, BodyHandlers.ofString())).path("id").asString());
      }
    }
    assertThat(ids.getFirst()).startsWith("job_").isEqualTo(ids.getLast()).isNotEqualTo(first);
    assertThat(jobs.act("job_7ZZZZZZZZZZZZZZZZZZZZZZZZA", "rerun", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aPausedJobGoesOnForMoreEpochsAsIfTheyHadBeenMeant() {
    String id = jobs.submit(JOB);
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> client.get("/v1/jobs/" + id).at("/progress/epoch").asInt() > 3);
    HttpResponse<String> tooEarly = jobs.act(id, "resume", "{\"epochs\": 3500}");
    assertThat(tooEarly.statusCode()).as(tooEarly::body).isEqualTo(409);
    jobs.act(id, "pause", "");
    jobs.awaitStatus(id, "paused");
    int seen = client.get("/v1/jobs/" + id).at("/progress/epoch").asInt();
    assertThat(refusal(id, "{\"epochs\": 2999}")).isEqualTo("/epochs");
    assertThat(refusal(id, "{\"epochs\": 2000000}")).isEqualTo("/epochs");
    assertThat(refusal(id, "{\"epoch\": 3}")).isEqualTo("/epoch");
    jobs.awaitStatus(id, "paused");

    JsonNode resumed = tree(jobs.act(id, "resume", "{\"epochs\": 3100}"));
    assertThat(resumed.at("/progress/epochs").asInt()).isEqualTo(3100);
    assertThat(resumed.at("/spec/epochs").asInt()).isEqualTo(3100);
    assertThat(jobs.act(id, "resume", "{\"epochs\": 3100}").statusCode()).isEqualTo(202);
    assertThat(seen).isLessThan(3000);
    jobs.awaitStatus(id, "succeeded");
    String meant = client.trained(JOB.replace("3000", "3100"));
    assertThat(jobs.losses(id).size()).isEqualTo(3100);
    assertThat(jobs.losses(id)).isEqualTo(jobs.losses(meant));
    assertThat(jobs.weights(id)).isEqualTo(jobs.weights(meant));
  }

  @Test
  void aJobThatWaitedWhenItWasPausedHasTheEpochsItWasGivenSince() {
    String busy = JOB.replace("3000", "90000");
    List<String> before = List.of(jobs.submit(busy), jobs.submit(busy), jobs.submit(busy));
    String id = jobs.submit(Client.ARTICLE_JOB);
    jobs.act(id, "pause", "");
    jobs.awaitStatus(id, "paused");
    jobs.act(id, "resume", "{\"epochs\": 77}");
    before.forEach(job -> jobs.act(job, "cancel", ""));
    jobs.awaitStatus(id, "succeeded");
    assertThat(jobs.losses(id).size()).isEqualTo(77);
  }

  private String refusal(String id, String body) {
    HttpResponse<String> answer = jobs.act(id, "resume", body);
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(422);
    return tree(answer).at("/errors/0/pointer").asString();
  }

  private static JsonNode tree(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }
}
