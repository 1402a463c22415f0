package io.trainyard.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.Recorded;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each metric gives what scikit-learn 1.9 gave, or nothing where that refused. */
class RecordedMetricsTest {

  private static final double CLOSE = 1e-6;

  /**
   * Arguments of scikit-learn that there are not here: the classes are always those of the model,
   * the second of two is the positive one, and a probability is a float32.
   */
  private static boolean cannotBeAsked(JsonNode one) {
    JsonNode arguments = one.path("arguments");
    String metric = one.path("metric").asString();
    return arguments.path("dtype").asString("").equals("float64")
        || arguments.has("pos_label")
        || arguments.has("force_finite")
        || arguments.has("normalize")
        || arguments.has("strategy")
        || (arguments.has("labels") && metric.equals("recall"));
  }

  /** What scikit-learn refuses since it is not told the classes, or how to treat more than two. */
  private static boolean isKnownHere(JsonNode one) {
    String error = one.path("error").asString("");
    return error.contains("labels") || error.contains("multi_class") || error.contains("not equal");
  }

  @TestFactory
  Stream<DynamicTest> givesTheRecordedValue() {
    return StreamSupport.stream(Recorded.read("metrics").path("cases").spliterator(), false)
        .flatMap(RecordedMetricsTest::values)
        .filter(one -> !cannotBeAsked(one) && !isKnownHere(one))
        .map(one ->
            DynamicTest.dynamicTest(
                "%s: %s %s"
                    .formatted(
                        one.path("name").asString(), one.path("metric"), one.path("arguments")),
                () -> check(one)));
  }

  /** The value of a case, and the further values of its rows. */
  private static Stream<JsonNode> values(JsonNode recorded) {
    List<JsonNode> values = new ArrayList<>(List.of(recorded));
    for (JsonNode also : recorded.path("also")) {
      ObjectNode further = ((ObjectNode) recorded.deepCopy()).remove(List.of("value", "error"));
      values.add(further.setAll((ObjectNode) also));
    }
    return values.stream();
  }

  private static void check(JsonNode one) {
    List<String> classes = classes(one);
    String metric = one.path("metric").asString();
    switch (metric) {
      case "confusion_matrix" -> {
        double[][] matrix = analysis(one, classes).confusionMatrix();
        for (int i = 0; i < matrix.length; i++) {
          assertThat(matrix[i]).containsExactly(numbers(one.path("value").path(i)), within(CLOSE));
        }
      }
      case "classification_report" -> {
        ClassAnalysis analysis = analysis(one, classes);
        JsonNode value = one.path("value");
        for (int of = 0; of < classes.size(); of++) {
          assertReport(analysis.reports().get(of), value.path(classes.get(of)));
        }
        assertReport(analysis.macroAverage(), value.path("macro avg"));
        assertReport(analysis.weightedAverage(), value.path("weighted avg"));
      }
      case "roc_curve" -> {
        boolean drop = one.path("arguments").path("drop_intermediate").asBoolean(true);
        RocCurve curve = RocCurve.of(scores(one, classes).ranking(1), drop);
        JsonNode value = one.path("value");
        assertThat(curve.falsePositiveRate())
            .containsExactly(numbers(value.path("false_positive_rate")), within(CLOSE));
        assertThat(curve.truePositiveRate())
            .containsExactly(numbers(value.path("true_positive_rate")), within(CLOSE));
        assertThat(curve.thresholds())
            .containsExactly(numbers(value.path("thresholds")), within(CLOSE));
      }
      case "calibration_curve" -> {
        CalibrationCurve curve =
            CalibrationCurve.of(
                scores(one, classes), 1, one.path("arguments").path("n_bins").asInt());
        JsonNode value = one.path("value");
        assertThat(curve.fractionOfPositives())
            .containsExactly(numbers(value.path("fraction_of_positives")), within(CLOSE));
        assertThat(curve.meanPredictedValue())
            .containsExactly(numbers(value.path("mean_predicted_value")), within(CLOSE));
      }
      default -> assertMetric(one, classes);
    }
  }

