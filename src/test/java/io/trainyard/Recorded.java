package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What PyTorch 2.13 computed, from the files below {@code recorded}. */
public final class Recorded {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What a test does with one recorded case. */
  public interface Check {
    void of(JsonNode recorded) throws Exception;
  }

  private Recorded() {}

  /** One test for each case of a section of a file. */
  public static Stream<DynamicTest> tests(String file, String section, Check check) {
    return StreamSupport.stream(read(file).get(section).spliterator(), false)
        .map(recorded -> DynamicTest.dynamicTest(name(recorded), () -> check.of(recorded)));
  }

  public static JsonNode read(String file) {
    try (InputStream in = Recorded.class.getResourceAsStream("/recorded/" + file + ".json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String name(JsonNode recorded) {
    StringBuilder name = new StringBuilder();
    for (String part :
        List.of("op", "type", "arguments", "attributes", "max_norm", "norm_type", "clip_value")) {
      if (recorded.has(part)) {
        name.append(
                recorded.get(part).isString() ? recorded.get(part).asString() : recorded.get(part))
            .append(' ');
      }
    }
    for (String part : List.of("input", "target")) {
      if (recorded.has(part)) {
        name.append(recorded.get(part).get("shape"));
      }
    }
    if (recorded.has("inputs")) {
      recorded.get("inputs").forEach(input -> name.append(input.get("shape")));
    }
    return name.toString();
  }

  /** A request: the recorded type and arguments, as trees. */
  public static Map<String, Object> request(JsonNode recorded) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("type", recorded.get("type").asString());
    request.putAll(map(recorded.get("arguments")));
    return request;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(JsonNode object) {
    return JSON.treeToValue(object, LinkedHashMap.class);
  }

  public static Tensor tensor(JsonNode recorded) {
    return Tensor.of(shape(recorded.get("shape")), floats(recorded.get("data")));
  }

  public static Shape shape(JsonNode dims) {
    return Shape.of(
        StreamSupport.stream(dims.spliterator(), false).mapToInt(JsonNode::asInt).toArray());
  }

  public static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) number(list.get(i));
    }
    return values;
  }

  public static double[] doubles(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToDouble(Recorded::number).toArray();
  }

  /** A number; those that JSON has none for are texts. */
  public static double number(JsonNode node) {
    return switch (node.isString() ? node.asString() : "") {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> node.asDouble();
    };
  }

  /** Asserts the shape and each value, to a few units in the last place of a float. */
  public static void assertSame(String what, Tensor actual, JsonNode recorded) {
    assertThat(actual.shape()).as("shape of " + what).isEqualTo(shape(recorded.get("shape")));
    assertSame(what, actual.toArray(), floats(recorded.get("data")), 2e-6);
  }

  /**
   * As {@link #assertSame(String, Tensor, JsonNode)}, for sums over rows and places: where large
   * terms cancel, their rounding is left, PyTorch's as well as ours.
   */
  public static void assertSameSums(String what, Tensor actual, JsonNode recorded) {
    assertThat(actual.shape()).as("shape of " + what).isEqualTo(shape(recorded.get("shape")));
    float[] expected = floats(recorded.get("data"));
    double largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.min(10, Math.abs(value)));
    }
    assertSame(what, actual.toArray(), expected, 1e-6 * largest);
  }

  /** Asserts each value, up to a part of the larger of 1 and itself. */
  public static void assertSame(String what, float[] actual, float[] recorded, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(recorded);
    for (int i = 0; i < actual.length; i++) {
      boolean same =
          Float.isFinite(recorded[i])
              ? Math.abs(actual[i] - recorded[i]) <= tolerance * Math.max(1, Math.abs(recorded[i]))
              : Float.compare(actual[i], recorded[i]) == 0;
      assertThat(same)
          .as("%s: element %d is %s, PyTorch gives %s", what, i, actual[i], recorded[i])
          .isTrue();
    }
  }
}
