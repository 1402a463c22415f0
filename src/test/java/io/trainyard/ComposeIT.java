package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainyard.contract.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * The image is built around the jar that was just packaged, and docker-compose.yml brings it up
 * with PostgreSQL and Prometheus. Skipped where no engine answers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeIT {
  private static final String LONG_JOB =
      """
      {"name": "long", "dataset": "digits", "target": "digit", "split": {"train_size": 0.9},
       "model": {"layers": [{"type": "Linear", "out_features": 256}, {"type": "ReLU"},
                            {"type": "Linear", "out_features": 10}]},
       "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "SGD", "lr": 1e-6},
       "epochs": 100000, "batch_size": 1, "seed": 0}
      """;

  private final Compose compose = new Compose();
  private boolean isThere;
  private boolean isUp;

  @BeforeAll
  void bringItUp() {
    isThere = Compose.isThere() && Files.exists(Path.of("target", "trainyard.jar"));
    if (isThere) {
      isUp = true;
      compose.build();
      compose.up("trainyard", "postgres", "prometheus");
    }
  }

  @BeforeEach
  void skipWithoutAnEngine() {
    assumeTrue(
        isThere,
        "no Docker engine with compose answers, or there is no target/trainyard.jar"
            + " (.ci/docker-engine starts one, ./mvnw package makes the other)");
  }

  @AfterAll
  void takeItDown() {
    if (isUp) {
      compose.close();
    }
  }

  @Test
  @Order(1)
  void aJobTrainsAndItsLossesAreInPostgres() {
    Client client = new Client(compose.address("trainyard", 1, 8080));
    String job = client.trained(Client.ARTICLE_JOB);
    assertThat(compose.sql("select count(*) from job_loss where job_id = '%s'".formatted(job)))
        .isEqualTo("50");
    assertThat(client.get("/actuator/health").path("status").asString()).isEqualTo("UP");
  }

  @Test
  @Order(2)
  void prometheusReadsTheServiceByItsName() {
    Client prometheus = new Client(compose.address("prometheus", 1, 9090));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          assertThat(value(prometheus, "up")).isEqualTo("1");
          assertThat(value(prometheus, "sum(trainyard_jobs_finished_total)")).isEqualTo("1");
        });
  }

  @Test
  @Order(3)
  void anotherServerGoesOnWithTheJobOfOneThatWasKilled() {
    compose.up("--no-recreate", "--scale=trainyard=2", "trainyard");
    List<String> servers = compose.containers("trainyard");
    assertThat(servers).hasSize(2);
    List<Client> clients =
        List.of(
            new Client(compose.address("trainyard", 1, 8080)),
            new Client(compose.address("trainyard", 2, 8080)));
    String job = clients.getFirst().post("/v1/jobs", LONG_JOB).path("id").asString();
    await().atMost(Duration.ofSeconds(60)).until(() -> epochs(clients.getFirst(), job) > 3);

    String busy =
        compose.sql(
            "select split_part(node_machine, ' ', 1) from training_job where id = '%s'"
                .formatted(job));
    assertThat(busy).isNotEmpty();
    assertThat(servers).filteredOn(server -> server.startsWith(busy)).hasSize(1);
    compose.kill(
        servers.stream().filter(server -> server.startsWith(busy)).findFirst().orElseThrow());

    await().atMost(Duration.ofSeconds(20)).until(() -> compose.containers("trainyard").size() == 1);
    Client survivor = clients.stream().filter(ComposeIT::answers).findFirst().orElseThrow();
    int before = epochs(survivor, job);
    await().atMost(Duration.ofMinutes(2)).until(() -> epochs(survivor, job) > before);
    JsonNode state = survivor.get("/v1/jobs/" + job);
    assertThat(state.path("status").asString()).isEqualTo("running");
    assertThat(state.path("attempt").asInt()).isEqualTo(2);
    survivor.post("/v1/jobs/" + job + "/cancel", "");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> survivor.get("/v1/jobs/" + job).path("status").asString(), "cancelled"::equals);
    assertThat(
            compose.sql(
                "select count(*) - 1 - max(epoch) from job_loss where job_id = '%s'"
                    .formatted(job)))
        .as("rows beside those of each epoch")
        .isEqualTo("0");
  }

  private static int epochs(Client client, String job) {
    return client.get("/v1/jobs/" + job).path("progress").path("epoch").asInt();
  }

  private static boolean answers(Client client) {
    try {
      client.get("/actuator/health/readiness");
      return true;
    } catch (java.io.UncheckedIOException e) {
      return false;
    }
  }

  private static String value(Client prometheus, String expression) {
    return prometheus
        .get("/api/v1/query?query=" + expression)
        .path("data")
        .path("result")
        .path(0)
        .path("value")
        .path(1)
        .asString();
  }
}
