package io.trainyard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks JSON with a running server. */
public final class Client {
  /** The two-layer net of 27 parameters on iris. */
  public static final String ARTICLE_JOB =
      """
      {"name": "iris two layers", "dataset": "iris", "target": "species",
       "target_encoding": "one_hot", "split": {"train_size": 0.67, "seed": 0},
       "model": {"layers": [{"type": "Linear", "in_features": 4, "out_features": 3},
                            {"type": "ReLU"},
                            {"type": "Linear", "in_features": 3, "out_features": 3}]},
       "loss": {"type": "MSELoss", "reduction": "sum"},
       "optimizer": {"type": "SGD", "lr": 1e-4}, "epochs": 50, "seed": 0}
      """;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String server;

  public Client(String server) {
    this.server = server;
  }

  /** Trains a job to its success. */
  public String trained(String job) {
    JsonNode created = post("/v1/jobs", job);
    String id = created.path("id").asString();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get("/v1/jobs/" + id), state -> !state.path("finished_at").isNull());
    assertThat(get("/v1/jobs/" + id).path("status").asString()).isEqualTo("succeeded");
    return id;
  }

  /** The id of the model that a job leaves behind. */
  public String model(String job) {
    return get("/v1/jobs/" + trained(job)).path("model_id").asString();
  }

  /** What is there; it has to be there. */
  public JsonNode get(String path) {
    HttpResponse<String> response = send("GET", path, null, "application/json");
    assertThat(response.statusCode()).as(response::body).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  /** Sends JSON that has to be accepted. */
  public JsonNode post(String path, String body) {
    HttpResponse<String> response =
        send("POST", path, "application/json", "application/json", body);
    assertThat(response.statusCode()).as(response::body).isBetween(200, 299);
    return JSON.readTree(response.body());
  }

  public HttpResponse<String> send(String method, String path, String contentType, String accept) {
    return send(method, path, contentType, accept, "");
  }

  /** Sends anything. */
  public HttpResponse<String> send(
      String method, String path, String contentType, String accept, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Accept", accept);
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    return send(request.build(), BodyHandlers.ofString());
  }

  /** What is there, unless it is what an earlier answer with this tag has shown. */
  public HttpResponse<String> getUnless(String etag, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(server + path)).header("If-None-Match", etag).build(),
        BodyHandlers.ofString());
  }

  /** A body as bytes. */
  public HttpResponse<byte[]> bytes(String path, String accept) {
    return send(
        HttpRequest.newBuilder(URI.create(server + path)).header("Accept", accept).build(),
        BodyHandlers.ofByteArray());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
