package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import org.jspecify.annotations.Nullable;

/**
 * The learning rate from {@code base_lr} up to {@code max_lr} and down again, over and over, while
 * the momentum (for Adam and its relatives, the first of the betas) goes the other way. It steps
 * after each batch.
 *
 * @see <a href="https://arxiv.org/abs/1506.01186">Cyclical Learning Rates for Training Neural
 *     Networks</a>
 */
@Summary("Raises the learning rate to max_lr and lowers it again, over and over, batch by batch.")
public final class CyclicLR extends LRScheduler {

  /** How high the cycles are. */
  public enum Mode {
    /** All of one height. */
    TRIANGULAR,
    /** Each half as high as the one before. */
    TRIANGULAR2,
    /** Lower by {@code gamma} with each step. */
    EXP_RANGE
  }

  private final double base_lr;
  private final double max_lr;
  private final double total_size;
  private final double step_ratio;
  private final Mode mode;
  private final double gamma;
  private final boolean cycle_momentum;
  private final double base_momentum;
  private final double max_momentum;

  /**
   * @param base_lr the learning rate at both ends of a cycle
   * @param max_lr the one in between
   * @param step_size_up batches on the way up
   * @param step_size_down batches on the way down; null for as many as on the way up
   * @param gamma what each step multiplies the height by, for {@link Mode#EXP_RANGE}
   */
  public CyclicLR(
      @Given Optimizer optimizer,
      @Bounds(min = 0) double base_lr,
      @Bounds(min = 0) double max_lr,
      @Default("2000") @Bounds(min = 1) int step_size_up,
      @Bounds(min = 0) @Nullable Integer step_size_down,
      @Default("triangular") Mode mode,
      @Default("1.0") @Bounds(min = 0) double gamma,
      @Default("true") boolean cycle_momentum,
      @Default("0.8") @Bounds(min = 0, max = 1) double base_momentum,
      @Default("0.9") @Bounds(min = 0, max = 1) double max_momentum) {
    super(optimizer);
    Arguments.require(base_lr >= 0, "Invalid base_lr value: " + base_lr);
    Arguments.require(max_lr >= 0, "Invalid max_lr value: " + max_lr);
    Arguments.require(step_size_up >= 1, "Invalid step_size_up value: " + step_size_up);
    double down = step_size_down == null ? step_size_up : step_size_down;
    Arguments.require(down >= 0, "Invalid step_size_down value: " + down);
    Arguments.requireMomentum(optimizer, cycle_momentum);
    this.base_lr = base_lr;
    this.max_lr = max_lr;
    this.total_size = step_size_up + down;
    this.step_ratio = step_size_up / total_size;
    this.mode = mode;
    this.gamma = gamma;
    this.cycle_momentum = cycle_momentum;
    this.base_momentum = base_momentum;
    this.max_momentum = max_momentum;
    begin();
  }

  @Override
  public Pace pace() {
    return Pace.BATCH;
  }

  @Override
  double lr(int steps) {
    // Where base_lr is the larger one, it can go below 0.
    return Math.max(0, base_lr + (max_lr - base_lr) * height(steps));
  }

  @Override
  void cycleMomentum(int steps) {
    if (cycle_momentum) {
      optimizer().momentum(max_momentum - (max_momentum - base_momentum) * height(steps));
    }
  }

  /** How much of the way from the base to the top, from 0 to 1. */
  private double height(int steps) {
    double cycle = Math.floor(1 + steps / total_size);
    double x = 1 + steps / total_size - cycle;
    double share = x <= step_ratio ? x / step_ratio : (x - 1) / (step_ratio - 1);
    return share
        * switch (mode) {
          case TRIANGULAR -> 1;
          case TRIANGULAR2 -> 1 / StrictMath.pow(2, cycle - 1);
          case EXP_RANGE -> StrictMath.pow(gamma, steps);
        };
  }
}
