package io.trainyard.optim;

import io.trainyard.tensor.StateDict;
import org.jspecify.annotations.Nullable;

/**
 * Changes an optimizer's learning rate as training goes on. Making one sets the learning rate of
 * the first step; each call of {@link #step()} sets that of the next.
 *
 * <p>The learning rates are those of PyTorch's {@code torch.optim.lr_scheduler}, computed in double
 * precision and, where the schedule has one, from its closed form, so that they depend on the
 * number of steps alone.
 */
public abstract sealed class LRScheduler
    permits ChainedScheduler,
        ConstantLR,
        CosineAnnealingLR,
        CosineAnnealingWarmRestarts,
        CyclicLR,
        ExponentialLR,
        LambdaLR,
        LinearLR,
        MultiStepLR,
        MultiplicativeLR,
        OneCycleLR,
        PolynomialLR,
        ReduceLROnPlateau,
        SequentialLR,
        StepLR {

  /** When a training loop is to call {@link #step}. */
  public enum Pace {
    /** After each batch. */
    BATCH,
    /** After each epoch. */
    EPOCH
  }

  private final Optimizer optimizer;
  private final double base_lr;
  private int last_epoch;

  /**
   * @param optimizer whose learning rate is changed; the one it had before any schedule is the base
   */
  LRScheduler(Optimizer optimizer) {
    this.optimizer = optimizer;
    this.base_lr = optimizer.initialLr();
  }

  /** The learning rate after this many steps, from the base; for schedules with a closed form. */
  abstract double lr(int steps);

  /**
   * The learning rate after this many steps when other schedules change it too.
   *
   * @param lr what they made of it; a schedule that knows only its own way pays no heed to it
   */
  double chained(double lr, int steps) {
    return lr(steps);
  }

  /** Sets the optimizer's momentum after this many steps; most schedules leave it alone. */
  void cycleMomentum(int steps) {}

  /** Sets the learning rate of the first step: the last act of every constructor. */
  final void begin() {
    chain(0);
  }

  /** What one step does to the optimizer. */
  void apply(int steps) {
    optimizer.lr(lr(steps));
    cycleMomentum(steps);
  }

  /** What one step does to the optimizer when other schedules change it too. */
  void chain(int steps) {
    optimizer.lr(chained(optimizer.lr(), steps));
    cycleMomentum(steps);
  }

  /** A step in company. */
  final void chain() {
    chain(++last_epoch);
  }

  /** The optimizer whose learning rate this changes. */
  final Optimizer optimizer() {
    return optimizer;
  }

  final double baseLr() {
    return base_lr;
  }

  /** When a training loop is to call {@link #step}: after each epoch, unless said otherwise. */
  public Pace pace() {
    return Pace.EPOCH;
  }

  /** How often {@link #step} can be called before the schedule is at its end. */
  public int maxSteps() {
    return Integer.MAX_VALUE;
  }

  /** How often {@link #step} has been called. */
  public final int steps() {
    return last_epoch;
  }

  /**
   * Sets the learning rate of the next epoch or batch.
   *
   * @throws IllegalStateException when the schedule is at its end, or needs a metric to watch
   */
  public final void step() {
    advance(null);
    apply(++last_epoch);
  }

  /**
   * Sets the learning rate of the next epoch or batch.
   *
   * @param metric the value to watch, usually a loss; only {@link ReduceLROnPlateau} looks at it
   */
  public final void step(double metric) {
    advance(metric);
    apply(++last_epoch);
  }

  /**
   * As {@link #step()}, from the learning rate that the optimizer has now, whoever set it:
   * PyTorch's way, which gives other last digits than the closed forms.
   *
   * @param metric the value to watch; null for none
   */
  public final void stepOn(@Nullable Double metric) {
    advance(metric);
    chain();
  }

  /** Writes down all that later steps depend on, besides the optimizer. */
  public void save(StateDict to) {
    to.put("last_epoch", last_epoch);
  }

  /**
   * Goes on where another of its kind wrote down what it knew. The optimizer is left as it is: it
   * has a state of its own.
   *
   * @throws IllegalArgumentException when that is no state of one like this
   */
  public void load(StateDict from) {
    last_epoch = Math.toIntExact(from.whole("last_epoch"));
  }

  private void advance(@Nullable Double metric) {
    if (last_epoch == maxSteps()) {
      throw new IllegalStateException(
          "Tried to step "
              + (maxSteps() + 1L)
              + " times. The specified number of total steps is "
              + maxSteps());
    }
    observe(metric);
  }

  /** Takes note of the watched metric before a step; most schedules need none. */
  void observe(@Nullable Double metric) {}
}
