package io.trainyard.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.signature.Catalog;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What metrics are called, what they fit, and what they give where little can be said. */
class MetricTest {

  private static final Task TWO = new Task.OfClasses(2, true);
  private static final Task THREE = new Task.OfClasses(3, true);

  private static Recipe<? extends Metric> recipe(String json) {
    Faults faults = new Faults();
    Recipe<? extends Metric> recipe =
        Catalog.of(Metric.class)
            .read(JsonMapper.shared().readValue(json.replace('\'', '"'), Map.class), faults);
    assertThat(faults.list()).isEmpty();
    return Objects.requireNonNull(recipe);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'type': 'accuracy'}                                                  | accuracy
          {'type': 'f1', 'average': 'macro'}                                    | f1_macro
          {'type': 'f1', 'average': 'binary', 'zero_division': 1}               | f1_1.0
          {'type': 'balanced_accuracy', 'adjusted': true}                       | balanced_accuracy_adjusted
          {'type': 'balanced_accuracy', 'adjusted': false}                      | balanced_accuracy
          {'type': 'roc_auc', 'multi_class': 'ovo', 'average': 'weighted'}      | roc_auc_ovo_weighted
          {'type': 'top_k_accuracy', 'k': 3}                                    | top_k_accuracy_3
          """)
  void isCalledByItsTypeAndByTheArgumentsThatAreNotTheDefault(String json, String name) {
    assertThat(Metric.nameOf(recipe(json))).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'type': 'f1'}             | is a measure for two classes, and the target has 3; choose 'macro'
          {'type': 'r2'}             | 'r2' is a measure for numbers, and the target is classes
          """)
  void saysWhyItDoesNotFitThreeClasses(String json, String reason) {
    assertThat(recipe(json).create().misfit(THREE)).contains(reason);
  }

  @Test
  void allThatFitComeWithTheirDefaults() {
    assertThat(names(TWO)).contains("f1", "roc_auc").doesNotContain("r2", "top_k_accuracy");
    assertThat(names(THREE)).contains("top_k_accuracy").doesNotContain("f1", "precision");
    assertThat(names(new Task.OfClasses(3, false))).contains("roc_auc").doesNotContain("log_loss");
    assertThat(names(new Task.OfNumbers(2)))
        .containsExactlyInAnyOrder("explained_variance", "mae", "mape", "mse", "r2", "rmse");
    assertThat(names(new Task.OfArrays())).isEmpty();
  }

  private static List<String> names(Task task) {
    return Metric.all(task).stream().map(Metric::nameOf).toList();
  }

  private static Map<String, Double> values(Task task, int[] truth, int[] guess, float[][] scores) {
    var measurement = new Measurement(Metric.all(task), task);
    for (int i = 0; i < truth.length; i++) {
      measurement.add(truth[i], guess[i], scores[i], 1);
    }
    return measurement.values();
  }

  @Test
  void ofOneClassAloneOnlyTheAreaUnderTheCurveIsUndefined() {
    float[][] scores = {{0.8f, 0.2f}, {0.1f, 0.9f}};
    Map<String, Double> values = values(TWO, new int[] {1, 1}, new int[] {0, 1}, scores);
    assertThat(values.get("roc_auc")).isNaN();
    assertThat(values).containsEntry("accuracy", 0.5).containsEntry("matthews_corrcoef", 0.0);
    assertThat(values).containsEntry("average_precision", 1.0).containsEntry("recall", 0.5);
  }

  @Test
  void aScoreThatIsNotANumberLeavesWhatIsFoundFromScoresUndefined() {
    float[][] scores = {{0.8f, 0.2f}, {Float.NaN, 0.9f}};
    Map<String, Double> values = values(TWO, new int[] {0, 1}, new int[] {0, -1}, scores);
    assertThat(values.get("log_loss")).isNaN();
    assertThat(values.get("roc_auc")).isNaN();
    assertThat(values.get("average_precision")).isNaN();
    assertThat(values).containsEntry("accuracy", 0.5);
  }

  @Test
  void withoutRowsNothingIsKnown() {
    assertThat(values(TWO, new int[0], new int[0], new float[0][]).get("accuracy")).isNaN();
    var measurement = new Measurement(Metric.all(new Task.OfNumbers(1)), new Task.OfNumbers(1));
    assertThat(measurement.values().get("r2")).isNaN();
    measurement.add(new float[] {1}, 0, new float[] {1}, 0, 1);
    assertThat(measurement.values().get("r2")).isNaN();
    assertThat(measurement.values()).containsEntry("mae", 0.0);
  }

  @Test
  void beginsAnew() {
    var measurement = new Measurement(Metric.all(TWO), TWO);
    measurement.add(0, 1, new float[] {0.1f, 0.9f}, 1);
    measurement.reset();
    measurement.add(1, 1, new float[] {0.1f, 0.9f}, 1);
    assertThat(measurement.values()).containsEntry("accuracy", 1.0).containsEntry("recall", 1.0);
  }

  @Test
  void aLongCurveIsThinnedAndKeepsItsEnds() {
    var analysis = new ClassAnalysis(2);
    for (int i = 0; i < 5000; i++) {
      analysis.add(i % 2, 0, new float[] {0, (float) Math.sin(i)}, 1);
    }
    RocCurve curve = analysis.rocCurve(1, 100);
    assertThat(curve.thresholds()).hasSize(100).startsWith(Double.POSITIVE_INFINITY);
    assertThat(curve.falsePositiveRate()).startsWith(0).endsWith(1).isSorted();
    assertThat(curve.truePositiveRate()).startsWith(0).endsWith(1).isSorted();
  }
}
