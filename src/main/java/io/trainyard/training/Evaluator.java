package io.trainyard.training;

import io.trainyard.measure.Measurement;
import io.trainyard.measure.Metric;
import io.trainyard.measure.Tally;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures a network on rows that it does not learn from: in evaluation mode and without gradients.
 * The loss is that of all predictions together.
 */
final class Evaluator {

  private final TargetPlan target;
  private final Measurement measurement;
  private final Inference inference;
  private final Tensor y;
  private final Tensor predictions;
  private final Program comparison;
  private float[] predicted = {};
  private float[] expected = {};

  /**
   * Records what will be done.
   *
   * @param inference what the network gives for the rows
   * @param y their encoded targets
   */
  Evaluator(
      Inference inference,
      Criterion criterion,
      TargetPlan target,
      Tensor y,
      List<Recipe<? extends Metric>> metrics) {
    this.inference = inference;
    this.y = y;
    this.target = target;
    this.measurement = new Measurement(metrics, target.task());
    this.predictions = Tensor.placeholder(inference.shape());
    this.comparison =
        Program.record(
            () -> Tensor.noGrad(() -> criterion.forward(predictions, y, target.encoding())));
  }

  /** All that is recorded. */
  List<Program> programs() {
    List<Program> programs = new ArrayList<>(inference.programs());
    programs.add(comparison);
    return programs;
  }

  /** The loss with the parameters as they are now. */
  double loss() {
    if (predicted.length == 0) {
      predicted = new float[Math.toIntExact(predictions.numel())];
      expected = y.toArray();
    }
    inference.run(predicted);
    predictions.fill(predicted);
    comparison.run();
    return comparison.output().item();
  }

  /** The metrics of the predictions that {@link #loss} made last. */
  Map<String, Double> metrics() {
    measurement.reset();
    if (!measurement.isEmpty()) {
      tell(measurement);
    }
    return measurement.values();
  }

  /** Tells the predictions that {@link #loss} made last, with what is true. */
  void tell(Tally tally) {
    new Measured(target, tally).add(predicted, expected, y.size(0));
  }
}
