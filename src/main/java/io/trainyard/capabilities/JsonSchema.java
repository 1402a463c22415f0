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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes what signatures read as JSON Schemas (2020-12): a definition for each class, each family
 * of classes and each kind of list for which a single value may stand.
 */
final class JsonSchema {
  private static final Map<String, Object> NULL = Map.of("type", "null");

  private final String place;
  private final Map<String, Map<String, Object>> definitions = new TreeMap<>();

  private JsonSchema(String place) {
    this.place = place;
  }

  /** A document of its own with the schema of the requests that {@code signature} reads. */
  static Map<String, Object> document(Signature<?> signature, String id, String title) {
    JsonSchema writer = new JsonSchema("#/$defs/");
    Map<String, Object> object = writer.object(signature, null);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", id);
    schema.put("title", title);
    schema.putAll(object);
    schema.put("$defs", writer.definitions);
    return schema;
  }

  /**
   * The same as parts of another document, by their names.
   *
   * @param name what the schema of the whole request is called
   * @param place where that document keeps its definitions, as the beginning of a reference
   */
  static Map<String, Map<String, Object>> definitions(
      Signature<?> signature, String name, String place) {
    JsonSchema writer = new JsonSchema(place);
    Map<String, Object> object = writer.object(signature, null);
    writer.definitions.put(name, object);
    return writer.definitions;
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
      properties.put("type", words(List.of(type)));
      required.add("type");
    }
    boolean inline = false;
    for (Parameter parameter : signature.parameters()) {
      properties.put(parameter.name(), property(parameter));
      if (parameter.inline()) {
        inline = true;
        properties.put("type", words(members((ListValue) parameter.type())));
      } else if (!parameter.optional()) {
        required.add(parameter.name());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    if (!signature.summary().isEmpty()) {
      schema.put("description", signature.summary());
    }
    schema.put("type", "object");
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("properties", properties);
    if (!inline) { // otherwise the arguments of the one member stand there too
      schema.put("additionalProperties", false);
    }
    return schema;
  }

  private static List<String> members(ListValue list) {
    return ((VariantValue) list.element())
        .catalog().signatures().stream().map(Signature::name).toList();
  }

  private Map<String, Object> property(Parameter parameter) {
    boolean inferred = parameter.inferredFrom().isPresent();
    Map<String, Object> value = value(parameter.type());
    Map<String, Object> schema =
        parameter.nullable() || inferred
            ? orNull(value, parameter.type().name().equals("object"))
            : new LinkedHashMap<>(value);
    if (inferred) {
      schema.put("description", "Taken from what the layer before gives when it is left out.");
    } else if (parameter.defaultTree() != null && !isFreeForm(parameter.type())) {
      schema.put("default", literal(parameter.type(), parameter.defaultTree()));
    }
    return schema;
  }

  /** Of an empty default, generated Java makes a bare object that it cannot write. */
  private static boolean isFreeForm(Value type) {
    return type instanceof MapValue map && map.element() instanceof AnyValue;
  }

  /**
   * A default as its type writes it: a number is never 50, which generators take for an integer.
   */
  private static Object literal(Value type, Object tree) {
    if (type instanceof NumberValue && tree instanceof Number number) {
      return number.doubleValue();
    }
    return type instanceof ListValue list && tree instanceof List<?> entries
        ? entries.stream().map(entry -> literal(list.element(), entry)).toList()
        : tree;
  }

  private static Map<String, Object> orNull(Map<String, Object> value, boolean isFamilyOrRecord) {
    if (!(value.get("type") instanceof String type)) {
      return isFamilyOrRecord ? ordered("anyOf", List.of(value, NULL)) : unlessNull(value);
    }
    Map<String, Object> schema = new LinkedHashMap<>(value);
    schema.put("type", List.of(type, "null"));
    if (value.get("enum") instanceof List<?> words) {
      List<@Nullable Object> orNone = new ArrayList<>(words);
      orNone.add(null);
      schema.put("enum", orNone);
    }
    return schema;
  }

  private static Map<String, Object> unlessNull(Map<String, Object> value) {
    Map<String, Object> schema = ordered("if", ordered("not", NULL));
    schema.put("then", value);
    return schema;
  }

  private Map<String, Object> value(Value value) {
    return switch (value) {
      case IntegerValue integer ->
          ranged("integer", integer.isLong() ? "int64" : "int32", integer.range());
      case NumberValue number -> ranged("number", "double", number.range());
      case BooleanValue ignored -> ordered("type", "boolean");
      case TextValue ignored -> ordered("type", "string");
      case ChoiceValue choice -> words(choice.words());
      case AnyValue ignored -> Map.of();
      case MapValue map -> map(value(map.element()));
      case ObjectValue object -> record(object.signature());
      case VariantValue variant when variant.orName() -> familyOrName(variant);
      case VariantValue variant -> family(variant.catalog());
      case AlternativeValue(VariantValue family, ObjectValue other) ->
          distinguished(
              having(other.signature().parameters().getFirst().name()),
              value(other),
              value(family));
      case AlternativeValue(ListValue list, Value other) ->
          distinguished(array(Map.of()), value(list), value(other));
      case AlternativeValue either ->
          ordered("oneOf", List.of(value(either.first()), value(either.second())));
      case EitherValue either -> {
        Map<String, Object> isText = ordered("type", "string");
        yield described(
            either, distinguished(isText, value(either.first()), value(either.second())));
      }
      case ListValue list when list.orSingle() -> oneOrMore(list);
      case ListValue list -> array(value(list.element()));
    };
  }

  private static Map<String, Object> having(String field) {
    Map<String, Object> schema = ordered("properties", Map.of(field, Map.of()));
    schema.put("required", List.of(field));
    return schema;
  }

  private static Map<String, Object> words(List<String> words) {
    Map<String, Object> schema = ordered("type", "string");
    schema.put("enum", words);
    return schema;
  }

  private static Map<String, Object> map(Map<String, Object> element) {
    Map<String, Object> schema = ordered("type", "object");
    schema.put("additionalProperties", element);
    return schema;
  }

  private static Map<String, Object> array(Map<String, Object> element) {
    Map<String, Object> schema = ordered("type", "array");
    schema.put("items", element);
    return schema;
  }

  private static Map<String, Object> ranged(String type, String format, Range range) {
    Map<String, Object> schema = ordered("type", type);
    schema.put("format", format);
    if (range.min() != Double.NEGATIVE_INFINITY) {
      schema.put(range.minExclusive() ? "exclusiveMinimum" : "minimum", number(range.min()));
    }
    if (range.max() != Double.POSITIVE_INFINITY) {
      schema.put(range.maxExclusive() ? "exclusiveMaximum" : "maximum", number(range.max()));
    }
    return schema;
  }

  private Map<String, Object> record(Signature<?> signature) {
    if (!definitions.containsKey(signature.name())) {
      definitions.put(signature.name(), object(signature, null));
    }
    return reference(signature.name());
  }

  private Map<String, Object> family(Catalog<?> catalog) {
    String name = capitalized(catalog.family());
    if (!definitions.containsKey(name)) {
      Map<String, Object> family = new LinkedHashMap<>();
      definitions.put(name, family); // known before its members, of which some are made of members
      List<Map<String, Object>> members = new ArrayList<>();
      Map<String, Object> mapping = new LinkedHashMap<>();
      for (Signature<?> member : catalog.signatures()) {
        String definition = member.type().getSimpleName();
        definitions.put(definition, object(member, member.name()));
        members.add(reference(definition));
        mapping.put(member.name(), place + definition);
      }
      Map<String, Object> discriminator = ordered("propertyName", "type");
      discriminator.put("mapping", mapping);
      family.put("oneOf", members);
      family.put("discriminator", discriminator);
    }
    return reference(name);
  }

  private Map<String, Object> familyOrName(VariantValue variant) {
    Map<String, Object> names =
        words(variant.catalog().signatures().stream().map(Signature::name).toList());
    return described(
        variant, distinguished(ordered("type", "string"), names, family(variant.catalog())));
  }

  private Map<String, Object> oneOrMore(ListValue list) {
    Map<String, Object> element = value(list.element());
    String name = "OneOrMore" + plural(list.element());
    Map<String, Object> isList = array(Map.of());
    definitions.put(
        name, described(list, distinguished(isList, ordered("items", element), element)));
    return reference(name);
  }

  private static Map<String, Object> described(Value value, Map<String, Object> schema) {
    Map<String, Object> described = ordered("description", "Expects " + value.expectation() + ".");
    described.putAll(schema);
    return described;
  }

  /**
   * One schema for what fits another, and one for the rest. Generators of clients know nothing that
   * reads as either a number or a list, or as one of a family or else a text; of this they make a
   * value of any type.
   */
  private static Map<String, Object> distinguished(
      Map<String, Object> test, Map<String, Object> then, Map<String, Object> otherwise) {
    Map<String, Object> schema = ordered("if", test);
    schema.put("then", then);
    schema.put("else", otherwise);
    return schema;
  }

  /** A name for many of a kind: {@code PositiveIntegers}. */
  private static String plural(Value element) {
    return switch (element) {
      case IntegerValue integer -> named("Integers", integer.range(), 1);
      case NumberValue number -> named("Numbers", number.range(), Double.MIN_VALUE);
      default -> capitalized(element.name()) + "s";
    };
  }

  private static String named(String kind, Range range, double leastPositive) {
    boolean below = range.min() != Double.NEGATIVE_INFINITY;
    if (range.max() == Double.POSITIVE_INFINITY) {
      if (!below) {
        return kind;
      }
      if (range.min() == leastPositive || (range.min() == 0 && range.minExclusive())) {
        return "Positive" + kind;
      }
      if (range.min() == 0) {
        return "NonNegative" + kind;
      }
    }
    return kind
        + (below ? (range.minExclusive() ? "Above" : "From") + number(range.min()) : "")
        + (range.max() == Double.POSITIVE_INFINITY
            ? ""
            : (range.maxExclusive() ? "Below" : "To") + number(range.max()));
  }

  private Map<String, Object> reference(String name) {
    return ordered("$ref", place + name);
  }

  private static Map<String, Object> ordered(String key, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
