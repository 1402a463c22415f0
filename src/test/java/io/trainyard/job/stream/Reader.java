package io.trainyard.job.stream;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows a stream of events on a thread of its own, as a browser's EventSource does. */
final class Reader implements AutoCloseable {

  /** What a reader is told, with the id that it goes on from. */
  record Event(String name, String id, JsonNode data) {}

  private final HttpResponse<InputStream> response;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile String lastId;
  private volatile boolean cutOff;

  private Reader(HttpResponse<InputStream> response, String lastId) {
    this.response = response;
    this.lastId = lastId;
    this.thread = Thread.ofVirtual().start(this::read);
  }

  /** Begins to read; the id of the last event known is null where none is. */
  static Reader open(String url, String lastId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/event-stream");
    if (lastId != null) {
      request.header("Last-Event-ID", lastId);
    }
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try {
      return new Reader(http.send(request.build(), BodyHandlers.ofInputStream()), lastId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  int status() {
    return response.statusCode();
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  /** Where another stream goes on. */
  String lastId() {
    return lastId;
  }

  Reader awaitEvents(int count) {
    await().atMost(Duration.ofSeconds(30)).until(() -> events.size() >= count || !thread.isAlive());
    if (events.size() < count) {
      throw new IllegalStateException(
          "The stream (%d) ended after %s.".formatted(status(), events));
    }
    return this;
  }

  /** Waits until the server has ended the stream in good order. */
  Reader awaitEnd() {
    await().atMost(Duration.ofSeconds(60)).until(() -> !thread.isAlive());
    if (cutOff) {
      throw new IllegalStateException("The stream broke off.");
    }
    return this;
  }

  private void read() {
    try (InputStream in = response.body();
        Scanner scanner = new Scanner(in, StandardCharsets.UTF_8)) {
      String name = "";
      String data = null;
      while (scanner.hasNextLine()) {
        String line = scanner.nextLine();
        if (line.startsWith("id: ")) {
          lastId = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty()) {
          if (data != null) {
            events.add(new Event(name, lastId, JsonMapper.shared().readTree(data)));
          }
          data = null;
        }
      }
      cutOff = scanner.ioException() != null;
    } catch (IOException e) {
      cutOff = true;
    }
  }

  @Override
  public void close() {
    try {
      response.body().close();
      thread.join(Duration.ofSeconds(10));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
