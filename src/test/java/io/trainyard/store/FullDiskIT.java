package io.trainyard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trainyard.ServerProcess;
import io.trainyard.contract.Client;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service whose disk is filled to the last byte under load. How many refusals are waited for can
 * be set, {@code -Dfull.disk.refusals=20000}, to keep it full for longer.
 */
class FullDiskIT {
  private static final int REFUSALS = Integer.getInteger("full.disk.refusals", 150);
  private static final Duration LONG = Duration.ofSeconds(180 + REFUSALS / 20);
  private static final Duration MOST_OF_AN_ANSWER = Duration.ofSeconds(15);
  private static final String JOB =
      Client.ARTICLE_JOB.replace("\"epochs\": 50", "\"epochs\": 3000");

  @TempDir private Path logs;
  private SmallDisk disk;

  @BeforeEach
  void mount() {
    disk = SmallDisk.of(40);
  }

  @AfterEach
  void unmount() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void aFullDiskIsRefusedInWordsLosesNothingAndIsForgottenWhenThereIsSpace() {
    List<String> acknowledged;
    try (ServerProcess server = start();
        Load load = new Load(server.address())) {
      load.awaitMore(201, 10);

      disk.fill();
      load.awaitMore(507, REFUSALS);
      HttpResponse<String> readiness = get(server.address(), "/actuator/health/readiness");
      assertThat(readiness.statusCode()).isEqualTo(503);
      assertThat(readiness.body()).contains("0.0 MB free").contains("reserve of 4.0 MB");
      assertThat(load.lastRefusal())
          .contains("application/problem+json", "keeps a reserve of 4.0 MB", "by itself");

      assertComputesAndStoresNothing(server);

      disk.empty();
      load.awaitMore(201, 10);
      await().atMost(LONG).until(server::isReady);
      load.close();
      acknowledged = load.acknowledged();
      assertThat(load.writes().keySet()).containsOnly(201, 507);
      assertThat(load.reads().keySet()).containsOnly(200);
      assertFound(server, acknowledged);
      String first = acknowledged.getFirst();
      await()
          .atMost(LONG)
          .until(
              () -> server.client().get("/v1/jobs/" + first).path("status").asString(),
              "succeeded"::equals);
      assertThat(server.stop()).isEqualTo(143);
    }
    try (ServerProcess again = start()) {
      assertFound(again, acknowledged);
    }
  }

  @Test
  void aKillOnAFullDiskLeavesAFileThatOpensEvenWhileItIsFull() {
    List<String> acknowledged;
    try (ServerProcess server = start();
        Load load = new Load(server.address())) {
      load.awaitMore(201, 10);
      disk.fill();
      load.awaitMore(507, 20);
      load.awaitNoMoreAcknowledged();
      load.forget(); // what is not answered because of the kill counts no more
      server.kill();
      acknowledged = load.acknowledged();
    }
    try (ServerProcess again = ServerProcess.launch(logs, List.of(), settings())) {
      await().atMost(LONG).until(() -> status(again, "/actuator/health/liveness") == 200);
      assertFound(again, acknowledged);
      try (Load load = new Load(again.address())) {
        load.awaitMore(507, 5);
        disk.empty();
        load.awaitMore(201, 5);
      }
    }
  }

  private static void assertComputesAndStoresNothing(ServerProcess server) {
    Client client = server.client();
    assertThat(client.post("/v1/jobs?dry_run=true", JOB).path("summary").isObject()).isTrue();
    assertThat(client.post("/v1/jobs/dry_run", JOB).path("summary").isObject()).isTrue();
    assertThat(client.post("/v1/autograd", "{\"source\": \"print(1)\"}").path("printed").isArray())
        .isTrue();
    assertThat(client.send("POST", "/v1/datasets", "text/csv", "*/*", "a,b\n1,2\n").statusCode())
        .isEqualTo(507);
    assertThat(client.send("DELETE", "/v1/datasets/iris", null, "*/*").statusCode()).isEqualTo(507);
  }

  private ServerProcess start() {
    return ServerProcess.start(logs, settings());
  }

  private String[] settings() {
    return new String[] {
      "--trainyard.store.reserve=4MB",
      "--spring.datasource.url=jdbc:h2:file:%s/trainyard;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
          .formatted(disk.directory())
    };
  }

  private static void assertFound(ServerProcess server, List<String> jobs) {
    assertThat(jobs).isNotEmpty();
    for (String job : jobs) {
      assertThat(status(server, "/v1/jobs/" + job)).as(job).isEqualTo(200);
    }
  }

  private static int status(ServerProcess server, String path) {
    try {
      return get(server.address(), path).statusCode();
    } catch (IllegalStateException e) {
      return 0; // not there yet
    }
  }

  private static HttpResponse<String> get(String address, String path) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(address + path)).timeout(MOST_OF_AN_ANSWER).build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Clients that send jobs and read lists, one request after the other. */
  private static final class Load implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final Map<Integer, AtomicInteger> writes = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> reads = new ConcurrentHashMap<>();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Thread> clients;
    private volatile String lastRefusal = "";
    private volatile boolean forgetful;

    Load(String address) {
      this.address = address;
      this.clients =
          IntStream.range(0, 6)
              .mapToObj(i -> Thread.ofPlatform().start(i < 4 ? this::write : this::read))
              .toList();
    }

    private void write() {
      while (!ended.get()) {
        HttpResponse<String> answer =
            answer(
                HttpRequest.newBuilder(URI.create(address + "/v1/jobs"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JOB)),
                writes);
        if (answer != null && answer.statusCode() == 201) {
          acknowledged.add(JSON.readTree(answer.body()).path("id").asString());
        } else if (answer != null && answer.statusCode() == 507) {
          lastRefusal = answer.headers().firstValue("Content-Type") + answer.body();
        }
      }
    }

    private void read() {
      while (!ended.get()) {
        answer(HttpRequest.newBuilder(URI.create(address + "/v1/jobs?limit=5")), reads);
      }
    }

    private HttpResponse<String> answer(
        HttpRequest.Builder request, Map<Integer, AtomicInteger> statuses) {
      HttpResponse<String> answer;
      int status;
      try {
        answer = http.send(request.timeout(MOST_OF_AN_ANSWER).build(), BodyHandlers.ofString());
        status = answer.statusCode();
      } catch (IOException | InterruptedException e) {
        answer = null;
        status = 0; // none in time
      }
      if (!forgetful || status != 0) {
        statuses.computeIfAbsent(status, any -> new AtomicInteger()).incrementAndGet();
      }
      return answer;
    }

    void awaitMore(int status, int count) {
      AtomicInteger answers = writes.computeIfAbsent(status, any -> new AtomicInteger());
      int before = answers.get();
      await().atMost(LONG).until(answers::get, now -> now >= before + count);
    }

    /** Until what was acknowledged last is certainly on the disk. */
    void awaitNoMoreAcknowledged() {
      AtomicInteger before = new AtomicInteger();
      await()
          .during(Duration.ofSeconds(2))
          .atMost(LONG)
          .until(acknowledged::size, now -> before.getAndSet(now) == now);
    }

    void forget() {
      forgetful = true;
      ended.set(true);
    }

    Map<Integer, AtomicInteger> writes() {
      return writes;
    }

    Map<Integer, AtomicInteger> reads() {
      return reads;
    }

    List<String> acknowledged() {
      return List.copyOf(acknowledged);
    }

    String lastRefusal() {
      return lastRefusal;
    }

    @Override
    public void close() {
      ended.set(true);
      for (Thread client : clients) {
        try {
          client.join();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      http.close();
    }
  }
}
