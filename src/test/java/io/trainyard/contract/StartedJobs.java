package io.trainyard.contract;

import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The jobs that a test starts, so that it can follow them and leaves none behind. */
public final class StartedJobs {
  private final Client client;
  private final List<String> ids = new ArrayList<>();

  public StartedJobs(Client client) {
    this.client = client;
  }

  /** Starts a job; returns its id. */
  public String submit(String request) {
    String id = client.post("/v1/jobs", request).path("id").asString();
    ids.add(id);
    return id;
  }

  /** Asks for an action; the body may be empty. */
  public HttpResponse<String> act(String id, String action, String body) {
    String type = body.isEmpty() ? null : "application/json";
    return client.send("POST", "/v1/jobs/" + id + "/" + action, type, "*/*", body);
  }

  public void awaitStatus(String id, String status) {
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> client.get("/v1/jobs/" + id).path("status").asString().equals(status));
  }

  /** What is the same of a job whenever it is trained: its losses, without the times. */
  public JsonNode losses(String id) {
    JsonNode losses = client.get("/v1/jobs/" + id + "/losses").path("losses");
    losses.forEach(row -> ((ObjectNode) row).remove("seconds"));
    return losses;
  }

  public String weights(String id) {
    String model = client.get("/v1/jobs/" + id).path("model_id").asString();
    return client.get("/v1/models/" + model + "/state").toString();
  }

  /** Cancels what is left and waits until it has ended; some may have been deleted. */
  public void end() {
    ids.forEach(id -> act(id, "cancel", ""));
    ids.forEach(
        id -> client.send("GET", "/v1/jobs/" + id + "?wait=20&wait_for=finished", null, "*/*"));
  }
}
