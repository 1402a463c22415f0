package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cycle over a whole run: the learning rate goes up from {@code max_lr / div_factor} to {@code
 * max_lr} and down again, far below where it began, while the momentum (for Adam, the first of the
 * betas) goes the other way. It steps after each batch.
 *
 * @see <a href="https://arxiv.org/abs/1708.07120">Super-Convergence</a>
 */
@Summary("Raises the learning rate to max_lr and lowers it again in one cycle, batch by batch.")
public final class OneCycleLR extends LRScheduler {

  /** The form of the way between two learning rates. */
  public enum AnnealStrategy {
    COS,
    LINEAR
  }

  /** From where to where the learning rate and the momentum go until a step. */
  private record Phase(
      double end_step,
      double start_lr,
      double end_lr,
      double start_momentum,
      double end_momentum) {}

  private final int total_steps;
  private final AnnealStrategy anneal_strategy;
  private final boolean cycle_momentum;
  private final List<Phase> phases;

  /**
   * @param total_steps batches in the cycle; or null, when {@code epochs} and {@code
   *     steps_per_epoch} say it
   * @param pct_start share of the cycle in which the learning rate goes up
   * @param div_factor the first learning rate is {@code max_lr / div_factor}
   * @param final_div_factor the last learning rate is the first one divided by this
   * @param three_phase whether the learning rate comes down to the first one in as many steps as it
   *     went up, and only then to the last one
   */
  public OneCycleLR(
      @Given Optimizer optimizer,
      @Bounds(min = 0) double max_lr,
      @Bounds(min = 1) @Nullable Integer total_steps,
      @Bounds(min = 1) @Nullable Integer epochs,
      @Bounds(min = 1) @Nullable Integer steps_per_epoch,
      @Default("0.3") @Bounds(min = 0, max = 1) double pct_start,
      @Default("cos") AnnealStrategy anneal_strategy,
      @Default("true") boolean cycle_momentum,
      @Default("0.85") @Bounds(min = 0, max = 1) double base_momentum,
      @Default("0.95") @Bounds(min = 0, max = 1) double max_momentum,
      @Default("25.0") @Bounds(min = 0, minExclusive = true) double div_factor,
      @Default("1e4") @Bounds(min = 0, minExclusive = true) double final_div_factor,
      @Default("false") boolean three_phase) {
    super(optimizer);
    Arguments.require(max_lr >= 0, "Invalid max_lr value: " + max_lr);
    Arguments.require(
        pct_start >= 0 && pct_start <= 1,
        "Expected float between 0 and 1 pct_start, but got " + pct_start);
    Arguments.require(div_factor > 0, "Invalid div_factor value: " + div_factor);
    Arguments.require(final_div_factor > 0, "Invalid final_div_factor value: " + final_div_factor);
    Arguments.requireMomentum(optimizer, cycle_momentum);
    this.total_steps = totalSteps(total_steps, epochs, steps_per_epoch);
    this.anneal_strategy = anneal_strategy;
    this.cycle_momentum = cycle_momentum;
    double initial_lr = max_lr / div_factor;
    double min_lr = initial_lr / final_div_factor;
    double summit = pct_start * this.total_steps - 1;
    double end = this.total_steps - 1;
    Arguments.require(
        summit != 0,
        "The learning rate of OneCycleLR would have no steps to go up: pct_start "
            + pct_start
            + " of "
            + this.total_steps
            + " steps is a single one");
    Phase up = new Phase(summit, initial_lr, max_lr, max_momentum, base_momentum);
    this.phases =
        three_phase
            ? List.of(
                up,
                new Phase(2 * summit, max_lr, initial_lr, base_momentum, max_momentum),
                new Phase(end, initial_lr, min_lr, max_momentum, max_momentum))
            : List.of(up, new Phase(end, max_lr, min_lr, base_momentum, max_momentum));
    begin();
  }

  private static int totalSteps(
      @Nullable Integer total_steps, @Nullable Integer epochs, @Nullable Integer steps_per_epoch) {
    if (total_steps != null) {
      return positive("total_steps", total_steps);
    }
    if (epochs == null || steps_per_epoch == null) {
      throw new IllegalArgumentException(
          "You must define either total_steps OR (epochs AND steps_per_epoch)");
    }
    long product = (long) positive("epochs", epochs) * positive("steps_per_epoch", steps_per_epoch);
    Arguments.require(
        product <= Integer.MAX_VALUE,
        "epochs "
            + epochs
            + " times steps_per_epoch "
            + steps_per_epoch
            + " are more than "
            + Integer.MAX_VALUE
            + " steps");
    return (int) product;
  }

  private static int positive(String name, int value) {
    Arguments.require(value >= 1, "Expected positive integer " + name + ", but got " + value);
    return value;
  }

  @Override
  public Pace pace() {
    return Pace.BATCH;
  }

  @Override
  public int maxSteps() {
    return total_steps;
  }

  @Override
  void cycleMomentum(int steps) {
    if (cycle_momentum) {
      int i = phase(steps);
      Phase phase = phases.get(i);
      optimizer().momentum(anneal(phase.start_momentum, phase.end_momentum, share(i, steps)));
    }
  }

  @Override
  double lr(int steps) {
    int i = phase(steps);
    Phase phase = phases.get(i);
    // The step after the last, which no batch uses, would go on below 0.
    return Math.max(0, anneal(phase.start_lr, phase.end_lr, share(i, steps)));
  }

  private int phase(int steps) {
    int last = phases.size() - 1;
    int i = 0;
    while (i < last && steps > phases.get(i).end_step) {
      i++;
    }
    return i;
  }

  /** How much of a phase is over, from 0 to 1; a little more at the step after the last. */
  private double share(int phase, int steps) {
    double start = phase == 0 ? 0 : phases.get(phase - 1).end_step;
    double end = phases.get(phase).end_step;
    return start == end ? 1 : (steps - start) / (end - start);
  }

  private double anneal(double start, double end, double share) {
    return switch (anneal_strategy) {
      case COS -> end + (start - end) / 2 * (StrictMath.cos(Math.PI * share) + 1);
      case LINEAR -> start + (end - start) * share;
    };
  }
}
