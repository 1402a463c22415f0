package io.trainyard.metrics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service under test, as its users reach it. */
final class Node implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final int port;

  Node(int port) {
    this.port = port;
  }

  /** Submits the net of the article. */
  String submit(String name, int epochs, double learningRate)
      throws IOException, InterruptedException {
    return submit(name, epochs, learningRate, 3, 100);
  }

  /** Submits the net of the article with so many hidden features and rows in a batch. */
  String submit(String name, int epochs, double learningRate, int width, int batchSize)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        post(
            "/v1/jobs",
            """
            {"name": "%s", "dataset": "iris", "target": "species", "target_encoding": "one_hot",
             "split": {"train_size": 0.67},
             "model": {"layers": [{"type": "Linear", "out_features": %d}, {"type": "ReLU"}, {"type": "Linear", "out_features": 3}]},
             "loss": {"type": "MSELoss", "reduction": "sum"},
             "optimizer": {"type": "SGD", "lr": %s}, "epochs": %d, "batch_size": %d}
            """
                .formatted(name, width, learningRate, epochs, batchSize));
    if (answer.statusCode() != 201) {
      throw new IllegalStateException("POST /v1/jobs answers " + answer.body());
    }
    return json.readTree(answer.body()).get("id").asString();
  }

  /** How a job stands, after it has ended or twenty seconds are over. */
  String statusAtTheEnd(String job) throws IOException, InterruptedException {
    JsonNode answer = null;
    for (int tries = 0; tries < 40; tries++) {
      answer = json.readTree(get("/v1/jobs/" + job + "?wait=5"));
      String status = answer.get("status").asString();
      if (List.of("succeeded", "failed", "cancelled").contains(status)) {
        return status;
      }
    }
    throw new IllegalStateException("the job has not ended: " + answer);
  }

  String get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString()).body();
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** What Prometheus reads, the lines about Trainyard itself. */
  String scrape() throws IOException, InterruptedException {
    return String.join(
            "\n",
            get("/actuator/prometheus")
                .lines()
                .filter(line -> line.contains("trainyard_"))
                .toList())
        + "\n";
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public void close() {
    http.close();
  }
}
