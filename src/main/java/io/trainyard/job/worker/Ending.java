package io.trainyard.job.worker;

import io.trainyard.job.Progress;
import io.trainyard.job.StatusReason;
import io.trainyard.job.history.NonFinite;
import io.trainyard.training.RunOutcome;
import io.trainyard.training.TrainedModel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How an attempt came out, before it is recorded. */
sealed interface Ending {

  /** What was learned; null when no epoch was finished. */
  @Nullable TrainedModel model();

  /** The job is trained to its end. */
  record Trained(StatusReason reason, TrainedModel model) implements Ending {}

  /** The job cannot be trained to its end; the sentence is for the user. */
  record Failed(StatusReason reason, String sentence, @Nullable TrainedModel model)
      implements Ending {}

  /** The attempt was asked to stop; the job's row says what for. */
  record Stopped(@Nullable TrainedModel model) implements Ending {}

  /** The ending of a run that ended by itself. */
  static Ending of(RunOutcome outcome, Progress progress) {
    return switch (outcome.reason()) {
      case MAX_EPOCHS ->
          new Trained(StatusReason.MAX_EPOCHS, Objects.requireNonNull(outcome.model()));
      case EARLY_STOPPED ->
          new Trained(StatusReason.EARLY_STOPPED, Objects.requireNonNull(outcome.model()));
      case NON_FINITE_LOSS ->
          new Failed(StatusReason.NON_FINITE_LOSS, nonFinite(progress), outcome.model());
      case STOP_REQUESTED -> new Stopped(outcome.model());
    };
  }

  /** The ending of a run whose time was up: what its finished epochs have learned counts. */
  static Ending outOfTime(StatusReason limit, TimeLimit time, @Nullable TrainedModel model) {
    return model == null
        ? new Failed(limit, time.sentence(limit), null)
        : new Trained(limit, model);
  }

  private static String nonFinite(Progress progress) {
    Double train = Objects.requireNonNull(progress.latest_train_loss());
    Double test = progress.latest_test_loss();
    boolean training = !Double.isFinite(train);
    return "The %s loss became %s in epoch %d; a smaller learning rate or clip_grad_norm may help."
        .formatted(
            training ? "training" : "test",
            training ? NonFinite.text(train) : NonFinite.text(Objects.requireNonNull(test)),
            progress.epochs_recorded() - 1);
  }
}
