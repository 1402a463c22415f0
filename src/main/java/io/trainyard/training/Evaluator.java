package io.trainyard.training;

import io.trainyard.nn.Module;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a network on rows that it does not learn from: in evaluation mode and without gradients.
 * The loss is that of all predictions together.
 */
final class Evaluator {

  private final TargetPlan target;
  private final List<Metric> metrics;
  private final int count;
  private final Inference inference;
  private final float[] predicted;
  private final float[] expected;
  private final Tensor predictions;
  private final Program comparison;

  Evaluator(
      Module network,
      Criterion criterion,
      TargetPlan target,
      Tensor x,
      Tensor y,
      List<Metric> metrics) {
    this.target = target;
    this.metrics = metrics;
    this.count = x.size(0);
    network.eval();
    this.inference = new Inference(network, x);
    network.train();
    Shape shape = inference.shape();
    this.predicted = new float[Math.toIntExact(shape.numel())];
    this.expected = y.toArray();
    this.predictions = Tensor.zeros(shape);
    this.comparison =
        Program.record(
            () -> Tensor.noGrad(() -> criterion.forward(predictions, y, target.encoding())));
  }

  /** The loss with the parameters as they are now. */
  double loss() {
    inference.run(predicted);
    predictions.fill(predicted);
    comparison.run();
    return comparison.output().item();
  }

  /** The metrics of the predictions that {@link #loss} made last. */
  Map<String, Double> metrics() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      Score score = metric.score(target);
      score.add(predicted, expected, count);
      values.put(metric.word(), score.value());
    }
    return values;
  }
}
