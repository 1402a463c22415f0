package io.trainyard.job.checkpoint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that is in the database, without its bytes.
 *
 * @param number counts those of its job, from 1
 * @param attempt which attempt wrote it
 * @param epoch how many epochs were over
 * @param step how many steps had been made
 * @param train_loss of the last epoch that was over; null when none was
 * @param test_loss likewise; null too when there are no rows to test on
 * @param sha256 what its bytes end with
 */
public record StoredCheckpoint(
    String id,
    int number,
    int attempt,
    int epoch,
    long step,
    @Nullable Double train_loss,
    @Nullable Double test_loss,
    long size_bytes,
    String sha256,
    Instant created_at) {

  /** What the best have least of; infinite when no epoch was over. */
  double loss() {
    return test_loss != null
        ? test_loss
        : train_loss != null ? train_loss : Double.POSITIVE_INFINITY;
  }
}
