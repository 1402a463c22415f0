package io.trainyard.training;

import io.trainyard.loss.Loss;
import io.trainyard.nn.Sequential;
import io.trainyard.optim.Optimizer;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.Collection;

/**
 * What a run holds in memory at once, found by recording all that it will record: its step for full
 * batches and for the last one, and the evaluation of the test rows.
 */
final class RunMemory {

  private final RunSpec spec;
  private final Sequential network;
  private final Optimizer optimizer;
  private final Loss loss;
  private final TargetPlan target;
  private final RunSummary summary;

  RunMemory(
      RunSpec spec,
      Sequential network,
      Optimizer optimizer,
      Loss loss,
      TargetPlan target,
      RunSummary summary) {
    this.spec = spec;
    this.network = network;
    this.optimizer = optimizer;
    this.loss = loss;
    this.target = target;
    this.summary = summary;
  }

  /**
   * The bytes.
   *
   * @param step that of a full batch, in which parameters and the optimizer's state are made too
   * @param batch how many rows that is
   * @param steps how many steps the run makes
   */
  long bytes(Program step, int batch, long steps) {
    long rows = summary.train_rows() + (long) summary.test_rows();
    long examples = rows * (summary.features() + (long) target.width());
    long columns = rows * (summary.features() + (long) target.columns().size()) * Double.BYTES;
    int rest = summary.train_rows() % batch;
    long training = step.bytes() + gathered(batch) + Float.BYTES * optimizer.scratch(steps);
    if (rest > 0) {
      training += Math.max(0, step(rest).bytes() - learned()) + gathered(rest);
    }
    EarlyStopping stopping = spec.early_stopping();
    if (stopping != null && stopping.restore_best()) {
      training += Float.BYTES * numel(network.stateDict().values());
    }
    // The columns that were read are given back before the first step.
    return Float.BYTES * examples + Math.max(columns, training + evaluation());
  }

  /** The rows of a batch, and copies of targets and predictions where something measures them. */
  private long gathered(int rows) {
    long columns = summary.features() + (long) target.width();
    long measured = spec.metrics().isEmpty() ? 0 : summary.outputs() + (long) target.width();
    return (long) Float.BYTES * rows * (columns + measured);
  }

  private Program step(int rows) {
    Tensor x = Tensor.placeholder(Shape.of(rows, summary.features()));
    Tensor y = Tensor.placeholder(target.shape(rows));
    Trainable trainable = new Trainable(network, loss, optimizer, Clipping.of(spec));
    return Program.record(() -> trainable.step(x, y, null));
  }

  /** What is kept from step to step, which each recording counts as its own. */
  private long learned() {
    return Float.BYTES * (numel(network.stateDict().values()) + numel(optimizer.state().values()));
  }

  private static long numel(Collection<Tensor> tensors) {
    return tensors.stream().mapToLong(Tensor::numel).sum();
  }

  private long evaluation() {
    int rows = summary.test_rows();
    if (rows == 0) {
      return 0;
    }
    long bytes = 0;
    Shape predicted = Shape.of();
    network.eval();
    for (int part : Evaluator.parts(rows)) {
      Tensor x = Tensor.placeholder(Shape.of(part, summary.features()));
      Program program = Program.record(() -> Tensor.noGrad(() -> network.forward(x)));
      bytes += program.bytes() + (long) Float.BYTES * part * summary.features();
      predicted = program.output().shape().with(0, rows);
    }
    network.train();
    Tensor predictions = Tensor.placeholder(predicted);
    Tensor y = Tensor.placeholder(target.shape(rows));
    Program comparison = Program.record(() -> Tensor.noGrad(() -> loss.forward(predictions, y)));
    // Predictions are held as a tensor and as plain numbers, targets as the latter too.
    return bytes + comparison.bytes() + Float.BYTES * (2 * predictions.numel() + y.numel());
  }
}
