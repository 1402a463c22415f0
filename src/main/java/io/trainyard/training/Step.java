package io.trainyard.training;

import io.trainyard.tensor.Program;
import io.trainyard.tensor.Tensor;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A recorded training step for batches of one size; an optimizer may ask several times for its
 * loss.
 */
final class Step implements DoubleSupplier {

  /**
   * What the metrics of the batch are found from.
   *
   * @param predictions gets a copy of what the network predicts
   * @param targets gets a copy of what it should
   */
  record Scored(Tensor predictions, Tensor targets) {}

  private final int[] rows;
  private final Program program;
  private final @Nullable Scored scored;
  private @Nullable Measured measured;

  /**
   * @param rows says the program which rows are in the batch
   * @param program finds the loss, its gradients, and changes the network
   * @param scored null when there are no metrics
   */
  Step(int[] rows, Program program, @Nullable Scored scored) {
    this.rows = rows;
    this.program = program;
    this.scored = scored;
  }

  Program program() {
    return program;
  }

  /** How many rows the batch has. */
  int size() {
    return rows.length;
  }

  /**
   * Chooses the rows that stand in an order from a place on.
   *
   * @param measured is told what the network predicts for them, before it is changed; null where
   *     nothing is measured
   */
  void choose(int[] order, int from, @Nullable Measured measured) {
    System.arraycopy(order, from, rows, 0, rows.length);
    this.measured = measured;
  }

  /** Makes the step with the rows that were chosen, and gives their loss. */
  @Override
  public double getAsDouble() {
    program.run();
    Measured told = measured;
    if (scored != null && told != null) {
      told.add(scored.predictions().toArray(), scored.targets().toArray(), rows.length);
      measured = null;
    }
    return program.output().item();
  }
}
