package io.trainyard.examples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the service its own examples, reads what they made, and ends it: a start for Java to
 * remember what a server loads and compiles. What it makes stays in the database of that start.
 */
@Component
@ConditionalOnProperty("trainyard.rehearsal")
class Rehearsal {
  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
  private static final List<String> PAGES =
      List.of(
          "/",
          "/v1/capabilities",
          "/v1/schemas/job.json",
          "/v1/datasets",
          "/v1/jobs",
          "/v1/models",
          "/actuator/prometheus");

  private final Examples examples;

  Rehearsal(Examples examples) {
    this.examples = examples;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) throws IOException, InterruptedException {
    ConfigurableApplicationContext context = event.getApplicationContext();
    String server =
        "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (Example example : examples.all()) {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(server + example.path()))
                    .header("Content-Type", "application/json")
                    .method(
                        example.method(),
                        BodyPublishers.ofString(
                            JsonMapper.shared().writeValueAsString(example.request())))
                    .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != example.gives().status()) {
          throw new IllegalStateException(example.name() + " gives " + answer.body());
        }
        JsonNode id = JsonMapper.shared().readTree(answer.body()).path("id");
        if (id.isString()) {
          String job = server + "/v1/jobs/" + id.asString();
          read(http, job + "?wait=60&wait_for=finished");
          read(http, job + "/losses");
          read(http, job + "/losses.svg");
        }
      }
      for (String page : PAGES) {
        read(http, server + page);
      }
    }
    log.info("Rehearsed.");
    System.exit(SpringApplication.exit(context));
  }

  private static void read(HttpClient http, String address)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(address + " gives " + answer.body());
    }
  }
}
