package io.trainyard.capabilities;

import io.trainyard.signature.AlternativeValue;
import io.trainyard.signature.AnyValue;
import io.trainyard.signature.BooleanValue;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.ChoiceValue;
import io.trainyard.signature.EitherValue;
import io.trainyard.signature.IntegerValue;
import io.trainyard.signature.ListValue;
import io.trainyard.signature.MapValue;
import io.trainyard.signature.NumberValue;
import io.trainyard.signature.ObjectValue;
import io.trainyard.signature.Parameter;
import io.trainyard.signature.Range;
import io.trainyard.signature.Signature;
import io.trainyard.signature.TextValue;
import io.trainyard.signature.Value;
import io.trainyard.signature.VariantValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what a signature reads as a JSON Schema (2020-12). */
final class JsonSchema {
  private final Map<String, Object> definitions = new LinkedHashMap<>();

  private JsonSchema() {}

  /**
   * The schema of the requests that {@code signature} reads; each family of classes is one
   * definition in it.
   */
  static Map<String, Object> of(Signature<?> signature, String id, String title) {
    JsonSchema writer = new JsonSchema();
    Map<String, Object> object = writer.object(signature, null);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", id);
    schema.put("title", title);
    schema.putAll(object);
    schema.put("$defs", writer.definitions);
    return schema;
  }

  /** A bound as JSON would write it by hand: 1 and not 1.0. */
  static Number number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Number) (long) value : value;
  }

  /**
   * The schema of an object with these arguments.
   *
   * @param type what its field {@code type} has to be; null when it has none
   */
  private Map<String, Object> object(Signature<?> signature, @Nullable String type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    if (type != null) {
      properties.put("type", Map.of("const", type));
      required.add("type");
    }
    for (Parameter parameter : signature.parameters()) {
      properties.put(parameter.name(), property(parameter));
      if (!parameter.optional()) {
        required.add(parameter.name());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    if (!signature.summary().isEmpty()) {
      schema.put("description", signature.summary());
    }
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private Map<String, Object> property(Parameter parameter) {
    Map<String, Object> value = value(parameter.type());
    boolean inferred = parameter.inferredFrom().isPresent();
    Map<String, Object> schema = new LinkedHashMap<>();
    if (parameter.nullable() || inferred) {
      schema.put("anyOf", List.of(value, Map.of("type", "null")));
    } else {
      schema.putAll(value);
    }
    if (inferred) {
      schema.put("description", "Taken from what the layer before gives when it is left out.");
    } else if (parameter.defaultTree() != null) {
      schema.put("default", parameter.defaultTree());
    }
    return schema;
  }

  private Map<String, Object> value(Value value) {
    return switch (value) {
      case IntegerValue integer -> ranged("integer", integer.range());
      case NumberValue number -> ranged("number", number.range());
      case BooleanValue ignored -> Map.of("type", "boolean");
      case TextValue ignored -> Map.of("type", "string");
      case ChoiceValue choice -> Map.of("enum", choice.words());
      case AnyValue ignored -> Map.of();
      case MapValue map -> ordered("type", "object", "additionalProperties", value(map.element()));
      case ObjectValue object -> object(object.signature(), null);
      case VariantValue variant -> reference(variant.catalog());
      case AlternativeValue either ->
          Map.of("anyOf", List.of(value(either.first()), value(either.second())));
      case EitherValue either ->
          Map.of("anyOf", List.of(value(either.first()), value(either.second())));
      case ListValue list -> {
        Map<String, Object> element = value(list.element());
        Map<String, Object> array = ordered("type", "array", "items", element);
        yield list.orSingle() ? Map.of("anyOf", List.of(element, array)) : array;
      }
    };
  }

  private static Map<String, Object> ordered(String one, Object a, String two, Object b) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(one, a);
    map.put(two, b);
    return map;
  }

  private static Map<String, Object> ranged(String type, Range range) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    if (range.min() != Double.NEGATIVE_INFINITY) {
      schema.put(range.minExclusive() ? "exclusiveMinimum" : "minimum", number(range.min()));
    }
    if (range.max() != Double.POSITIVE_INFINITY) {
      schema.put(range.maxExclusive() ? "exclusiveMaximum" : "maximum", number(range.max()));
    }
    return schema;
  }

  private Map<String, Object> reference(Catalog<?> catalog) {
    if (!definitions.containsKey(catalog.family())) {
      definitions.put(catalog.family(), Map.of());
      List<Map<String, Object>> members = new ArrayList<>();
      catalog.signatures().forEach(member -> members.add(object(member, member.name())));
      definitions.put(catalog.family(), Map.of("oneOf", members));
    }
    return Map.of("$ref", "#/$defs/" + catalog.family());
  }
}
