package io.trainyard.training;

import io.trainyard.nn.Module;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a network on rows that it does not learn from: in evaluation mode and without gradients.
 * The network goes through the rows in parts, so that a large test set needs no more memory than a
 * batch; the loss is that of all predictions together.
 */
final class Evaluator {

  private static final int PART = 1024;

  private final TargetPlan target;
  private final List<Metric> metrics;
  private final int count;
  private final List<Program> parts = new ArrayList<>();
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
    for (int start = 0; start < count; start += PART) {
      int[] rows = new int[Math.min(PART, count - start)];
      int first = start;
      Arrays.setAll(rows, i -> first + i);
      parts.add(Program.record(() -> Tensor.noGrad(() -> network.forward(x.indexSelect(rows)))));
    }
    network.train();
    int[] dims = parts.getFirst().output().shape().dims();
    dims[0] = count;
    this.predicted = new float[Math.toIntExact(Shape.of(dims).numel())];
    this.expected = y.toArray();
    this.predictions = Tensor.zeros(Shape.of(dims));
    this.comparison =
        Program.record(
            () -> Tensor.noGrad(() -> criterion.forward(predictions, y, target.encoding())));
  }

  /** The loss with the parameters as they are now. */
  double loss() {
    int at = 0;
    for (Program part : parts) {
      part.run();
      at += part.output().copyInto(predicted, at);
    }
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
