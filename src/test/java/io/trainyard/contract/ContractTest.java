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

  private static final String DRY_RUN =
      """
      {"spec": {}, "preparation": [], "estimate": {"memory_bytes": 1, "seconds": 0.1},
       "summary": {"parameters": 1, "train_rows": 1, "test_rows": 0, "features": 1, "outputs": 1}}
      """;

  private final Contract contract = new Contract();

  @Test
  void nothingIsWrongWithATrueAnswer() {
    assertThat(
            predicted(
                200, "{\"outputs\": [[1.5, null]], \"labels\": [\"a\"], \"probabilities\": [[1]]}"))
        .isEmpty();
    assertThat(predicted(200, "{\"outputs\": [[1.5]], \"labels\": null, \"probabilities\": null}"))
        .isEmpty();
    assertThat(predicted(404, PROBLEM)).isEmpty();
  }

  @Test
  void aFieldTooManyTooFewOrOfAnotherTypeIsFound() {
    assertThat(
            predicted(
                200, "{\"outputs\": [], \"labels\": null, \"probabilities\": null, \"more\": 1}"))
        .hasSize(1);
    assertThat(predicted(200, "{\"outputs\": [], \"probabilities\": null}")).hasSize(1);
    assertThat(predicted(200, "{\"outputs\": [\"a\"], \"labels\": null, \"probabilities\": null}"))
        .isNotEmpty();
    assertThat(state("{\"0.weight\": [[1.5, null]], \"scale\": 2}")).isEmpty();
    assertThat(state("{\"0.weight\": [[\"a\"]]}")).isNotEmpty();
    assertThat(predicted(404, PROBLEM.replace("\"detail\"", "\"details\""))).hasSize(2);
  }

  @Test
  void aStatusOrAMediaTypeThatIsNotInTheFileIsFound() {
    assertThat(predicted(201, "{\"outputs\": [], \"labels\": null, \"probabilities\": null}"))
        .hasSize(1);
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
  void aWrongBodyThatWasTakenIsFound() {
    for (String rows : List.of("[[1, \"b\", null]]", "[{\"a\": true}, [1]]")) {
      assertThat(
              predicted(200, "{\"outputs\": [], \"labels\": null, \"probabilities\": null}", rows))
          .as(rows)
          .isEmpty();
    }
    for (String rows : List.of("[1]", "[[[\"a\"]]]", "[{\"a\": {}}]", "[]")) {
      assertThat(
              predicted(200, "{\"outputs\": [], \"labels\": null, \"probabilities\": null}", rows))
          .as(rows)
          .isNotEmpty();
    }
    String good = Client.ARTICLE_JOB;
    for (String wrong :
        List.of(
            good.replace("\"Linear\"", "\"Lineer\""),
            good.replace("\"out_features\"", "\"out\""),
            good.replace("\"SGD\"", "\"Adamm\""),
            good.replace("\"sum\"", "\"total\""),
            good.replace("\"MSELoss\"", "\"MSLoss\""),
            good.replaceFirst("\"split\": \\{[^}]*}", "\"split\": null"))) {
      assertThat(wrong).isNotEqualTo(good);
      assertThat(contract.faults(posted("/v1/jobs/dry_run", Map.of(), DRY_RUN, wrong)))
          .as(wrong)
          .isNotEmpty();
    }
  }

  @Test
  void aWrongRequestThatWasTakenIsFound() {
    String page = "{\"data\": [], \"has_more\": false, \"next_after\": null}";
    assertThat(contract.faults(query("limit", "5", page))).isEmpty();
    assertThat(contract.faults(query("limit", "0", page))).hasSize(1);
    assertThat(contract.faults(query("limt", "5", page))).hasSize(1);
  }

  @Test
  void whatHasAnAddressOfItsOwnIsHeldAgainstItAtTheShorterOneToo() {
    assertThat(contract.faults(posted("/v1/jobs/dry_run", Map.of(), DRY_RUN))).isEmpty();
    Map<String, List<String>> query = Map.of("dry_run", List.of("true"));
    assertThat(contract.faults(posted("/v1/jobs", query, DRY_RUN))).isEmpty();
    assertThat(contract.faults(posted("/v1/jobs", query, "{\"spec\": {}}"))).isNotEmpty();
    assertThat(contract.faults(posted("/v1/jobs", Map.of(), DRY_RUN))).isNotEmpty();
  }

  private static Exchange posted(String path, Map<String, List<String>> query, String answer) {
    return posted(path, query, answer, Client.ARTICLE_JOB);
  }

  private static Exchange posted(
      String path, Map<String, List<String>> query, String answer, String body) {
    return new Exchange(
        "POST",
        path,
        query,
        Map.of("Content-Type", List.of("application/json")),
        body.getBytes(StandardCharsets.UTF_8),
        200,
        Map.of("Content-Type", List.of("application/json")),
        answer.getBytes(StandardCharsets.UTF_8));
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

  private List<String> state(String answer) {
    return contract.faults(
        exchange("GET", "/v1/models/mdl_1/state", 200, "application/json", answer));
  }

  private List<String> predicted(int status, String answer) {
    return predicted(status, answer, "[[1, 2]]");
  }

  private List<String> predicted(int status, String answer, String rows) {
    return contract.faults(
        new Exchange(
            "POST",
            "/v1/models/mdl_1/predict",
            Map.of(),
            Map.of("Content-Type", List.of("application/json"), "Accept", List.of("*/*")),
            "{\"rows\": %s}".formatted(rows).getBytes(StandardCharsets.UTF_8),
            status,
            Map.of(
                "Content-Type",
                List.of(status < 400 ? "application/json" : "application/problem+json")),
            answer.getBytes(StandardCharsets.UTF_8)));
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
