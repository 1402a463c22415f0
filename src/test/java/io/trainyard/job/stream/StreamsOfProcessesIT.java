package io.trainyard.job.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.ServerProcess;
import io.trainyard.contract.Client;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams go on in another process where they were cut off in one. */
class StreamsOfProcessesIT {
  private static final String JOB =
      """
      {"dataset": "digits", "target": "digit", "epochs": 90000, "batch_size": 16,
       "model": {"layers": [{"type": "Linear", "out_features": 10}]},
       "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "SGD", "lr": 0.001}}
      """;

  @TempDir private Path directory;

  @Test
  void aServerThatStopsEndsThemAndItsNextProcessGoesOn() throws Exception {
    List<Reader.Event> heard = new ArrayList<>();
    String events;
    try (ServerProcess server = ServerProcess.start(directory)) {
      events = events(submit(server.client()));
      try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), port(server));
          Reader reader = Reader.open(server.address() + events, null)) {
        String request = "GET " + events + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        deaf.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        Reader.open(server.address() + events, null).awaitEvents(1).close();
        reader.awaitEvents(30);
        long begin = System.nanoTime();
        assertThat(server.stop()).isEqualTo(143);
        assertThat((System.nanoTime() - begin) / 1e9).isLessThan(15);
        heard.addAll(reader.awaitEnd().events());
      }
      assertThat(heard.getLast().data().path("status").asString()).isEqualTo("queued");
    }
    try (ServerProcess server = ServerProcess.start(directory);
        Reader reader = Reader.open(server.address() + events, heard.getLast().id())) {
      reader.awaitEvents(30);
      heard.addAll(end(server, events, reader));
      assertThat(server.log()).doesNotContain("ERROR");
    }
    assertThat(statuses(heard))
        .containsSubsequence("queued", "running", "queued", "running")
        .endsWith("cancelled", "cancelled");
    assertNoGap(heard);
  }

  @Test
  void anotherNodeOnTheSameDatabaseGoesOn() throws IOException {
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        ServerProcess first = start(postgres, "--trainyard.workers=1");
        ServerProcess second = start(postgres, "--trainyard.workers=1")) {
      String id = submit(first.client());
      String events = events(id);
      List<Reader.Event> heard = new ArrayList<>();
      String last = null;
      for (int time = 0; time < 10; time++) {
        String node = (time % 2 == 0 ? first : second).address();
        try (Reader reader = Reader.open(node + events, last)) {
          reader.awaitEvents(3);
          reader.close();
          heard.addAll(reader.events());
          last = heard.getLast().id();
        }
      }
      try (Reader all = Reader.open(second.address() + "/v1/events", heard.getFirst().id());
          Reader reader = Reader.open(second.address() + events, last)) {
        reader.awaitEvents(5);
        first.kill();
        reader.awaitEvents(reader.events().size() + 5);
        heard.addAll(end(second, events, reader));
        assertNoGap(heard);
        assertThat(statuses(heard)).endsWith("cancelled", "cancelled");
        all.awaitEvents(heard.size() - 1);
        assertThat(all.events()).isEqualTo(heard.subList(1, heard.size()));
      }
    }
  }

  private ServerProcess start(EmbeddedPostgres postgres, String setting) {
    return ServerProcess.start(
        directory,
        setting,
        "--spring.profiles.active=postgres",
        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
        "--spring.datasource.username=postgres",
        "--spring.datasource.password=postgres");
  }

  private static List<Reader.Event> end(ServerProcess server, String events, Reader reader) {
    server.client().post(events.replace("/events", "/cancel"), "");
    return reader.awaitEnd().events();
  }

  private static String submit(Client client) {
    return client.post("/v1/jobs", JOB).path("id").asString();
  }

  private static String events(String id) {
    return "/v1/jobs/" + id + "/events";
  }

  private static int port(ServerProcess server) {
    return Integer.parseInt(server.address().replaceFirst(".*:", ""));
  }

  private static void assertNoGap(List<Reader.Event> events) {
    List<Integer> epochs =
        events.stream()
            .filter(event -> event.name().equals("epoch"))
            .map(event -> event.data().path("epoch").asInt())
            .toList();
    assertThat(epochs).isEqualTo(IntStream.range(0, epochs.size()).boxed().toList());
    assertThat(events.stream().map(Reader.Event::id)).doesNotHaveDuplicates();
  }

  private static List<String> statuses(List<Reader.Event> events) {
    return events.stream()
        .filter(event -> !event.name().equals("epoch"))
        .map(event -> event.data().path("status").asString())
        .toList();
  }
}
