package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Given;
import io.trainyard.signature.Recipe;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.StateDict;
import java.util.List;

/** One schedule after the other: at each milestone the next one takes over, from its beginning. */
@Summary("Applies one scheduler after the other, changing at the milestones.")
public final class SequentialLR extends LRScheduler {

  private final List<? extends LRScheduler> schedulers;
  private final List<Integer> milestones;

  /**
   * @param schedulers all of one pace, and none that is itself made of others or watches a metric
   * @param milestones when the second and each further scheduler begins, in order
   */
  public SequentialLR(
      @Given Optimizer optimizer,
      List<Recipe<? extends LRScheduler>> schedulers,
      @Bounds(min = 0) List<Integer> milestones,
      @Given Lambdas lambdas) {
    super(optimizer);
    Arguments.require(
        schedulers.isEmpty() || milestones.size() == schedulers.size() - 1,
        "Sequential Schedulers expects number of schedulers provided to be one more than the"
            + " number of milestone points, but got number of schedulers "
            + schedulers.size()
            + " and the number of milestones to be equal to "
            + milestones.size());
    for (int i = 1; i < milestones.size(); i++) {
      Arguments.require(
          milestones.get(i - 1) <= milestones.get(i),
          "milestones have to be in order, but got " + milestones);
    }
    this.schedulers = Schedules.of(this, schedulers, optimizer, lambdas);
    for (LRScheduler scheduler : this.schedulers) {
      Arguments.require(
          !(scheduler instanceof ChainedScheduler || scheduler instanceof SequentialLR),
          "SequentialLR cannot begin a "
              + scheduler.getClass().getSimpleName()
              + " anew; a ChainedScheduler can hold a SequentialLR");
    }
    this.milestones = List.copyOf(milestones);
    // Each scheduler has begun when it was made; only the first is to have had an effect.
    optimizer.lr(optimizer.initialLr());
    begin();
  }

  /** Which scheduler is at work. */
  private int at(int steps) {
    return (int) milestones.stream().filter(milestone -> milestone <= steps).count();
  }

  private int start(int at) {
    return at == 0 ? 0 : milestones.get(at - 1);
  }

  @Override
  double lr(int steps) {
    int at = at(steps);
    return schedulers.get(at).lr(steps - start(at));
  }

  @Override
  double chained(double lr, int steps) {
    int at = at(steps);
    int own = steps - start(at);
    LRScheduler scheduler = schedulers.get(at);
    return own == 0 && steps > 0 ? scheduler.lr(0) : scheduler.chained(lr, own);
  }

  @Override
  void cycleMomentum(int steps) {
    int at = at(steps);
    schedulers.get(at).cycleMomentum(steps - start(at));
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
    for (int i = 0; i < schedulers.size(); i++) {
      int end = i < milestones.size() ? milestones.get(i) : Integer.MAX_VALUE;
      long most = (long) start(i) + schedulers.get(i).maxSteps();
      if (most < end) {
        return (int) most;
      }
    }
    return Integer.MAX_VALUE;
  }
}
