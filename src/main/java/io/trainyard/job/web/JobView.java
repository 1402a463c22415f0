package io.trainyard.job.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.trainyard.job.JobStatus;
import io.trainyard.job.JobSummary;
import io.trainyard.job.Progress;
import io.trainyard.job.StatusReason;
import io.trainyard.job.TrainingJob;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as every job call returns it. It follows from the job's row alone, so that the same row has
 * the same {@code ETag}.
 */
record JobView(
    String id,
    @Nullable String name,
    Map<String, String> labels,
    JobStatus status,
    @Nullable StatusReason status_reason,
    int attempt,
    ProgressView progress,
    @Nullable Latest latest,
    @Nullable Best best,
    @Nullable String model_id,
    @JsonRawValue String spec,
    JobSummary summary,
    Timing timing,
    Instant created_at,
    @Nullable Instant started_at,
    @Nullable Instant finished_at,
    @Nullable String error) {

  /**
   * How far it is.
   *
   * @param epoch how many epochs are over
   * @param eta_seconds what is left at the present speed; null unless it runs
   */
  record ProgressView(int epoch, int epochs, double fraction, @Nullable Double eta_seconds) {}

  /** The last epoch recorded; a loss that is not finite is null. */
  record Latest(
      int epoch, @Nullable Double train_loss, @Nullable Double test_loss, double learning_rate) {}

  /** The lowest loss so far: of the test rows, or of the training rows when there are no others. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Best(int epoch, @Nullable Double train_loss, @Nullable Double test_loss) {}

  /** Where the time went; null for what has not begun. */
  record Timing(
      @Nullable Double queued_seconds,
      @Nullable Double training_seconds,
      @Nullable Double samples_per_second) {}

  /**
   * Shows a job.
   *
   * @param spec JSON of its completed request
   */
  static JobView of(TrainingJob job, String spec) {
    Progress progress = job.progress();
    return new JobView(
        job.id(),
        job.name(),
        job.labels(),
        job.status(),
        job.statusReason(),
        job.attempt(),
        progress(job, progress),
        latest(progress),
        best(job, progress),
        job.modelId(),
        spec,
        job.summary(),
        timing(job, progress),
        toMillis(job.createdAt()),
        job.startedAt() == null ? null : toMillis(job.startedAt()),
        job.finishedAt() == null ? null : toMillis(job.finishedAt()),
        job.error());
  }

  private static ProgressView progress(TrainingJob job, Progress progress) {
    int over = progress.epochs_recorded();
    boolean runs = job.status() == JobStatus.RUNNING && over > 0;
    return new ProgressView(
        over,
        job.epochs(),
        (double) over / job.epochs(),
        runs ? progress.training_seconds() / over * (job.epochs() - over) : null);
  }

  private static @Nullable Latest latest(Progress progress) {
    Double learningRate = progress.latest_learning_rate();
    return learningRate == null
        ? null
        : new Latest(
            progress.epochs_recorded() - 1,
            finite(progress.latest_train_loss()),
            finite(progress.latest_test_loss()),
            learningRate);
  }

  private static @Nullable Best best(TrainingJob job, Progress progress) {
    Integer epoch = progress.best_epoch();
    if (epoch == null) {
      return null;
    }
    return job.summary().test_rows() > 0
        ? new Best(epoch, null, progress.best_loss())
        : new Best(epoch, progress.best_loss(), null);
  }

  private static Timing timing(TrainingJob job, Progress progress) {
    Instant started = job.startedAt();
    double seconds = progress.training_seconds();
    return new Timing(
        started == null ? null : Duration.between(job.createdAt(), started).toNanos() / 1e9,
        started == null ? null : seconds,
        seconds > 0 ? progress.samples() / seconds : null);
  }

  private static @Nullable Double finite(@Nullable Double value) {
    return value != null && Double.isFinite(value) ? value : null;
  }

  private static Instant toMillis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
