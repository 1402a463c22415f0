package io.trainyard.training;

import io.trainyard.measure.Measurement;
import io.trainyard.optim.LRScheduler;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.StateDict;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan: epoch after epoch, batch after batch. What comes out depends on the plan and
 * the table alone, to the bit.
 */
public final class TrainingRun {

  private final RunPlan plan;
  private final RunSpec spec;
  private final Recording recording;
  private final Treatment treatment;
  private final Generator draws;
  private final Generator orders;
  private final int[] order;
  private final LongSupplier nanoTime;
  private final KeptState kept;
  private final Improvement improvement;
  private final Measurement measurement;
  private final @Nullable Measured measured;
  private final Position position = new Position();
  private long began;

  /**
   * Reads the data and makes the network, as it was recorded for the plan.
   *
   * @param table the table the plan was made for
   * @param nanoTime a clock that only counts, in nanoseconds
   */
  public TrainingRun(RunPlan plan, Table table, LongSupplier nanoTime) {
    this.plan = plan;
    this.spec = plan.completed();
    this.recording = plan.recording();
    this.treatment = TableReading.fill(plan, table, recording.train(), recording.test());
    recording.begin();
    this.draws = recording.making().draws();
    this.orders = new Generator(spec.seed()).fork("order");
    this.kept = new KeptState(recording.network());
    this.improvement = new Improvement(spec.early_stopping(), Monitor.of(spec));
    this.order = new int[plan.summary().train_rows()];
    Arrays.setAll(order, i -> i);
    this.nanoTime = nanoTime;
    TargetPlan target = plan.target();
    this.measurement = new Measurement(spec.metrics(), target.task());
    this.measured = measurement.isEmpty() ? null : new Measured(target, measurement);
  }

  /**
   * Goes on where an earlier run of the same plan was, instead of at the beginning: what comes out
   * is the same to the bit. To be called before {@link #run}.
   *
   * @throws IllegalArgumentException when the checkpoint is of another plan; then this run is of no
   *     use any more
   */
  public void goOnFrom(RunCheckpoint checkpoint) {
    StateDict from = checkpoint.state();
    recording.load(from);
    kept.load(from.at("kept"), from.at("network"));
    improvement.load(from.at("improvement"));
    measurement.load(from.at("metrics"));
    position.load(from.at("position"));
  }

  /**
   * A copy of all that another run of the plan needs to go on from here. To be asked for between
   * two batches: by an observer that is asked or told something, or when the run was stopped.
   */
  public RunCheckpoint checkpoint() {
    var state = new StateDict();
    recording.save(state);
    Integer epoch = kept.epoch();
    boolean isNetwork = epoch != null && epoch + 1 == position.epoch && position.isAtBegin();
    kept.save(state.at("kept"), isNetwork);
    improvement.save(state.at("improvement"));
    measurement.save(state.at("metrics"));
    position.seconds = seconds();
    position.save(state.at("position"));
    return new RunCheckpoint(state);
  }

  /** Trains until the epochs are done, or there is a reason to stop before. */
  public RunOutcome run(RunObserver observer) {
    began = nanoTime.getAsLong() - (long) (position.seconds * 1e9);
    while (position.epoch < plan.epochs()) {
      EpochResult result = epoch(observer);
      if (result == null) {
        return new RunOutcome(StopReason.STOP_REQUESTED, kept());
      }
      boolean finite = isFinite(result);
      if (finite && improvement.keeps(result)) {
        kept.keep(position.epoch);
      }
      position.nextEpoch();
      began = nanoTime.getAsLong();
      observer.epochFinished(result);
      if (!finite) {
        return new RunOutcome(StopReason.NON_FINITE_LOSS, kept());
      }
      if (improvement.isOver()) {
        return new RunOutcome(StopReason.EARLY_STOPPED, kept());
      }
    }
    return new RunOutcome(StopReason.MAX_EPOCHS, kept());
  }

  /**
   * The network as it was after the epoch that counts: the best by the monitored loss where {@code
   * early_stopping} restores the best, otherwise the last with finite losses; null when none is
   * over. Whoever asks after {@link #run} has thrown something still gets what was learned before.
   */
  public @Nullable TrainedModel kept() {
    Integer epoch = kept.epoch();
    return epoch == null ? null : model(epoch, kept.values());
  }

  /** The network as it is between two batches. */
  public TrainedModel model() {
    boolean isAfterEpoch = position.epoch > 0 && position.isAtBegin();
    return model(isAfterEpoch ? position.epoch - 1 : null, recording.network().stateDict());
  }

  private TrainedModel model(@Nullable Integer epoch, Map<String, Tensor> state) {
    return new TrainedModel(
        plan.spec(),
        plan.features(),
        plan.target().columns(),
        plan.target().classes(),
        plan.target().transformer(),
        treatment.scaler(),
        treatment.preparation(),
        epoch,
        state);
  }

  private static boolean isFinite(EpochResult result) {
    Double test = result.test_loss();
    return Double.isFinite(result.train_loss()) && (test == null || Double.isFinite(test));
  }

  /** Does what is left of the epoch; null when it was stopped on the way. */
  private @Nullable EpochResult epoch(RunObserver observer) {
    Optimization optimization = recording.optimization();
    Evaluator evaluator = recording.evaluator();
    if (spec.shuffle()) {
      orders.step(position.epoch);
      orders.shuffle(order);
    }
    if (position.isAtBegin()) {
      position.rate = optimization.optimizer().lr();
      measurement.reset();
    }
    Double trainLoss = trainLoss(observer);
    if (trainLoss == null) {
      return null;
    }
    Double testLoss = evaluator == null ? null : evaluator.loss();
    optimization.over(LRScheduler.Pace.EPOCH, testLoss == null ? trainLoss : testLoss);
    Map<String, Double> metrics = new LinkedHashMap<>();
    measurement.values().forEach((name, value) -> metrics.put("train_" + name, value));
    if (evaluator != null) {
      evaluator.metrics().forEach((metric, value) -> metrics.put("test_" + metric, value));
    }
    return new EpochResult(
        position.epoch,
        trainLoss,
        testLoss,
        position.rate,
        metrics,
        seconds(),
        order.length,
        position.step - position.firstStep);
  }

  private double seconds() {
    return (nanoTime.getAsLong() - began) / 1e9;
  }

  /** Goes through the training rows that are left; null when it was stopped on the way. */
  private @Nullable Double trainLoss(RunObserver observer) {
    boolean sums = recording.criterion().sums();
    Step full = recording.step();
    for (; position.row < order.length; position.row += full.size()) {
      if (observer.stopRequested()) {
        return null;
      }
      if (observer.checkpointDue()) {
        observer.checkpoint(checkpoint());
      }
      int left = order.length - position.row;
      double loss = loss(left >= full.size() ? full : Objects.requireNonNull(recording.last()));
      position.total += sums ? loss : loss * Math.min(full.size(), left);
      recording.optimization().over(LRScheduler.Pace.BATCH, loss);
    }
    return sums ? position.total : position.total / order.length;
  }

  /** Makes a step with the rows that come next in the order. */
  private double loss(Step made) {
    draws.step(++position.step);
    made.choose(order, position.row, measured);
    return recording.optimization().optimizer().replay(made);
  }
}
