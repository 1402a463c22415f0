package io.trainyard.optim;

import io.trainyard.signature.Given;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.StateDict;
import java.util.List;

/** Several schedules at once: each changes what the one before made of the learning rate. */
@Summary("Applies several schedulers, one after the other, in every step.")
public final class ChainedScheduler extends LRScheduler {

  private final List<? extends LRScheduler> schedulers;

  /**
   * @param schedulers all of one pace, and without {@link ReduceLROnPlateau}
   */
  public ChainedScheduler(
      @Given Optimizer optimizer,
      List<Recipe<? extends LRScheduler>> schedulers,
      @Given Lambdas lambdas) {
    super(optimizer);
    this.schedulers = Schedules.of(this, schedulers, optimizer, lambdas);
  }

  @Override
  double lr(int steps) {
    return optimizer().lr();
  }

  @Override
  void apply(int steps) {
    schedulers.forEach(LRScheduler::chain);
  }

  @Override
  void chain(int steps) {
    apply(steps);
  }

  @Override
  public void save(StateDict to) {
    super.save(to);
    Schedules.save(schedulers, to);
  }

  @Override
  public void load(StateDict from) {
    super.load(from);
    Schedules.load(schedulers, from);
  }

  @Override
  public Pace pace() {
    return schedulers.getFirst().pace();
  }

  @Override
  public int maxSteps() {
    return schedulers.stream().mapToInt(LRScheduler::maxSteps).min().orElseThrow();
  }
}
