package io.trainyard.contract;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.trainyard.OnH2;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** {@code openapi.yaml} says what there is, all of it and nothing else. */
@OnH2
class ContractIT {
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
  void theFileHasEveryRouteAndEveryRouteIsInTheFile() {
    assertThat(new OpenApiFile().operations().filter(route -> route.contains(" /v1/")))
        .containsExactlyInAnyOrderElementsOf(routes());
  }

  private Set<String> routes() {
    return mapping.getHandlerMethods().keySet().stream()
        .flatMap(ContractIT::routes)
        .filter(route -> route.contains(" /v1/"))
        .collect(toCollection(TreeSet::new));
  }

  private static Stream<String> routes(RequestMappingInfo info) {
    return info.getMethodsCondition().getMethods().stream()
        .flatMap(method ->
            info.getPatternValues().stream().map(path -> OpenApiFile.route(method.name(), path)));
  }

  @Test
  void theFileIsServed() {
    var response = client.send("GET", "/openapi.yaml", null, "*/*");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(Contract.text());
    assertThat(response.headers().firstValue("Content-Type")).contains("application/yaml");
  }

  @Test
  void swaggerUiShowsIt() {
    assertThat(client.send("GET", "/swagger-ui.html", null, "text/html").body())
        .contains("/openapi.yaml");
    for (String file : List.of("swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png")) {
      var response = client.send("GET", "/webjars/swagger-ui/" + file, null, "*/*");
      assertThat(response.statusCode()).as(file).isEqualTo(200);
    }
  }

  @Test
  void healthAndMetricsAreAsTheFileSays() {
    for (String path : List.of("/actuator/health", "/actuator/prometheus")) {
      var response = client.send("GET", path, null, "*/*");
      assertThat(
              new Contract()
                  .faults(
                      new Contract.Exchange(
                          "GET",
                          path,
                          java.util.Map.of(),
                          java.util.Map.of(),
                          null,
                          response.statusCode(),
                          response.headers().map(),
                          response.body().getBytes(java.nio.charset.StandardCharsets.UTF_8))))
          .isEmpty();
    }
  }

  @Test
  void aDataSetIsStoredFromAFormAtEitherAddress() {
    for (String path : List.of("/v1/datasets", "/v1/datasets/upload")) {
      String name = "form-" + path.length();
      var response =
          client.send(
              "POST",
              path,
              "multipart/form-data; boundary=x",
              "application/json",
              """
              --x\r
              Content-Disposition: form-data; name="name"\r
              \r
              %s\r
              --x\r
              Content-Disposition: form-data; name="file"; filename="a.csv"\r
              \r
              a,b
              1,x
              2,y\r
              --x--\r
              """
                  .formatted(name));
      assertThat(response.statusCode()).as(response::body).isEqualTo(201);
      assertThat(client.get("/v1/datasets/" + name).path("rows").asInt()).isEqualTo(2);
    }
  }

  @Test
  void everyExampleIsOfItsSchema() {
    List<String> wrong = new ArrayList<>();
    OpenApiFile file = new OpenApiFile();
    file.examples()
        .forEach(example ->
            file.schema(example.schema())
                .validate(example.value().toString(), InputFormat.JSON)
                .forEach(error -> wrong.add(example.place() + ": " + error)));
    assertThat(wrong).isEmpty();
    assertThat(file.examples().count()).isGreaterThan(15);
  }

  @Test
  void theJobSchemaTakesTheExamplesAndRefusesAMisspeltOne() {
    String schema = client.get("/v1/schemas/job.json").toString();
    var validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema, InputFormat.JSON);
    List<JsonNode> examples = new OpenApiFile().jobRequests();
    assertThat(examples).hasSizeGreaterThan(1);
    for (JsonNode example : examples) {
      String job = example.toString();
      assertThat(validator.validate(job, InputFormat.JSON)).as(job).isEmpty();
      assertThat(
              validator.validate(job.replaceAll("\"(SGD|Adam)\"", "\"Addam\""), InputFormat.JSON))
          .isNotEmpty();
    }
  }
}
