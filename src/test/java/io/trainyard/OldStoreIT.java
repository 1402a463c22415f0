package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.contract.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A store that an older version left behind, killed at work with jobs of every state, opens: {@code
 * stores/schema-3} is the H2 file, and {@code expected.json} what that version said of it.
 */
class OldStoreIT {
  private static final Path STORE = Path.of("src/test/resources/stores/schema-3");

  @TempDir private static Path directory;
  private static ServerProcess server;
  private static JsonNode expected;
  private final Client client = server.client();

  @BeforeAll
  static void start() throws IOException {
    Path data = Files.createDirectories(directory.resolve("data"));
    Files.copy(STORE.resolve("trainyard.mv.db"), data.resolve("trainyard.mv.db"));
    expected = JsonMapper.shared().readTree(STORE.resolve("expected.json").toFile());
    // The job that was being cancelled had been let in under larger limits than these.
    server = ServerProcess.start(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatHadEndedHasItsStateItsLabelsAndItsLosses() {
    int ended = 0;
    for (JsonNode was : expected.path("jobs")) {
      if (was.path("losses").isNull()) {
        continue;
      }
      ended++;
      String path = "/v1/jobs/" + was.path("id").asString();
      JsonNode is = client.get(path);
      for (String field : List.of("status", "status_reason", "labels", "model_id")) {
        assertThat(is.path(field)).as(field).isEqualTo(was.path(field));
      }
      List<JsonNode> losses = new ArrayList<>();
      client
          .get(path + "/losses?limit=1000")
          .path("losses")
          .forEach(row -> {
            losses.add(row.path("train_loss"));
            losses.add(row.path("test_loss"));
          });
      List<JsonNode> before = new ArrayList<>();
      was.path("losses").forEach(row -> row.forEach(before::add));
      assertThat(losses).isEqualTo(before);
    }
    assertThat(ended).isEqualTo(8);
  }

  @Test
  void modelsPredictTheSame() {
    for (JsonNode model : expected.path("models")) {
      JsonNode predicted =
          client.post(
              "/v1/models/" + model.path("id").asString() + "/predict",
              JsonMapper.shared().writeValueAsString(Map.of("rows", model.path("rows"))));
      JsonNode before = model.path("predicted"); // what is said besides came later
      for (String field : List.of("outputs", "labels")) {
        assertThat(predicted.path(field)).isEqualTo(before.path(field));
      }
    }
    assertThat(expected.path("models").size()).isEqualTo(6);
  }

  @Test
  void dataSetsHoldWhatTheyHeld() {
    for (Map.Entry<String, JsonNode> was : expected.path("data_sets").properties()) {
      String name =
          java.net.URLEncoder.encode(was.getKey(), java.nio.charset.StandardCharsets.UTF_8);
      JsonNode is = client.get("/v1/datasets/" + name);
      assertThat(is.path("rows")).isEqualTo(was.getValue().path("rows"));
      assertThat(is.path("sha256")).isEqualTo(was.getValue().path("sha256"));
      assertThat(is.path("column_count")).isEqualTo(was.getValue().path("columns"));
    }
  }

  @Test
  void whatWaitedOrRanEndsAndWhatWasBeingCancelledIs() {
    Map<String, String> ends =
        Map.of(
            "cancelling", "cancelled",
            "running", "succeeded",
            "queued", "succeeded",
            "queued text", "succeeded");
    ends.forEach((name, end) -> {
      String path = "/v1/jobs/" + expected.path("jobs").path(name).path("id").asString();
      JsonNode job =
          await()
              .atMost(Duration.ofSeconds(90))
              .until(() -> client.get(path), state -> !state.path("finished_at").isNull());
      assertThat(job.path("status").asString()).as(name).isEqualTo(end);
      if (end.equals("succeeded")) {
        int epochs = job.at("/progress/epochs").asInt();
        List<Integer> rows = new ArrayList<>();
        client
            .get(path + "/losses?limit=1000")
            .path("losses")
            .forEach(row -> rows.add(row.path("epoch").asInt()));
        assertThat(rows).isEqualTo(java.util.stream.IntStream.range(0, epochs).boxed().toList());
      }
    });
  }
}
