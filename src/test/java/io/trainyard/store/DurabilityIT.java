package io.trainyard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainyard.ServerProcess;
import io.trainyard.contract.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after a kill, and was forced to the disk before. */
class DurabilityIT {
  private static final String JOB =
      """
      {"dataset": "iris", "target": "species", "epochs": 3,
       "model": {"layers": [{"type": "Linear", "out_features": 3}]},
       "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "SGD", "lr": 0.1}}
      """;
  private static final int CLIENTS = 8;

  @TempDir private Path directory;

  @Test
  void noAcknowledgedJobIsGoneAfterAKill() {
    List<String> acknowledged = new ArrayList<>();
    for (int kill = 0; kill < 2; kill++) {
      try (ServerProcess server = ServerProcess.start(directory, "--trainyard.workers=1")) {
        assertThat(gone(server, acknowledged)).isEmpty();
        acknowledged = submitUntil(server, 40 + 40 * kill, server::kill);
      }
    }
    try (ServerProcess server = ServerProcess.start(directory, "--trainyard.workers=1")) {
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(80);
      assertThat(gone(server, acknowledged)).isEmpty();
    }
  }

  @Test
  void eachAnswerFollowsASyncAndManyShareOne() throws IOException {
    Path syncs = directory.resolve("syncs");
    try (ServerProcess server = ServerProcess.start(directory, "--trainyard.workers=1")) {
      Process strace = strace(server, syncs);
      try {
        int before = count(syncs);
        server.client().post("/v1/jobs", JOB);
        assertThat(count(syncs)).isGreaterThan(before);
        before = count(syncs);
        List<String> acknowledged = submitUntil(server, 200, () -> {});
        assertThat(count(syncs) - before).isPositive().isLessThan(acknowledged.size());
      } finally {
        strace.destroy();
      }
    }
  }

  /** Submits jobs from several clients until so many are acknowledged, then does something. */
  private static List<String> submitUntil(ServerProcess server, int enough, Runnable then) {
    Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    AtomicInteger over = new AtomicInteger();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(() -> {
          Client client = server.client();
          try {
            while (over.get() == 0) {
              acknowledged.add(client.post("/v1/jobs", JOB).path("id").asString());
            }
          } catch (UncheckedIOException e) {
            // the kill
          }
        });
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(1))
          .until(() -> acknowledged.size() >= enough);
      then.run();
      over.set(1);
    }
    return List.copyOf(acknowledged);
  }

  private static List<String> gone(ServerProcess server, List<String> ids) {
    Client client = server.client();
    return ids.stream()
        .filter(id -> client.send("GET", "/v1/jobs/" + id, null, "*/*").statusCode() != 200)
        .toList();
  }

  private static Process strace(ServerProcess server, Path to) throws IOException {
    Process strace;
    try {
      strace =
          new ProcessBuilder(
                  "strace",
                  "-f",
                  "-e",
                  "trace=fsync,fdatasync",
                  "-o",
                  to.toString(),
                  "-p",
                  Long.toString(server.pid()))
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "there is no strace on this machine");
      throw e;
    }
    StringBuilder said = new StringBuilder();
    int c = strace.getInputStream().read();
    while (c >= 0 && c != '\n') {
      said.append((char) c);
      c = strace.getInputStream().read();
    }
    assumeTrue(said.toString().contains("attached"), "strace may not look: " + said);
    return strace;
  }

  private static int count(Path syncs) {
    try (var lines = Files.lines(syncs)) {
      return (int) lines.filter(line -> line.contains("sync(")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
