package io.trainyard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.trainyard.job.AttemptCause;
import io.trainyard.job.EpochsRecorded;
import io.trainyard.job.JobFinished;
import io.trainyard.job.JobStarted;
import io.trainyard.job.JobStatus;
import io.trainyard.job.JobSubmitted;
import io.trainyard.job.StatusReason;
import io.trainyard.training.EpochResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobMetersTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JobMeters meters = new JobMeters(registry);

  @Test
  void everySeriesWithKnownLabelsStandsAtZeroBeforeTheFirstJob() {
    assertThat(registry.scrape().lines())
        .contains(
            "trainyard_jobs_submitted_total 0.0",
            "trainyard_jobs_finished_total{outcome=\"succeeded\",reason=\"max_epochs\"} 0.0",
            "trainyard_jobs_finished_total{outcome=\"succeeded\",reason=\"early_stopped\"} 0.0",
            "trainyard_jobs_finished_total{outcome=\"failed\",reason=\"non_finite_loss\"} 0.0",
            "trainyard_jobs_finished_total{outcome=\"failed\",reason=\"invalid_value\"} 0.0",
            "trainyard_jobs_finished_total{outcome=\"failed\",reason=\"worker_lost\"} 0.0",
            "trainyard_jobs_finished_total{outcome=\"failed\",reason=\"out_of_memory\"} 0.0",
            "trainyard_jobs_finished_total{outcome=\"failed\",reason=\"internal\"} 0.0",
            "trainyard_jobs_finished_total{outcome=\"cancelled\",reason=\"user_cancelled\"} 0.0",
            "trainyard_job_attempts_total{cause=\"submitted\"} 0.0",
            "trainyard_job_attempts_total{cause=\"worker_lost\"} 0.0",
            "trainyard_job_queue_wait_seconds_count 0",
            "trainyard_job_duration_seconds_count{outcome=\"succeeded\"} 0",
            "trainyard_job_duration_seconds_count{outcome=\"failed\"} 0",
            "trainyard_job_duration_seconds_count{outcome=\"cancelled\"} 0",
            "trainyard_epoch_duration_seconds_count 0",
            "trainyard_epochs_total 0.0",
            "trainyard_samples_total 0.0",
            "trainyard_optimizer_steps_total 0.0",
            "trainyard_non_finite_total 0.0");
  }

  @Test
  void timesAreHistograms() {
    assertThat(registry.scrape())
        .contains("# TYPE trainyard_job_queue_wait_seconds histogram")
        .contains("# TYPE trainyard_job_duration_seconds histogram")
        .contains("# TYPE trainyard_epoch_duration_seconds histogram");
  }

  @Test
  void aJobsLifeIsCounted() {
    meters.on(new JobSubmitted("job_1", "a"));
    meters.on(new JobStarted("job_1", "a", 1, AttemptCause.SUBMITTED, Duration.ofMillis(20)));
    meters.on(new EpochsRecorded("job_1", List.of(epoch(0, 9.0), epoch(1, 8.0))));
    meters.on(
        new JobFinished(
            "job_1", JobStatus.SUCCEEDED, StatusReason.MAX_EPOCHS, Duration.ofMillis(40)));

    assertThat(registry.scrape().lines())
        .contains(
            "trainyard_jobs_submitted_total 1.0",
            "trainyard_job_attempts_total{cause=\"submitted\"} 1.0",
            "trainyard_job_queue_wait_seconds_bucket{le=\"0.01\"} 0",
            "trainyard_job_queue_wait_seconds_bucket{le=\"0.025\"} 1",
            "trainyard_epochs_total 2.0",
            "trainyard_samples_total 200.0",
            "trainyard_optimizer_steps_total 8.0",
            "trainyard_epoch_duration_seconds_sum 0.004",
            "trainyard_epoch_duration_seconds_count 2",
            "trainyard_non_finite_total 0.0",
            "trainyard_jobs_finished_total{outcome=\"succeeded\",reason=\"max_epochs\"} 1.0",
            "trainyard_job_duration_seconds_sum{outcome=\"succeeded\"} 0.04");
  }

  @Test
  void aJobThatNeverStartedHasNoDuration() {
    meters.on(new JobFinished("job_1", JobStatus.CANCELLED, StatusReason.USER_CANCELLED, null));
    assertThat(registry.scrape().lines())
        .contains(
            "trainyard_jobs_finished_total{outcome=\"cancelled\",reason=\"user_cancelled\"} 1.0",
            "trainyard_job_duration_seconds_count{outcome=\"cancelled\"} 0");
  }

  @Test
  void epochsWhoseLossIsNotFiniteAreCounted() {
    meters.on(
        new EpochsRecorded(
            "job_1",
            List.of(epoch(0, 1.0), epoch(1, Double.NaN), epoch(2, Double.POSITIVE_INFINITY))));
    assertThat(registry.scrape().lines()).contains("trainyard_non_finite_total 2.0");
  }

  private static EpochResult epoch(int epoch, double loss) {
    return new EpochResult(epoch, loss, null, 0.1, Map.of(), 0.002, 100, 4);
  }
}
