package io.trainyard.job;

import io.trainyard.training.EpochResult;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a job's history goes, in the job's own row so that nobody has to read the history to
 * know. Read with the job; written by {@code LossHistory} alone, in one transaction with the
 * losses.
 *
 * @param epochs_recorded epochs in the history, without a gap from 0
 * @param samples training rows read in them
 * @param training_seconds time spent in them
 * @param best_epoch the epoch of the lowest finite loss of the test rows, of the training rows when
 *     there are none to test on
 * @param best_loss that loss
 */
@Embeddable
public record Progress(
    @Column(insertable = false, updatable = false) int epochs_recorded,
    @Column(insertable = false, updatable = false) long samples,
    @Column(insertable = false, updatable = false) double training_seconds,
    @Column(insertable = false, updatable = false) @Nullable Double latest_train_loss,
    @Column(insertable = false, updatable = false) @Nullable Double latest_test_loss,
    @Column(insertable = false, updatable = false) @Nullable Double latest_learning_rate,
    @Column(insertable = false, updatable = false) @Nullable Integer best_epoch,
    @Column(insertable = false, updatable = false) @Nullable Double best_loss) {

  public static final Progress NONE = new Progress(0, 0, 0, null, null, null, null, null);

  /** What it is after more epochs, which follow those recorded so far. */
  public Progress after(List<EpochResult> results) {
    Progress progress = this;
    for (EpochResult result : results) {
      progress = progress.after(result);
    }
    return progress;
  }

  private Progress after(EpochResult result) {
    Double test = result.test_loss();
    double watched = test == null ? result.train_loss() : test;
    boolean better = Double.isFinite(watched) && (best_loss == null || watched < best_loss);
    return new Progress(
        epochs_recorded + 1,
        samples + result.samples(),
        training_seconds + result.seconds(),
        result.train_loss(),
        test,
        result.learning_rate(),
        better ? Integer.valueOf(result.epoch()) : best_epoch,
        better ? Double.valueOf(watched) : best_loss);
  }
}
