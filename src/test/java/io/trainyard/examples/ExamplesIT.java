package io.trainyard.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every example can be sent as it stands and gives what it says. */
@OnH2
class ExamplesIT {
  private static final JsonMapper JSON = JsonMapper.shared();

  @LocalServerPort private int port;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  @TestFactory
  Stream<DynamicTest> anExampleGivesWhatItSays() {
    JsonNode all = client.get("/v1/examples").path("data");
    assertThat(all.size()).isGreaterThan(10);
    return all.valueStream()
        .map(example ->
            DynamicTest.dynamicTest(example.path("name").asString(), () -> send(example)));
  }

  private void send(JsonNode example) {
    String self = "/v1/examples/" + example.path("name").asString();
    assertThat(client.get(self)).isEqualTo(example);
    JsonNode request = client.get(self + "/request");
    assertThat(request).isEqualTo(example.path("request"));

    HttpResponse<String> response =
        client.send(
            example.path("method").asString(),
            example.path("path").asString(),
            "application/json",
            "application/json",
            request.toString());

    JsonNode gives = example.path("gives");
    assertThat(response.statusCode()).as(response::body).isEqualTo(gives.path("status").asInt());
    JsonNode answer = JSON.readTree(response.body());
    assertHas(answer, gives.path("answer"));
    assertThat(gives.has("losses")).isEqualTo(response.statusCode() == 201);
    if (gives.has("losses")) {
      assertHas(losses(answer.path("id").asString()), gives.path("losses"));
    }
  }

  private JsonNode losses(String job) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.get("/v1/jobs/" + job), state -> !state.path("finished_at").isNull());
    return client.get("/v1/jobs/" + job + "/losses");
  }

  private static void assertHas(JsonNode document, JsonNode values) {
    assertThat(values.isEmpty()).isFalse();
    values
        .properties()
        .forEach(value -> {
          JsonNode found = document.at(value.getKey());
          if (value.getValue().isNumber()) {
            double expected = value.getValue().asDouble();
            assertThat(found.isNumber()).as(value.getKey() + " in " + document).isTrue();
            assertThat(found.asDouble()).as(value.getKey()).isCloseTo(expected, within(1e-3));
          } else {
            assertThat(found).as(value.getKey()).isEqualTo(value.getValue());
          }
        });
  }

  @Test
  void anExampleThatIsNotThereIsToldWithTheNearestName() {
    for (String path : new String[] {"/v1/examples/chainrule", "/v1/examples/chainrule/request"}) {
      HttpResponse<String> response = client.send("GET", path, null, "application/json");
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(JSON.readTree(response.body()).path("detail").asString())
          .isEqualTo("There is no example 'chainrule'; did you mean 'chain-rule'?");
    }
  }
}
