package io.trainyard.metrics;

import io.trainyard.Program;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus that reads one node every second and knows the project's alert rules. */
final class PrometheusServer implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final Path log;
  private final Process process;
  private final int port;

  PrometheusServer(Program prometheus, int node, Path rules) throws IOException {
    Path parent = Files.createDirectories(Path.of("target", "prometheus").toAbsolutePath());
    Path directory = Files.createTempDirectory(parent, "test");
    Path config =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            """
            global:
              scrape_interval: 1s
              evaluation_interval: 1s
            rule_files: ["%s"]
            scrape_configs:
              - job_name: trainyard
                metrics_path: /actuator/prometheus
                static_configs:
                  - targets: ["127.0.0.1:%d"]
            """
                .formatted(rules.toAbsolutePath(), node));
    log = directory.resolve("log.txt");
    port = freePort();
    process =
        prometheus.start(
            log,
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port);
  }

  /** The series that an expression gives now; throws when Prometheus finds an error in it. */
  JsonNode query(String expression) throws IOException, InterruptedException {
    return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .get("result");
  }

  /** The state of all alert rules. */
  JsonNode rules() throws IOException, InterruptedException {
    return get("/api/v1/rules").get("groups").get(0).get("rules");
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("Prometheus has ended: " + Files.readString(log));
    }
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    JsonNode answer =
        json.readTree(
            http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
    if (!"success".equals(answer.path("status").asString())) {
      throw new IllegalStateException(path + " gives " + answer);
    }
    return answer.get("data");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws Exception {
    http.close();
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
