package io.trainyard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.contract.Contract.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract finds what differs from it. */
class ContractTest {
  private static final String PROBLEM =
      """
      {"type": "/problems/not-found", "title": "Not found", "status": 404, "detail": "There is none.",
       "instance": "/x"}
      """;

  private final Contract contract = new Contract();

  @Test
  void nothingIsWrongWithATrueAnswer() {
    assertThat(predicted(200, "{\"outputs\": [[1.5, null]], \"labels\": [\"a\"]}")).isEmpty();
    assertThat(predicted(200, "{\"outputs\": [[1.5]], \"labels\": null}")).isEmpty();
    assertThat(predicted(404, PROBLEM)).isEmpty();
  }

  @Test
  void aFieldTooManyTooFewOrOfAnotherTypeIsFound() {
    assertThat(predicted(200, "{\"outputs\": [], \"labels\": null, \"more\": 1}")).hasSize(1);
    assertThat(predicted(200, "{\"outputs\": []}")).hasSize(1);
    assertThat(predicted(200, "{\"outputs\": [\"a\"], \"labels\": null}")).isNotEmpty();
    assertThat(predicted(404, PROBLEM.replace("\"detail\"", "\"details\""))).hasSize(2);
  }

  @Test
  void aStatusOrAMediaTypeThatIsNotInTheFileIsFound() {
    assertThat(predicted(201, "{\"outputs\": [], \"labels\": null}")).hasSize(1);
    assertThat(contract.faults(exchange("GET", "/v1/models", 200, "text/html", "<html>")))
        .hasSize(1);
  }

  @Test
  void aRouteThatIsNotInTheFileIsFoundUnlessItIsRefused() {
    assertThat(contract.faults(exchange("GET", "/v1/nothing", 200, "application/json", "{}")))
        .isNotEmpty();
    assertThat(
            contract.faults(
                exchange("GET", "/v1/nothing", 404, "application/problem+json", PROBLEM)))
        .isEmpty();
    assertThat(
            contract.faults(
                exchange("PUT", "/v1/models", 405, "application/problem+json", PROBLEM)))
        .isEmpty();
  }

  @Test
  void aWrongRequestThatWasTakenIsFound() {
    String page = "{\"data\": [], \"has_more\": false, \"next_after\": null}";
    assertThat(contract.faults(query("limit", "5", page))).isEmpty();
    assertThat(contract.faults(query("limit", "0", page))).hasSize(1);
    assertThat(contract.faults(query("limt", "5", page))).hasSize(1);
  }

  private static Exchange query(String name, String value, String answer) {
    Exchange plain = exchange("GET", "/v1/models", 200, "application/json", answer);
    return new Exchange(
        plain.method(),
        plain.path(),
        Map.of(name, List.of(value)),
        plain.requestHeaders(),
        plain.requestBody(),
        plain.status(),
        plain.responseHeaders(),
        plain.responseBody());
  }

  private List<String> predicted(int status, String answer) {
    return contract.faults(
        exchange(
            "POST",
            "/v1/models/mdl_1/predict",
            status,
            status < 400 ? "application/json" : "application/problem+json",
            answer));
  }

  private static Exchange exchange(
      String method, String path, int status, String type, String answer) {
    return new Exchange(
        method,
        path,
        Map.of(),
        Map.of("Content-Type", List.of("application/json"), "Accept", List.of("*/*")),
        method.equals("GET") ? null : "{\"rows\": [[1, 2]]}".getBytes(StandardCharsets.UTF_8),
        status,
        Map.of("Content-Type", List.of(type)),
        answer.getBytes(StandardCharsets.UTF_8));
  }
}
