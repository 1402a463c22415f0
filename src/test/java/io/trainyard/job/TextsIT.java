package io.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs whose models, losses and schedules are PyTorch text. */
@OnH2
class TextsIT {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String NET =
      """
      import torch
      import torch.nn as nn

      class Block(nn.Module):
          def __init__(self, width, p=0.1):
              super().__init__()
              self.norm = nn.BatchNorm1d(width)
              self.linear = nn.Linear(width, width)
              self.drop = nn.Dropout(p)

          def forward(self, x):
              return x + self.drop(torch.relu(self.linear(self.norm(x))))

      class Net(nn.Module):
          def __init__(self, width=8, depth=2, classes=3):
              super().__init__()
              self.inp = nn.Linear(4, width)
              self.blocks = nn.ModuleList([Block(width) for _ in range(depth)])
              self.out = nn.Linear(width, classes)

          def forward(self, x):
              x = self.inp(x)
              for block in self.blocks:
                  x = block(x)
              return self.out(x)
      """;

  private static final String LOSS =
      """
      class Smoothed(nn.Module):
          def __init__(self, eps=0.1):
              super().__init__()
              self.eps = eps

          def forward(self, logits, target):
              logp = F.log_softmax(logits, dim=-1)
              nll = -logp.gather(1, target.unsqueeze(1)).squeeze(1)
              return ((1 - self.eps) * nll - self.eps * logp.mean(dim=-1)).mean()
      """;

  private static final String TOO_WIDE =
      """
      class N(nn.Module):
          def __init__(self):
              super().__init__()
              self.l = nn.Linear(5, 3)

          def forward(self, x):
              return self.l(x)
      """;

  private static final String CSV =
      "a,b,c,d,kind\n"
          + IntStream.range(0, 40)
              .mapToObj(
                  i -> "%d,%d,%d,%d,%s".formatted(i % 7, i % 5, i % 3, i % 2, "xyz".charAt(i % 3)))
              .reduce("", (all, row) -> all + row + "\n");

  @LocalServerPort private int port;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  private static Map<String, Object> job(Object model, Object loss) {
    return Map.of(
        "dataset",
        "iris",
        "target",
        "species",
        "target_encoding",
        "index",
        "model",
        model,
        "loss",
        loss,
        "optimizer",
        Map.of("type", "Adam", "lr", 0.02),
        "scheduler",
        Map.of("type", "LambdaLR", "lr_lambda", "lambda epoch: 0.95 ** epoch"),
        "epochs",
        12,
        "batch_size",
        16,
        "metrics",
        List.of("accuracy"));
  }

