package io.trainyard.computing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.ServerProcess;
import io.trainyard.contract.Client;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service of a gigabyte under requests that want more time and memory than there is. */
class HeavyRequestsIT {
  private static final String LONG_JOB =
      Client.ARTICLE_JOB.replace("\"epochs\": 50", "\"epochs\": 1000000");

  private static final String IN =
      "x = 'a' * 100000\ny = 'a' * 50000 + 'b'\nfor i in range(90000): z = y in x\n";

  private static final String ENDLESS =
      "x = torch.ones(1000, 1000)\nfor i in range(60000): y = x.exp().sin().tanh()\n";

  @TempDir static Path directory;
  private static ServerProcess server;
  private static Client client;
  private static ExecutorService clients;

  @BeforeAll
  static void start() {
    server =
        ServerProcess.start(
            directory,
            List.of("-Xmx1g"),
            "--trainyard.computing.threads=2",
            "--trainyard.computing.patience=2s");
    client = server.client();
    clients = Executors.newVirtualThreadPerTaskExecutor();
  }

  @AfterAll
  static void stop() {
    clients.shutdownNow();
    server.close();
  }

  private static HttpResponse<String> text(String text) {
    return client.send("POST", "/v1/autograd", "text/x-python", "application/json", text);
  }

  private static HttpResponse<String> dryRun(String before) {
    String job =
        JsonMapper.shared()
            .writeValueAsString(
                java.util.Map.of(
                    "dataset",
                    "iris",
                    "target",
                    "species",
                    "model",
                    java.util.Map.of(
                        "source",
                        before
                            + "class Net(nn.Module):\n"
                            + "    def __init__(self):\n"
                            + "        super().__init__()\n"
                            + "        self.l = nn.Linear(4, 3)\n"
                            + "    def forward(self, x):\n"
                            + "        return self.l(x)\n"),
                    "loss",
                    java.util.Map.of("type", "CrossEntropyLoss"),
                    "optimizer",
                    java.util.Map.of("type", "SGD", "lr", 0.1),
                    "epochs",
                    1));
    return client.send(
        "POST", "/v1/jobs?dry_run=true", "application/json", "application/json", job);
  }

  @Test
  void anotherRequestIsAnsweredWhileTwentyCompute() throws Exception {
    List<Future<HttpResponse<String>>> heavy = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      boolean isText = i % 2 == 0;
      heavy.add(clients.submit(() -> isText ? text(ENDLESS) : dryRun(IN)));
    }
    List<Duration> polls = new ArrayList<>();
    while (heavy.stream().anyMatch(answer -> !answer.isDone()) && polls.size() < 200) {
      long began = System.nanoTime();
      client.get("/v1/jobs?limit=1");
      polls.add(Duration.ofNanos(System.nanoTime() - began));
    }
    polls.sort(Comparator.naturalOrder());
    assertThat(polls.get(polls.size() * 9 / 10)).isLessThan(Duration.ofSeconds(1));
    for (Future<HttpResponse<String>> answer : heavy) {
      HttpResponse<String> response = answer.get();
      assertThat(response.statusCode()).as(response::body).isIn(422, 429);
      if (response.statusCode() == 429) {
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
      } else {
        assertThat(response.body()).contains("line ");
      }
    }
  }

  @Test
  void computingEndsWhenItsClientLeaves() throws Exception {
    for (int i = 0; i < 2; i++) {
      leaveAfterAsking(ENDLESS);
    }
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> assertThat(text("print(1 + 1)").body()).startsWith("{\"printed\":[\"2\"]"));
  }

  @Test
  void whoEndsTheConnectionBeforeTheAnswerIsToldSo() throws Exception {
    try (Socket socket = asking(ENDLESS)) {
      socket.shutdownOutput();
      socket.setSoTimeout(10_000);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("/problems/malformed-request", "keep it open until the answer is there");
    }
  }

  private static void leaveAfterAsking(String text) throws IOException {
    try (Socket socket = asking(text)) {
      socket.setSoTimeout(500);
      assertThat(socket.getInputStream().read()).as("an answer while it computes").isEqualTo(-2);
    } catch (java.net.SocketTimeoutException e) {
      // it computes
    }
  }

  private static Socket asking(String text) throws IOException {
    URI address = URI.create(server.address());
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /v1/autograd HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/x-python\r\n"
            + "Connection: close\r\nContent-Length: %d\r\n\r\n".formatted(body.length);
    Socket socket = new Socket(address.getHost(), address.getPort());
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
    return socket;
  }

  @Test
  void textsThatWantMoreMemoryThanThereIsEndNothingElse() throws Exception {
    String job = client.post("/v1/jobs", LONG_JOB).path("id").asString();
    List<String> texts =
        List.of(
            "nn.MaxPool2d(250,stride=1)(torch.ones(1,1,700,700))",
            "nn.Upsample(scale_factor=1e9)(torch.ones(1, 1, 1))",
            "x = [torch.ones(1000000) for i in range(250)]",
            "nn.AdaptiveAvgPool1d(2000000000)(torch.ones(0, 1, 1))",
            "x = [['a' * 90000] for i in range(90000)]");
    try (ExecutorService five = Executors.newFixedThreadPool(5)) {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String text = texts.get(i % texts.size());
        answers.add(five.submit(() -> text(text)));
      }
      for (Future<HttpResponse<String>> answer : answers) {
        HttpResponse<String> response = answer.get();
        assertThat(response.statusCode()).as(response::body).isIn(422, 429);
      }
    }
    assertThat(server.isAlive()).isTrue();
    JsonNode running = client.get("/v1/jobs/" + job);
    assertThat(running.path("status").asString()).isIn("running", "succeeded");
    int epoch = running.at("/progress/epoch").asInt();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> client.get("/v1/jobs/" + job),
            now ->
                now.path("status").asString().equals("succeeded")
                    || now.at("/progress/epoch").asInt() > epoch);
    assertThat(server.log()).doesNotContain("OutOfMemoryError");
    client.send("POST", "/v1/jobs/" + job + "/cancel", "application/json", "application/json");
  }
}
