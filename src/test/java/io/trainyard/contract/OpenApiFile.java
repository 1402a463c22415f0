package io.trainyard.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.stream.Stream;

/** {@code openapi.yaml} as a tree. */
final class OpenApiFile {
  /**
   * An example and the schema that it has to fulfil.
   *
   * @param place where it stands
   */
  record Example(String place, JsonNode schema, JsonNode value) {}

  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final JsonNode root;

  OpenApiFile() {
    try {
      root = new YAMLMapper().readTree(Contract.text());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A method and a path whose variable parts have no names. */
  static String route(String method, String path) {
    return method.toUpperCase(java.util.Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "{}");
  }

  /** Every operation of the file as {@link #route} writes it. */
  Stream<String> operations() {
    return root.path("paths").properties().stream()
        .flatMap(path ->
            METHODS.stream()
                .filter(path.getValue()::has)
                .map(method -> route(method, path.getKey())));
  }

  /** Every path that can be read, as it stands in the file. */
  Stream<String> readable() {
    return root.path("paths").properties().stream()
        .filter(path -> path.getValue().has("get"))
        .filter(path -> !path.getKey().equals("/v1/events")) // has no end
        .map(java.util.Map.Entry::getKey);
  }

  /** A schema of the file, with all that it refers to. */
  Schema schema(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", root.path("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(whole);
  }

  /** Every example of a JSON body. */
  Stream<Example> examples() {
    return Stream.concat(examples("", root.path("paths")), examples("", root.path("components")));
  }

  private Stream<Example> examples(String place, JsonNode node) {
    Stream<Example> below =
        node.properties().stream()
            .filter(entry -> !entry.getKey().equals("examples"))
            .flatMap(entry -> examples(place + "/" + entry.getKey(), entry.getValue()));
    boolean json = place.endsWith("json") && node.has("schema");
    return json
        ? Stream.concat(
            below,
            node.path("examples").properties().stream()
                .map(example ->
                    new Example(
                        place + "/" + example.getKey(),
                        node.path("schema"),
                        resolved(example.getValue()).path("value"))))
        : below;
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
  }

  /** The examples of a request for a job. */
  List<JsonNode> jobRequests() {
    return examples()
        .filter(example -> example.place().startsWith("//v1/jobs/post/requestBody"))
        .map(Example::value)
        .toList();
  }
}
