package io.trainyard.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Texts over HTTP. */
@OnH2
class AutogradIT {
  @LocalServerPort private int port;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  @Test
  void tellsWhatATextPrintsAndWhatItsTensorsAre() {
    JsonNode answer =
        client.post(
            "/v1/autograd",
            """
            {"source": "x = torch.tensor(2.0, requires_grad=True)\\ny = 3*x\\nz = 5*y\\nz.backward()\\nprint(x.grad)",
             "check": true}
            """);
    assertThat(answer.at("/printed/0").asString()).isEqualTo("tensor(15.)");
    assertThat(answer.at("/variables/x/grad").asDouble()).isEqualTo(15);
    assertThat(answer.at("/variables/z/value").asDouble()).isEqualTo(30);
    assertThat(answer.at("/variables/y/requires_grad").asBoolean()).isTrue();
    assertThat(answer.at("/check/gradients/x/compared").asInt()).isEqualTo(1);
    assertThat(answer.at("/check/largest_difference").asDouble()).isLessThan(1e-3);
  }
}
