package io.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service that has little room says so. */
@OnH2
@TestPropertySource(
    properties = {
      "trainyard.workers=1",
      "trainyard.limits.queue-length=3",
      "trainyard.limits.job-memory-bytes=1MB",
      "trainyard.limits.name-length=40"
    })
class FullServiceIT {
  @LocalServerPort private int port;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  @Test
  void aFullQueueTakesNoMoreHoweverManyComeTogether() throws Exception {
    String longJob = Client.ARTICLE_JOB.replace("\"epochs\": 50", "\"epochs\": 1000000");
    List<Future<HttpResponse<String>>> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 30; i++) {
        answers.add(clients.submit(() -> submit(longJob)));
      }
    }
    List<String> accepted = new ArrayList<>();
    for (Future<HttpResponse<String>> answer : answers) {
      HttpResponse<String> response = answer.get();
      if (response.statusCode() == 201) {
        accepted.add(tree(response).path("id").asString());
      } else {
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("5");
        assertThat(tree(response).path("detail").asString()).contains("'queue_length' is 3");
      }
    }
    assertThat(client.get("/v1/jobs?status=queued").path("data").size()).isLessThanOrEqualTo(3);
    assertThat(accepted).hasSizeBetween(1, 4);
    accepted.forEach(id -> client.post("/v1/jobs/" + id + "/cancel", ""));
  }

  @Test
  void aJobThatNeedsMoreMemoryThanAllowedIsRefusedWithTheFigure() {
    HttpResponse<String> response =
        submit(
            Client.ARTICLE_JOB
                .replace("\"in_features\": 4, \"out_features\": 3", "\"out_features\": 100000")
                .replace("\"in_features\": 3, ", ""));
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(tree(response).at("/errors/0/code").asString()).isEqualTo("limit_exceeded");
    assertThat(tree(response).at("/errors/0/detail").asString()).contains("of memory");
  }

  @Test
  void aNameThatIsTooLongIsRefusedOnce() {
    HttpResponse<String> response =
        submit(Client.ARTICLE_JOB.replace("iris two layers", "x".repeat(41)));
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(tree(response).path("errors").size()).isEqualTo(1);
    assertThat(tree(response).at("/errors/0/pointer").asString()).isEqualTo("/name");
  }

  private HttpResponse<String> submit(String job) {
    return client.send("POST", "/v1/jobs", "application/json", "application/json", job);
  }

  private static JsonNode tree(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }
}
