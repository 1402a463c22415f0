package io.trainyard.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.OnH2;
import io.trainyard.contract.Client;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Texts over HTTP. */
@OnH2
class SnippetIT {
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

  @Test
  void takesATextAsAFileToo() {
    JsonNode answer = python("\uFEFFx = torch.ones(2)\nprint(x)\n", 200);
    assertThat(answer.at("/printed/0").asString()).isEqualTo("tensor([1., 1.])");
    assertThat(answer.has("check")).isFalse();
  }

  @Test
  void namesThePlaceOfAFaultInAFile() {
    JsonNode fault = python("x = torch.ones(2)\nx.backward()\n", 422).at("/errors/0");
    assertThat(fault.path("pointer").asString()).isEmpty();
    assertThat(fault.path("detail").asString()).startsWith("line 2, column 11: RuntimeError: ");
  }

  private JsonNode python(String text, int status) {
    HttpResponse<String> response =
        client.send("POST", "/v1/autograd", "text/x-python", "application/json", text);
    assertThat(response.statusCode()).as(response::body).isEqualTo(status);
    return JsonMapper.shared().readTree(response.body());
  }
}
