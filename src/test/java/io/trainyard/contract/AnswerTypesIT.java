package io.trainyard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.OnH2;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Whatever a client accepts, an answer has a type that the contract names, or is a 406. */
@OnH2
class AnswerTypesIT {
  private static final List<String> PROBLEMS_TOO =
      List.of(
          "application/problem+json",
          "application/problem+json, application/json;q=0.9, */*;q=0.1",
          "application/problem+json, */*",
          "application/problem+json;q=0.2, application/problem+xml");

  private static final List<String> SOMETHING_ELSE =
      List.of("application/hal+json", "image/png", "text/html", "nonsense");

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mapping;

  @LocalServerPort private int port;
  private Client client;

  @BeforeEach
  void connect() {
    client = new Client("http://127.0.0.1:" + port);
  }

  @Test
  void whoTakesProblemsGetsWhatThereIsAndNotAsAProblem() {
    for (String path : paths()) {
      for (String accept : PROBLEMS_TOO) {
        HttpResponse<String> response = client.send("GET", path, null, accept);
        assertThat(response.statusCode()).as("%s as %s", path, accept).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
            .as("%s as %s", path, accept)
            .doesNotContain("problem");
        assertThat(differences(path, accept, response)).isEmpty();
      }
    }
  }

  @Test
  void whoWantsSomethingElseGetsATypeOfTheContractOrIsToldSo() {
    for (String path : paths()) {
      for (String accept : SOMETHING_ELSE) {
        HttpResponse<String> response = client.send("GET", path, null, accept);
        assertThat(response.statusCode()).as("%s as %s", path, accept).isIn(200, 406);
        assertThat(differences(path, accept, response)).isEmpty();
      }
    }
  }

  @Test
  void everyAnswerIsOfATypeThatItsControllerNames() {
    List<String> unnamed = new ArrayList<>();
    mapping
        .getHandlerMethods()
        .forEach((info, method) -> {
          boolean ours = info.getPatternValues().stream().anyMatch(path -> path.startsWith("/v1"));
          if (ours && info.getProducesCondition().isEmpty()) {
            unnamed.addAll(info.getPatternValues());
          }
        });
    assertThat(unnamed)
        .as("with another type each, or none")
        .containsExactlyInAnyOrder("/v1/datasets/{dataset}/content", "/v1/datasets/{dataset}");
  }

  /** Everything that can be read, in the file's own order. */
  private List<String> paths() {
    String job = client.trained(Client.ARTICLE_JOB);
    String model = client.get("/v1/jobs/" + job).path("model_id").asString();
    Map<String, String> names =
        Map.of("dataset", "iris", "job_id", job, "model_id", model, "name", "first-gradient");
    return new OpenApiFile()
        .readable()
        .map(path -> {
          String filled = path;
          for (Map.Entry<String, String> name : names.entrySet()) {
            filled = filled.replace("{" + name.getKey() + "}", name.getValue());
          }
          return filled.equals("/v1/losses")
              ? filled + "?job=%1$s&job=%1$s".formatted(job)
              : filled;
        })
        .toList();
  }

  private static List<String> differences(
      String path, String accept, HttpResponse<String> response) {
    return new Contract()
        .faults(
            new Contract.Exchange(
                "GET",
                path.replaceFirst("\\?.*", ""),
                compared(path),
                Map.of("Accept", List.of(accept)),
                null,
                response.statusCode(),
                response.headers().map(),
                response.body().getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, List<String>> compared(String path) {
    List<String> jobs =
        Pattern.compile("job=(\\w+)").matcher(path).results().map(found -> found.group(1)).toList();
    return jobs.isEmpty() ? Map.of() : Map.of("job", jobs);
  }
}
