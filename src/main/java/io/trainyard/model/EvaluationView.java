package io.trainyard.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trainyard.measure.CalibrationCurve;
import io.trainyard.measure.ClassAnalysis;
import io.trainyard.measure.ClassReport;
import io.trainyard.measure.RocCurve;
import io.trainyard.training.Evaluation;
import io.trainyard.training.PermutationImportance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well a model does on a data set; null stands for what is not finite.
 *
 * @param loss the loss the model was trained with, over all rows
 * @param metrics by name
 * @param classes in the order of the matrix; null for a regression, and so are the three that
 *     follow
 * @param confusion_matrix how many rows of each class (outer list) are predicted to be of each;
 *     null too for more than {@value #MOST_CLASSES} classes
 * @param classification_report what is said of each class, and on average
 * @param roc_curve per class against all others, of two classes for the second alone; null unless
 *     it is asked for
 * @param calibration_curve likewise, where the model gives probabilities
 * @param permutation_importance per feature; null unless it is asked for
 */
record EvaluationView(
    long rows,
    @Nullable Double loss,
    Map<String, @Nullable Double> metrics,
    @Nullable List<String> classes,
    double @Nullable [][] confusion_matrix,
    @Nullable ReportView classification_report,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<RocView> roc_curve,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<CalibrationView> calibration_curve,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<PermutationImportance> permutation_importance) {

  private static final int MOST_CLASSES = 500;
  private static final int MOST_POINTS = 1000;
  private static final int BINS = 5;

  /** The closer looks that may be asked for. */
  enum Look {
    ROC_CURVE,
    CALIBRATION_CURVE,
    PERMUTATION_IMPORTANCE
  }

  /** What is said of each class, in order, and on average over those that were seen. */
  record ReportView(List<ReportOfClass> classes, ClassReport macro_avg, ClassReport weighted_avg) {}

  /** What is said of one class. */
  record ReportOfClass(String label, double precision, double recall, double f1, double support) {}

  /** The ROC curve of one class; its first threshold is infinite, which is null. */
  record RocView(
      String label,
      List<@Nullable Double> false_positive_rate,
      List<@Nullable Double> true_positive_rate,
      List<@Nullable Double> thresholds) {}

  /** How often rows are of a class that give it about one probability. */
  record CalibrationView(
      String label,
      List<@Nullable Double> fraction_of_positives,
      List<@Nullable Double> mean_predicted_value) {}

  static EvaluationView of(
      Evaluation evaluation,
      @Nullable List<String> classes,
      Set<Look> looks,
      @Nullable List<PermutationImportance> importances) {
    Map<String, @Nullable Double> metrics = new LinkedHashMap<>();
    evaluation.metrics().forEach((name, value) -> metrics.put(name, finite(value)));
    ClassAnalysis analysis = classes == null ? null : evaluation.analysis();
    if (classes == null || analysis == null) {
      return new EvaluationView(
          evaluation.rows(),
          finite(evaluation.loss()),
          metrics,
          null,
          null,
          null,
          null,
          null,
          importances);
    }
    return new EvaluationView(
        evaluation.rows(),
        finite(evaluation.loss()),
        metrics,
        classes,
        classes.size() > MOST_CLASSES ? null : analysis.confusionMatrix(),
        report(analysis, classes),
        looks.contains(Look.ROC_CURVE) ? each(classes, of -> roc(analysis, classes, of)) : null,
        looks.contains(Look.CALIBRATION_CURVE)
            ? each(classes, of -> calibration(analysis, classes, of))
            : null,
        importances);
  }

  /** Of two classes the second says what the first would say. */
  private static <T> List<T> each(List<String> classes, IntFunction<T> view) {
    return IntStream.range(classes.size() == 2 ? 1 : 0, classes.size()).mapToObj(view).toList();
  }

  private static ReportView report(ClassAnalysis analysis, List<String> classes) {
    List<ClassReport> reports = analysis.reports();
    return new ReportView(
        IntStream.range(0, classes.size())
            .mapToObj(of -> {
              ClassReport report = reports.get(of);
              return new ReportOfClass(
                  classes.get(of),
                  report.precision(),
                  report.recall(),
                  report.f1(),
                  report.support());
            })
            .toList(),
        analysis.macroAverage(),
        analysis.weightedAverage());
  }

  private static RocView roc(ClassAnalysis analysis, List<String> classes, int of) {
    RocCurve curve = analysis.rocCurve(of, MOST_POINTS);
    return new RocView(
        classes.get(of),
        finite(curve.falsePositiveRate()),
        finite(curve.truePositiveRate()),
        finite(curve.thresholds()));
  }

  private static CalibrationView calibration(ClassAnalysis analysis, List<String> classes, int of) {
    CalibrationCurve curve = analysis.calibrationCurve(of, BINS);
    return new CalibrationView(
        classes.get(of), finite(curve.fractionOfPositives()), finite(curve.meanPredictedValue()));
  }

  private static List<@Nullable Double> finite(double[] values) {
    List<@Nullable Double> finite = new ArrayList<>(values.length);
    Arrays.stream(values).forEach(value -> finite.add(finite(value)));
    return finite;
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
