package io.trainyard.training;

import io.trainyard.optim.LRScheduler;
import io.trainyard.tensor.Generator;
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
  private final @Nullable FittedScaler scaler;
  private final Generator draws;
  private final Generator orders;
  private final int[] order;
  private final LongSupplier nanoTime;
  private final KeptState kept;
  private final Map<String, Score> trainScores = new LinkedHashMap<>();
  private long step;

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
    this.scaler = TableReading.fill(plan, table, recording.train(), recording.test());
    recording.begin();
    this.draws = recording.making().draws();
    this.orders = new Generator(spec.seed()).fork("order");
    this.kept = new KeptState(recording.network());
    this.order = new int[plan.summary().train_rows()];
    Arrays.setAll(order, i -> i);
    this.nanoTime = nanoTime;
    for (Metric metric : spec.metrics()) {
      trainScores.put("train_" + metric.word(), metric.score(plan.target()));
    }
  }

  /** Trains until the epochs are done, or there is a reason to stop before. */
  public RunOutcome run(RunObserver observer) {
    var improvement = new Improvement(spec.early_stopping());
    for (int epoch = 0; epoch < plan.epochs(); epoch++) {
      EpochResult result = epoch(epoch, observer);
      if (result == null) {
        return new RunOutcome(StopReason.STOP_REQUESTED, kept());
      }
      boolean finite = isFinite(result);
      if (finite && improvement.keeps(result)) {
        kept.keep(epoch);
      }
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
    return epoch == null
        ? null
        : new TrainedModel(
            plan.spec(),
            plan.features(),
            plan.target().columns(),
            plan.target().classes(),
            scaler,
            epoch,
            kept.values());
  }

  private static boolean isFinite(EpochResult result) {
    Double test = result.test_loss();
    return Double.isFinite(result.train_loss()) && (test == null || Double.isFinite(test));
  }

  private @Nullable EpochResult epoch(int epoch, RunObserver observer) {
    long began = nanoTime.getAsLong();
    Optimization optimization = recording.optimization();
    Evaluator evaluator = recording.evaluator();
    double rate = optimization.optimizer().lr();
    if (spec.shuffle()) {
      orders.step(epoch);
      orders.shuffle(order);
    }
    long stepsBefore = step;
    Double trainLoss = trainLoss(observer);
    if (trainLoss == null) {
      return null;
    }
    Double testLoss = evaluator == null ? null : evaluator.loss();
    optimization.over(LRScheduler.Pace.EPOCH, testLoss == null ? trainLoss : testLoss);
    Map<String, Double> metrics = new LinkedHashMap<>();
    trainScores.forEach((name, score) -> metrics.put(name, score.value()));
    if (evaluator != null) {
      evaluator.metrics().forEach((metric, value) -> metrics.put("test_" + metric, value));
    }
    double seconds = (nanoTime.getAsLong() - began) / 1e9;
    return new EpochResult(
        epoch, trainLoss, testLoss, rate, metrics, seconds, order.length, step - stepsBefore);
  }

  /** Goes once through the training rows; null when it was stopped on the way. */
  private @Nullable Double trainLoss(RunObserver observer) {
    trainScores.values().forEach(Score::reset);
    boolean sums = recording.criterion().sums();
    Step full = recording.step();
    double total = 0;
    for (int start = 0; start < order.length; start += full.size()) {
      if (observer.stopRequested()) {
        return null;
      }
      boolean isFull = order.length - start >= full.size();
      double loss = loss(isFull ? full : Objects.requireNonNull(recording.last()), start);
      total += sums ? loss : loss * Math.min(full.size(), order.length - start);
      recording.optimization().over(LRScheduler.Pace.BATCH, loss);
    }
    return sums ? total : total / order.length;
  }

  /** Makes a step with the rows from a place of the order on. */
  private double loss(Step made, int start) {
    draws.step(++step);
    made.choose(order, start, trainScores.values());
    return recording.optimization().optimizer().replay(made);
  }
}
