package io.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a job leaves behind that does not come to its end. */
@OnH2
class KeptModelsIT {
  private static final String ENDLESS =
      Client.ARTICLE_JOB.replace("\"epochs\": 50", "\"epochs\": 1000000");

  @LocalServerPort private int port;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  @Test
  void aCancelledJobKeepsWhatItsLastWholeEpochLearned() {
    JsonNode job = cancelledAfter(3, ENDLESS);
    JsonNode model = model(job);
    assertThat(model.path("epoch").asInt()).isEqualTo(job.at("/progress/epoch").asInt() - 1);
    assertThat(model.at("/origin/job_id")).isEqualTo(job.path("id"));
    assertThat(outputs(model)).allSatisfy(output -> assertThat(output).isFinite());
  }

  @Test
  void withRestoreBestACancelledJobKeepsItsBestEpoch() {
    JsonNode job =
        cancelledAfter(
            30,
            ENDLESS
                .replace("1e-4", "3e-3") // up and down
                .replace(
                    "\"seed\": 0}\n",
                    """
                    "seed": 0, "early_stopping": {"monitor": "test_loss", "patience": 1000000, "restore_best": true}}
                    """));
    List<Double> losses = new ArrayList<>();
    client
        .get("/v1/jobs/" + job.path("id").asString() + "/losses?limit=100000")
        .path("losses")
        .forEach(row -> losses.add(row.path("test_loss").asDouble()));
    assertThat(model(job).path("epoch").asInt())
        .isEqualTo(losses.indexOf(Collections.min(losses)))
        .isEqualTo(job.at("/best/epoch").asInt());
  }

  @Test
  void aLossThatIsNotFiniteLeavesTheEpochBefore() {
    JsonNode job =
        finished(
            id(
                client.post(
                    "/v1/jobs",
                    Client.ARTICLE_JOB.replace(
                        "\"epochs\"",
                        """
                        "scheduler": {"type": "LambdaLR", "lr_lambda": "lambda epoch: 1 if epoch < 20 else 1e30"},
                        "epochs"
                        """))));
    assertThat(job.path("status").asString()).isEqualTo("failed");
    assertThat(job.path("status_reason").asString()).isEqualTo("non_finite_loss");
    JsonNode model = model(job);
    assertThat(model.path("epoch").asInt()).isEqualTo(job.at("/progress/epoch").asInt() - 2);
    assertThat(outputs(model)).allSatisfy(output -> assertThat(output).isFinite());
  }

  @Test
  void aModelIsTheOneThatAJobOfSoManyEpochsHas() {
    JsonNode model = model(cancelledAfter(5, ENDLESS));
    String shorter =
        Client.ARTICLE_JOB.replace(
            "\"epochs\": 50", "\"epochs\": " + (model.path("epoch").asInt() + 1));
    JsonNode whole = model(client.get("/v1/jobs/" + client.trained(shorter)));
    assertThat(whole.path("epoch")).isEqualTo(model.path("epoch"));
    assertThat(outputs(model)).isEqualTo(outputs(whole));
  }

  @Test
  void withoutAWholeEpochThereIsNoModel() {
    JsonNode job =
        finished(id(client.post("/v1/jobs", Client.ARTICLE_JOB.replace("1e-4", "1e38"))));
    assertThat(job.at("/progress/epoch").asInt()).isEqualTo(1);
    assertThat(job.path("model_id").isNull()).isTrue();
  }

  private JsonNode cancelledAfter(int epochs, String request) {
    String id = id(client.post("/v1/jobs", request));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.get("/v1/jobs/" + id).at("/progress/epoch").asInt() > epochs);
    client.post("/v1/jobs/" + id + "/cancel", "");
    JsonNode job = finished(id);
    assertThat(job.path("status").asString()).isEqualTo("cancelled");
    return job;
  }

  private JsonNode finished(String id) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> client.get("/v1/jobs/" + id + "?wait=5"),
            job -> !job.path("finished_at").isNull());
  }

  private JsonNode model(JsonNode job) {
    return client.get("/v1/models/" + job.path("model_id").asString());
  }

  private List<Double> outputs(JsonNode model) {
    List<Double> outputs = new ArrayList<>();
    client
        .post(
            "/v1/models/" + model.path("id").asString() + "/predict",
            "{\"rows\": [[5.1, 3.5, 1.4, 0.2]]}")
        .at("/outputs/0")
        .forEach(output -> outputs.add(output.isNumber() ? output.asDouble() : Double.NaN));
    return outputs;
  }

  private static String id(JsonNode job) {
    return job.path("id").asString();
  }
}