  private static void assertMetric(JsonNode one, List<String> classes) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("type", one.path("metric").asString());
    for (Map.Entry<String, JsonNode> argument : one.path("arguments").properties()) {
      if (!Set.of("labels", "dtype").contains(argument.getKey())) {
        JsonNode value = argument.getValue();
        request.put(
            argument.getKey(),
            value.isString()
                ? value.asString()
                : value.isBoolean()
                    ? (Object) value.asBoolean()
                    : value.isInt() ? (Object) value.asInt() : (Object) value.asDouble());
      }
    }
    Faults faults = new Faults();
    Recipe<? extends Metric> recipe = Catalog.of(Metric.class).read(request, faults);
    assertThat(faults.list()).isEmpty();
    boolean isOfNumbers = Objects.requireNonNull(recipe).create() instanceof NumberMetric;
    Task task = isOfNumbers ? new Task.OfNumbers(1) : new Task.OfClasses(classes.size(), true);
    var measurement = new Measurement(List.of(recipe), task);
    if (isOfNumbers) {
      float[] predicted = floats(one.path("y_pred"));
      float[] truth = floats(one.path("y_true"));
      for (int i = 0; i < truth.length; i++) {
        measurement.add(predicted, i, truth, i, weight(one, i));
      }
    } else {
      tell(one, classes, measurement);
    }
    double value = measurement.values().get(Metric.nameOf(recipe));
    if (one.has("error") || one.path("value").isNull()) {
      assertThat(value).isNaN();
    } else {
      double expected = one.path("value").asDouble();
      assertThat(value).isCloseTo(expected, within(CLOSE * Math.max(1, Math.abs(expected))));
    }
  }

  private static void assertReport(ClassReport report, JsonNode expected) {
    assertThat(report.precision()).isCloseTo(expected.path("precision").asDouble(), within(CLOSE));
    assertThat(report.recall()).isCloseTo(expected.path("recall").asDouble(), within(CLOSE));
    assertThat(report.f1()).isCloseTo(expected.path("f1-score").asDouble(), within(CLOSE));
    assertThat(report.support()).isEqualTo(expected.path("support").asDouble());
  }

  /** Those that are named, or else all that are true, predicted or have a score. */
  private static List<String> classes(JsonNode one) {
    Set<String> classes = new TreeSet<>();
    JsonNode labels = one.path("arguments").path("labels");
    for (JsonNode part :
        labels.isMissingNode()
            ? List.of(one.path("y_true"), one.path("y_pred"))
            : List.of(labels)) {
      part.forEach(value -> classes.add(value.asString()));
    }
    JsonNode first = one.path("y_score").path(0);
    int scored = first.isArray() ? first.size() : first.isNumber() ? 2 : 0;
    for (int of = 0; classes.size() < scored; of++) {
      classes.add(Integer.toString(of));
    }
    return List.copyOf(classes);
  }

  private static ClassAnalysis analysis(JsonNode one, List<String> classes) {
    var analysis = new ClassAnalysis(classes.size());
    tell(one, classes, analysis);
    return analysis;
  }

  private static ClassScores scores(JsonNode one, List<String> classes) {
    var scores = new ClassScores(classes.size());
    for (int i = 0; i < one.path("y_true").size(); i++) {
      scores.add(place(one.path("y_true"), i, classes), row(one, i, classes), weight(one, i));
    }
    return scores;
  }

  private static void tell(JsonNode one, List<String> classes, Tally tally) {
    for (int i = 0; i < one.path("y_true").size(); i++) {
      tally.add(
          place(one.path("y_true"), i, classes),
          one.has("y_pred") ? place(one.path("y_pred"), i, classes) : -1,
          row(one, i, classes),
          weight(one, i));
    }
  }

  private static int place(JsonNode values, int row, List<String> classes) {
    return classes.indexOf(values.path(row).asString());
  }

  private static float[] row(JsonNode one, int row, List<String> classes) {
    JsonNode score = one.path("y_score").path(row);
    if (score.isArray()) {
      return floats(score);
    }
    float second = score.floatValue(0);
    return score.isNumber() ? new float[] {1 - second, second} : new float[classes.size()];
  }

  private static double weight(JsonNode one, int row) {
    return one.path("sample_weight").path(row).asDouble(1);
  }

  private static double[] numbers(JsonNode values) {
    return IntStream.range(0, values.size())
        .mapToDouble(
            i -> values.path(i).isNumber() ? values.path(i).asDouble() : Double.POSITIVE_INFINITY)
        .toArray();
  }

  private static float[] floats(JsonNode values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.path(i).isNull() ? Float.NaN : values.path(i).floatValue();
    }
    return floats;
  }
}