  @Test
  void aTextIsTrainedKeptAndUsedAsLayersAre() throws Exception {
    var spec =
        job(
            Map.of("source", NET, "class", "Net", "args", Map.of("width", 6)),
            Map.of("source", LOSS));
    String id = client.trained(JSON.writeValueAsString(spec));

    JsonNode job = client.get("/v1/jobs/" + id);
    assertThat(job.at("/summary/parameters").asInt())
        .isEqualTo(5 * 6 + 2 * (2 * 6 + 7 * 6) + 7 * 3);
    assertThat(job.at("/spec/model/class").asString()).isEqualTo("Net");
    assertThat(job.at("/spec/model/source").asString()).isEqualTo(NET);
    JsonNode losses = client.get("/v1/jobs/" + id + "/losses").path("losses");
    assertThat(losses.get(11).path("train_loss").asDouble())
        .isLessThan(losses.get(0).path("train_loss").asDouble());
    assertThat(losses.get(2).path("learning_rate").asDouble()).isEqualTo(0.02 * 0.95 * 0.95);

    String model = "/v1/models/" + job.path("model_id").asString();
    assertThat(client.get(model + "/state").propertyNames())
        .startsWith("inp.weight", "inp.bias", "blocks.0.norm.weight", "blocks.0.norm.bias")
        .contains("blocks.1.norm.running_mean", "out.bias");
    String rows = "{\"rows\": [[5.1, 3.5, 1.4, 0.2], [6.3, 2.9, 5.6, 1.8]]}";
    JsonNode predicted = client.post(model + "/predict", rows);
    assertThat(predicted.path("labels").get(0).asString()).isEqualTo("setosa");
    List<JsonNode> same =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> client.post(model + "/predict", rows))
            .toList();
    assertThat(same).allMatch(predicted::equals);
    JsonNode evaluation = client.post(model + "/evaluate", "{\"dataset\": \"iris\"}");
    assertThat(evaluation.at("/metrics/accuracy").asDouble()).isGreaterThan(0.7);
  }

  @Test
  void theSameTextAndSeedGiveTheSameLossesAgain() {
    String spec =
        JSON.writeValueAsString(job(Map.of("source", NET, "class", "Net"), Map.of("source", LOSS)));
    assertThat(losses(client.trained(spec))).isEqualTo(losses(client.trained(spec)));
  }

  private List<Double> losses(String id) {
    return StreamSupport.stream(
            client.get("/v1/jobs/" + id + "/losses").path("losses").spliterator(), false)
        .map(epoch -> epoch.path("test_loss").asDouble())
        .toList();
  }

  @Test
  void everyFaultOfATextIsSaidAtItsPlace() {
    String model = "class Net(nn.Module):\n  def forward(self, x)\n    return x +\n";
    String loss =
        "class L(nn.Module):\n  def forward(self, a, b):\n    return torch.abss(a - b).mean()\n";
    Map<String, Object> spec =
        new java.util.LinkedHashMap<>(job(Map.of("source", model), Map.of("source", loss)));
    spec.put("scheduler", Map.of("type", "LambdaLR", "lr_lambda", "lambda epoch: 1 / (epoch - 3)"));
    JsonNode problem = refused(spec);
    assertThat(problem.path("errors"))
        .extracting(error -> error.path("pointer").asString() + " " + error.path("code").asString())
        .containsExactly(
            "/model/source malformed",
            "/model/source malformed",
            "/scheduler/lr_lambda invalid_value");
    assertThat(problem.at("/errors/0/detail").asString())
        .isEqualTo(
            "line 2, column 23: SyntaxError: expects ':' after the parameters of the function, got the end of the line");

    JsonNode later =
        refused(
            job(
                Map.of("layers", List.of(Map.of("type", "Linear", "out_features", 3))),
                Map.of("source", loss)));
    assertThat(later.at("/errors/0/pointer").asString()).isEqualTo("/loss/source");
    assertThat(later.at("/errors/0/code").asString()).isEqualTo("unknown_name");
    assertThat(later.at("/errors/0/detail").asString())
        .isEqualTo(
            "line 3, column 18: AttributeError: module 'torch' has no attribute 'abss'; did you mean 'abs'?");
  }

  @Test
  void argumentsAndClassesOfATextAreChecked() {
    var loss = Map.of("type", "CrossEntropyLoss");
    assertThat(pointers(refused(job(Map.of("source", NET, "class", "Nett"), loss))))
        .containsExactly("/model/class");
    assertThat(
            pointers(
                refused(
                    job(Map.of("source", NET, "class", "Net", "args", Map.of("widht", 3)), loss))))
        .containsExactly("/model/args/widht");
    assertThat(pointers(refused(job(Map.of("source", NET, "class", "Block"), loss))))
        .containsExactly("/model/args/width");
    assertThat(pointers(refused(job(Map.of("source", NET, "sauce", "Net"), loss))))
        .containsExactly("/model/sauce");
    assertThat(
            pointers(
                refused(
                    job(
                        Map.of("source", NET, "class", "Net", "args", Map.of("classes", 2)),
                        loss))))
        .containsExactly("/model/source");
    assertThat(pointers(refused(job(Map.of("source", "x = 1"), loss))))
        .containsExactly("/model/source");
    assertThat(
            refused(job(Map.of("source", TOO_WIDE), loss))
                .at("/errors/0")
                .path("detail")
                .asString())
        .startsWith("line 7, column 22: RuntimeError: ");
  }

  private static List<String> pointers(JsonNode problem) {
    return StreamSupport.stream(problem.path("errors").spliterator(), false)
        .map(error -> error.path("pointer").asString())
        .toList();
  }

  private JsonNode refused(Map<String, Object> spec) {
    HttpResponse<String> response =
        client.send(
            "POST",
            "/v1/jobs",
            "application/json",
            "application/json",
            JSON.writeValueAsString(spec));
    assertThat(response.statusCode()).as(response::body).isEqualTo(422);
    return JSON.readTree(response.body());
  }

  @Test
  void aFormBringsTheRequestTheTextsAndTheDataSet() {
    String job =
        "{\"target\": \"kind\", \"target_encoding\": \"index\", \"model\": {\"class\": \"Net\"},"
            + " \"optimizer\": {\"type\": \"SGD\", \"lr\": 0.1}, \"epochs\": 3}";
    String body =
        part("job", "job.json", job)
            + part("model", "net.py", NET)
            + part("loss", null, LOSS)
            + part("dataset", "kinds.csv", CSV)
            + "--edge--\r\n";
    HttpResponse<String> first = form("/v1/jobs", body);
    HttpResponse<String> second = form("/v1/jobs/form", body);
    assertThat(first.statusCode()).as(first::body).isEqualTo(201);
    assertThat(second.statusCode()).as(second::body).isEqualTo(201);
    JsonNode spec = JSON.readTree(first.body()).path("spec");
    assertThat(spec.at("/model/source").asString()).isEqualTo(NET);
    assertThat(spec.at("/loss/source").asString()).isEqualTo(LOSS);
    String dataSet = spec.path("dataset").asString();
    assertThat(JSON.readTree(second.body()).at("/spec/dataset").asString()).isEqualTo(dataSet);
    assertThat(client.get("/v1/datasets/" + dataSet).path("name").asString())
        .matches("kinds-[0-9a-f]{12}");
  }

  @Test
  void aFormThatCannotWorkIsRefusedAndLeavesNothingBehind() {
    String job = "{\"target\": \"kind\", \"dataset\": \"iris\", \"loss\": {\"type\": \"MSELoss\"}}";
    JsonNode problem =
        JSON.readTree(
            form(
                    "/v1/jobs",
                    part("job", null, job)
                        + part("loss", "l.py", LOSS)
                        + part("dataset", "a.csv", CSV)
                        + "--edge--\r\n")
                .body());
    assertThat(pointers(problem)).containsExactly("/loss", "/dataset");
    JsonNode unknown =
        JSON.readTree(form("/v1/jobs/form", part("modle", "n.py", NET) + "--edge--\r\n").body());
    assertThat(pointers(unknown)).containsExactly("/modle", "/job");
    String wrong = CSV.replace("a,b", "left,b");
    form("/v1/jobs", part("job", null, "{}") + part("dataset", "gone.csv", wrong) + "--edge--\r\n");
    assertThat(client.get("/v1/datasets").toString()).doesNotContain("gone-");
  }

  @Test
  void aFormCanBeTriedWithoutBeingStored() {
    String job =
        "{\"target\": \"kind\", \"model\": {\"class\": \"Net\"}, \"loss\": {\"type\": \"CrossEntropyLoss\"},"
            + " \"optimizer\": {\"type\": \"SGD\"}, \"epochs\": 3}";
    HttpResponse<String> tried =
        form(
            "/v1/jobs?dry_run=true",
            part("job", null, job)
                + part("model", "net.py", NET)
                + part("dataset", "tried.csv", CSV.replace("a,b", "right,b"))
                + "--edge--\r\n");
    assertThat(tried.statusCode()).as(tried::body).isEqualTo(200);
    assertThat(JSON.readTree(tried.body()).has("estimate")).isTrue();
    assertThat(client.get("/v1/datasets").toString()).doesNotContain("tried-");
  }

  private HttpResponse<String> form(String path, String body) {
    return client.send(
        "POST", path, "multipart/form-data; boundary=edge", "application/json", body);
  }

  private static String part(String name, String file, String content) {
    return "--edge\r\nContent-Disposition: form-data; name=\""
        + name
        + "\""
        + (file == null
            ? ""
            : "; filename=\"" + file + "\"\r\nContent-Type: application/octet-stream")
        + "\r\n\r\n"
        + content
        + "\r\n";
  }
}
