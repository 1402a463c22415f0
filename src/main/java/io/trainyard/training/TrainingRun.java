package io.trainyard.training;

import io.trainyard.nn.Module;
import io.trainyard.optim.LRScheduler;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan: epoch after epoch, batch after batch. What comes out depends on the plan and
 * the table alone, to the bit.
 */
public final class TrainingRun {

  private final RunPlan plan;
  private final RunSpec spec;
  private final Examples examples;
  private final Trainable trainable;
  private final @Nullable LRScheduler scheduler;
  private final @Nullable Evaluator evaluator;
  private final Generator draws;
  private final Generator orders;
  private final int[] order;
  private final LongSupplier nanoTime;
  private final KeptState kept;
  private final Map<Integer, Step> steps = new HashMap<>();
  private final Map<String, Score> trainScores = new LinkedHashMap<>();
  private long step;

  /**
   * Reads the data and makes the network.
   *
   * @param table the table the plan was made for
   * @param nanoTime a clock that only counts, in nanoseconds
   */
  public TrainingRun(RunPlan plan, Table table, LongSupplier nanoTime) {
    this.plan = plan;
    this.spec = plan.completed();
    this.examples = Examples.of(plan, table);
    this.draws = new Generator(spec.seed()).fork("network");
    this.orders = new Generator(spec.seed()).fork("order");
    Module network = plan.network(draws);
    network.train();
    this.trainable = plan.trainable(network);
    this.kept = new KeptState(network);
    this.scheduler = plan.scheduler(trainable.optimizer());
    this.order = new int[plan.summary().train_rows()];
    java.util.Arrays.setAll(order, i -> i);
    this.nanoTime = nanoTime;
    Tensor testX = examples.testX();
    Tensor testY = examples.testY();
    this.evaluator =
        testX == null || testY == null
            ? null
            : new Evaluator(
                network, trainable.criterion(), plan.target(), testX, testY, spec.metrics());
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
            examples.scaler(),
            epoch,
            kept.values());
  }

  private static boolean isFinite(EpochResult result) {
    Double test = result.test_loss();
    return Double.isFinite(result.train_loss()) && (test == null || Double.isFinite(test));
  }

  private @Nullable EpochResult epoch(int epoch, RunObserver observer) {
    long began = nanoTime.getAsLong();
    double rate = trainable.optimizer().lr();
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
    if (scheduler != null && scheduler.pace() == LRScheduler.Pace.EPOCH) {
      scheduler.step(testLoss == null ? trainLoss : testLoss);
    }
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
    boolean sums = trainable.criterion().sums();
    double total = 0;
    for (int start = 0; start < order.length; start += plan.batchSize()) {
      if (observer.stopRequested()) {
        return null;
      }
      int rows = Math.min(plan.batchSize(), order.length - start);
      draws.step(++step);
      Step recorded = steps.get(rows);
      if (recorded == null) {
        recorded = new Step(rows);
        steps.put(rows, recorded);
      }
      double loss = recorded.run(start);
      total += sums ? loss : loss * rows;
      if (scheduler != null && scheduler.pace() == LRScheduler.Pace.BATCH) {
        scheduler.step();
      }
    }
    return sums ? total : total / order.length;
  }

  /** A training step for batches of one size. */
  private final class Step {

    private final int[] rows;
    private final Tensor targets;
    private final @Nullable Tensor predictions;
    private final Program program;
    private final DoubleSupplier evaluation = this::evaluate;
    private boolean isScored;

    Step(int size) {
      rows = new int[size];
      boolean scored = !trainScores.isEmpty();
      targets = Tensor.zeros(plan.target().shape(size));
      predictions = scored ? Tensor.zeros(Shape.of(size, plan.summary().outputs())) : null;
      program =
          Program.record(() -> {
            Tensor y = examples.trainY().indexSelect(rows);
            if (scored) {
              targets.assign(y);
            }
            return trainable.step(examples.trainX().indexSelect(rows), y, predictions);
          });
    }

    double run(int start) {
      System.arraycopy(order, start, rows, 0, rows.length);
      isScored = false;
      return trainable.optimizer().replay(evaluation);
    }

    /** Finds the loss of the batch; an optimizer may ask for it several times in a step. */
    private double evaluate() {
      program.run();
      if (predictions != null && !isScored) {
        float[] predicted = predictions.toArray();
        float[] expected = targets.toArray();
        trainScores.values().forEach(score -> score.add(predicted, expected, rows.length));
        isScored = true;
      }
      return program.output().item();
    }
  }
}
