package io.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests that are sent more than once. */
@OnH2
class IdempotencyIT {

  private static final String ANOTHER =
      Client.ARTICLE_JOB.replace("\"epochs\": 50", "\"epochs\": 51");

  @LocalServerPort private int port;
  @Autowired private JdbcTemplate jdbc;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String key = UUID.randomUUID().toString();

  @Test
  void theSameKeyAndBodyGiveTheSameJob() {
    JsonNode first = created(post(Client.ARTICLE_JOB, key));
    JsonNode again = created(post(Client.ARTICLE_JOB.replace("{", "{ ").replace(",", " ,"), key));
    assertThat(again.path("id")).isEqualTo(first.path("id"));
    assertThat(created(post(Client.ARTICLE_JOB, null)).path("id")).isNotEqualTo(first.path("id"));
    assertThat(created(post(Client.ARTICLE_JOB, key + "'s other")).path("id"))
        .isNotEqualTo(first.path("id"));
  }

  @Test
  void theSameKeyOfAnotherBodyIsRefused() {
    String id = created(post(Client.ARTICLE_JOB, key)).path("id").asString();
    assertThat(ANOTHER).isNotEqualTo(Client.ARTICLE_JOB);
    JsonNode fault = refused(post(ANOTHER, key));
    assertThat(fault.path("parameter").asString()).isEqualTo("Idempotency-Key");
    assertThat(fault.path("code").asString()).isEqualTo("duplicate");
    assertThat(fault.path("detail").asString()).contains(key, id);
  }

  @Test
  void manyAtOnceGiveOneJob() {
    List<CompletableFuture<String>> answers =
        IntStream.range(0, 12)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(
                    () -> created(post(Client.ARTICLE_JOB, key)).path("id").asString()))
            .toList();
    assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
  }

  @Test
  void aRefusedRequestKeepsNoKey() {
    assertThat(post("{\"dataset\": \"none\"}", key).statusCode()).isEqualTo(422);
    created(post(Client.ARTICLE_JOB, key));
  }

  @Test
  void aKeyIsKeptForADayAndNoLongerThanItsJob() throws InterruptedException {
    String id = created(post(Client.ARTICLE_JOB, key)).path("id").asString();
    var client = new Client("http://127.0.0.1:" + port);
    client.get("/v1/jobs/" + id + "?wait=30&wait_for=finished");
    assertThat(
            jdbc.update(
                "update idempotency_key set created_at = ? where id = ?",
                Timestamp.from(Instant.now().minusSeconds(3600 * 23)),
                key))
        .isOne();
    assertThat(created(post(Client.ARTICLE_JOB, key)).path("id").asString()).isEqualTo(id);
    client.send("DELETE", "/v1/jobs/" + id, null, "*/*");
    assertThat(created(post(Client.ARTICLE_JOB, key)).path("id").asString()).isNotEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"  ", "long"})
  void aKeyThatCanBeNoneIsRefused(String word) {
    JsonNode fault =
        refused(post(Client.ARTICLE_JOB, word.equals("long") ? "x".repeat(256) : word));
    assertThat(fault.path("detail").asString()).contains("1 to 255 printable characters");
  }

  private JsonNode created(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response::body).isEqualTo(201);
    JsonNode job = JsonMapper.shared().readTree(response.body());
    assertThat(response.headers().firstValue("Location"))
        .hasValue("/v1/jobs/" + job.path("id").asString());
    return job;
  }

  private static JsonNode refused(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response::body).isEqualTo(422);
    return JsonMapper.shared().readTree(response.body()).path("errors").path(0);
  }

  private HttpResponse<String> post(String body, String idempotencyKey) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/jobs"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
