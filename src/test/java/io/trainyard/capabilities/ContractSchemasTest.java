package io.trainyard.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.trainyard.contract.Contract;
import io.trainyard.training.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What {@code openapi.yaml} says about a job's request is what the server reads. */
class ContractSchemasTest {
  private static final String FIRST_LINE =
      "    # from here to the end of the schemas: written by ./mvnw test"
          + " -Dtest=ContractSchemasTest -Dcontract.write\n";
  private static final String AFTER_LAST_LINE = "  examples:\n";

  /** In the file by hand, since they have texts that no signature has. */
  private static final Set<String> BY_HAND =
      Set.of("JobRequest", "ModelSpec", "ScriptSpec", "Split", "EarlyStopping", "CheckpointRule");

  /** What the file says besides. */
  private static final Set<String> BESIDES =
      Set.of("description", "example", "minItems", "maxLength");

  private final Map<String, Map<String, Object>> schemas =
      JsonSchema.definitions(RunSpec.SIGNATURE, "JobRequest", "#/components/schemas/");

  @Test
  void layersLossesOptimizersSchedulersAndScalersStandInTheFileAsTheirClassesSay()
      throws IOException {
    String written =
        schemas.entrySet().stream()
            .filter(schema -> !BY_HAND.contains(schema.getKey()))
            .map(schema -> FlowYaml.entry(schema.getKey(), schema.getValue(), 4))
            .collect(Collectors.joining());
    String file = Files.readString(Contract.FILE);
    int start = file.indexOf(FIRST_LINE) + FIRST_LINE.length();
    int end = file.indexOf(AFTER_LAST_LINE, start);
    if (System.getProperty("contract.write") != null) {
      file = file.substring(0, start) + written + file.substring(end);
      Files.writeString(Contract.FILE, file);
      end = start + written.length();
    }
    assertThat(file.substring(start, end)).isEqualTo(written);
  }

  @Test
  void everySchemaOfARequestHasTheFieldsTypesBoundsAndDefaultsThatTheServerReads()
      throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    JsonNode file =
        yaml.readTree(Files.readString(Contract.FILE)).path("components").path("schemas");
    for (String name : schemas.keySet()) {
      String source = JsonMapper.shared().writeValueAsString(schemas.get(name));
      assertThat(bare(file.path(name))).as(name).isEqualTo(bare(yaml.readTree(source)));
    }
  }

  /** A schema without words for readers, and without what its object checks by itself. */
  private static JsonNode bare(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      ObjectNode bare = object.objectNode();
      object
          .properties()
          .forEach(entry -> {
            boolean isProperty = entry.getValue().isObject() && !entry.getKey().equals("example");
            if (isProperty || !BESIDES.contains(entry.getKey())) {
              bare.set(entry.getKey(), bare(entry.getValue()));
            }
          });
      return bare;
    }
    if (schema instanceof ArrayNode array) {
      ArrayNode bare = array.arrayNode();
      array.forEach(element -> bare.add(bare(element)));
      return bare;
    }
    return schema;
  }
}
