package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docker-compose.yml and what it mounts fit together; no Docker is needed to see that. */
class OpsFilesTest {
  private static final Path GRAFANA = Path.of("src", "ops", "grafana");

  @Test
  void everyPortIsOpenToThisComputerOnly() throws IOException {
    assertThat(ofServices("ports")).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @Test
  void portsThatAreFreeAreOpenToThisComputerOnly() throws IOException {
    assertThat(Files.readAllLines(Path.of("src", "ops", "compose", "free-ports.yml")))
        .filteredOn(line -> line.strip().startsWith("-"))
        .hasSize(3)
        .allMatch(line -> line.strip().startsWith("- \"127.0.0.1::"));
  }

  @Test
  void theImageAsksNoRegistryForWhatItsFileIsWrittenIn() throws IOException {
    assertThat(Files.readString(Path.of("Dockerfile"))).doesNotContain("syntax=");
  }

  @Test
  void everyMountedDirectoryIsThere() throws IOException {
    assertThat(ofServices("volumes").stream().filter(volume -> volume.startsWith("./")))
        .hasSize(3)
        .allMatch(volume -> Files.isDirectory(Path.of(volume.substring(0, volume.indexOf(':')))));
  }

  @Test
  void everythingThatIsWaitedForSaysWhenItIsWell() throws IOException {
    services()
        .forEach((name, service) ->
            assertThat(service.containsKey("healthcheck") || service.containsKey("build"))
                .as(name)
                .isTrue());
    assertThat(Files.readString(Path.of("Dockerfile"))).contains("HEALTHCHECK");
  }

  @Test
  void theDashboardAsksTheDataSourceThatIsProvisioned() throws IOException {
    Map<String, List<Map<String, Object>>> provisioned =
        new Yaml()
            .load(
                Files.readString(
                    GRAFANA.resolve(Path.of("provisioning", "datasources", "prometheus.yml"))));
    Object uid = provisioned.get("datasources").getFirst().get("uid");
    JsonNode dashboard =
        new JsonMapper()
            .readTree(Files.readString(GRAFANA.resolve(Path.of("dashboards", "trainyard.json"))));
    List<Integer> ids = new ArrayList<>();
    for (JsonNode panel : dashboard.get("panels")) {
      ids.add(panel.get("id").asInt());
      for (JsonNode target : panel.path("targets")) {
        assertThat(target.get("datasource").get("uid").asString()).isEqualTo(uid);
      }
    }
    assertThat(ids).hasSizeGreaterThan(20).doesNotHaveDuplicates();
  }

  @Test
  void theImageIsBuiltFromFilesThatTheContextLetsIn() throws IOException {
    List<String> letIn =
        Files.readAllLines(Path.of(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    for (String file : List.of("mvnw", ".mvn", "pom.xml", "src", "openapi.yaml")) {
      assertThat(Path.of(file)).exists();
      assertThat(letIn).contains(file);
    }
    assertThat(letIn).contains("target/trainyard.jar");
  }

  private static List<String> ofServices(String key) throws IOException {
    return services().values().stream()
        .flatMap(service -> ((List<?>) service.getOrDefault(key, List.of())).stream())
        .map(Object::toString)
        .toList();
  }

  private static Map<String, Map<String, Object>> services() throws IOException {
    return new Yaml()
        .<Map<String, Map<String, Map<String, Object>>>>load(
            Files.readString(Path.of("docker-compose.yml")))
        .get("services");
  }
}
