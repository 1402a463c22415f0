package io.trainyard.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import io.trainyard.dataset.DataSets;
import io.trainyard.job.plan.JobPlans;
import io.trainyard.model.DataSetTable;
import io.trainyard.tensor.Interruption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import tools.jackson.databind.JsonNode;

/** A cancel is obeyed whatever the job is at, and not when it is through with that. */
@OnH2
class StoppingIT {
  /** A second, and what a busy machine adds. */
  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  @LocalServerPort private int port;
  @Autowired private DataSets dataSets;
  @MockitoSpyBean private JobPlans plans;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  /** One step, or one look at the rows of the test split, is some seconds of work. */
  @ParameterizedTest(name = "of {0} of the rows")
  @CsvSource({"1.0", "0.02"})
  void aCancelIsObeyedInTheMiddleOfAStepOrOfAnEvaluation(String trainSize) {
    String id =
        submit(
            """
            {"dataset": "digits", "target": "digit", "epochs": 100, "split": {"train_size": %s},
             "model": {"layers": [{"type": "Linear", "out_features": 3500}, {"type": "ReLU"},
                                  {"type": "Linear", "out_features": 3500}, {"type": "ReLU"},
                                  {"type": "Linear", "out_features": 10}]},
             "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "SGD", "lr": 0.01}}
            """
                .formatted(trainSize));
    awaitRunning(id);
    assertStopsAtOnce(id);
  }

  @Test
  void aCancelIsObeyedWhileAPlanIsMade() {
    CountDownLatch planning = new CountDownLatch(1);
    doAnswer(
            call -> {
              planning.countDown();
              while (true) {
                Interruption.ask(); // as all that plans, records and computes does
              }
            })
        .when(plans)
        .prepare(any());
    String id = submit(Client.ARTICLE_JOB);
    await().until(() -> planning.getCount() == 0);
    assertStopsAtOnce(id);
  }

  @Test
  void aCancelIsObeyedWhileAStepIsRecorded() {
    StringBuilder text = new StringBuilder();
    text.append("import torch\nfrom torch import nn\nclass Net(nn.Module):\n");
    text.append("    def __init__(self):\n        super().__init__()\n");
    text.append(
        "        self.l = nn.Linear(4, 3)\n    def forward(self, x):\n        y = self.l(x)\n");
    text.append(
        "        for i in range(12000):\n            y = y * 1.0001 + x.sum()\n        return y\n");
    String id =
        submit(
            """
            {"dataset": "iris", "target": "species", "epochs": 1000, "model": {"source": %s},
             "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "SGD", "lr": 0.01}}
            """
                .formatted(
                    tools.jackson.databind.json.JsonMapper.shared()
                        .writeValueAsString(text.toString())));
    awaitRunning(id);
    assertStopsAtOnce(id);
  }

  @Test
  void dataIsReadNoFurtherThanItIsWanted() {
    var table = new DataSetTable(dataSets, dataSets.get("wine"));
    assertThatThrownBy(() ->
            Interruption.during(
                () -> {
                  throw new IllegalStateException("enough");
                },
                () -> table.values(List.of("alcohol"))))
        .hasMessage("enough");
  }

  private void assertStopsAtOnce(String id) {
    client.post("/v1/jobs/" + id + "/cancel", "");
    JsonNode job =
        await()
            .atMost(AT_ONCE)
            .until(
                () -> client.get("/v1/jobs/" + id + "?wait=1"),
                now -> !now.path("finished_at").isNull());
    assertThat(job.path("status").asString()).isEqualTo("cancelled");
  }

  private String submit(String request) {
    return client.post("/v1/jobs", request).path("id").asString();
  }

  private void awaitRunning(String id) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> client.get("/v1/jobs/" + id).path("status").asString().equals("running"));
  }
}
