package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.contract.Client;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whole runs over HTTP against those that PyTorch made of the same requests. */
@OnH2
class RecordedRunsIT {

  @LocalServerPort private int port;

  @ParameterizedTest
  @MethodSource("io.trainyard.RecordedRun#all")
  void aJobGivesTheLossesAndWeightsOfPyTorch(RecordedRun recorded) throws IOException {
    var client = new Client("http://127.0.0.1:" + port);
    ObjectNode job = (ObjectNode) recorded.job();
    job.put("dataset", upload(client, recorded));

    String id = client.trained(job.toString());

    JsonNode losses = client.get("/v1/jobs/" + id + "/losses").path("losses");
    assertThat(losses).hasSize(recorded.epochs());
    for (JsonNode epoch : losses) {
      recorded.assertEpoch(
          epoch.path("epoch").asInt(),
          epoch.path("train_loss").asDouble(),
          epoch.path("test_loss").asDouble(),
          epoch.path("learning_rate").asDouble());
    }
    String model = client.get("/v1/jobs/" + id).path("model_id").asString();
    JsonNode state = client.get("/v1/models/" + model + "/state");
    for (String parameter : recorded.parameters()) {
      recorded.assertParameter(parameter, RecordedRun.numbers(state.get(parameter)));
    }
  }

  private String upload(Client client, RecordedRun recorded) throws IOException {
    try (InputStream in = getClass().getResourceAsStream(recorded.table())) {
      String csv = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      String path = "/v1/datasets?name=table-of-" + recorded;
      var response = client.send("POST", path, "text/csv", "application/json", csv);
      assertThat(response.statusCode()).as(response::body).isEqualTo(201);
      return "table-of-" + recorded;
    }
  }
}
