package io.trainyard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.trainyard.job.AttemptCause;
import io.trainyard.job.AttemptEnded;
import io.trainyard.job.EpochsRecorded;
import io.trainyard.job.JobDeleted;
import io.trainyard.job.JobRenamed;
import io.trainyard.job.JobStarted;
import io.trainyard.training.EpochResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;

class RunningJobsTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final PrometheusRegistry prometheus = new PrometheusRegistry();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(
          PrometheusConfig.DEFAULT, prometheus, io.micrometer.core.instrument.Clock.SYSTEM);
  private final RunningJobs jobs = new RunningJobs(registry, provider(), ticking());

  @Test
  void aRunningJobShowsItsLastEpochAndItsName() {
    start("job_1", "iris two layers");
    jobs.on(new EpochsRecorded("job_1", List.of(epoch(0, 9.0, 5.0), epoch(1, 8.0, 4.0))));

    assertThat(registry.scrape().lines())
        .contains(
            "trainyard_job_loss{job_id=\"job_1\",split=\"train\"} 8.0",
            "trainyard_job_loss{job_id=\"job_1\",split=\"test\"} 4.0",
            "trainyard_job_epoch{job_id=\"job_1\"} 1.0",
            "trainyard_job_learning_rate{job_id=\"job_1\"} 0.1",
            "trainyard_job_info{job_id=\"job_1\",name=\"iris two layers\"} 1");
  }

  @Test
  void aJobWithoutTestRowsHasNoTestLoss() {
    start("job_1", null);
    jobs.on(new EpochsRecorded("job_1", List.of(epoch(0, 9.0, null))));

    assertThat(registry.scrape()).contains("split=\"train\"").doesNotContain("split=\"test\"");
  }

  @Test
  void aJobThatHasEndedIsShownForTwoMinutesMore() {
    start("job_1", "a");
    jobs.on(new EpochsRecorded("job_1", List.of(epoch(0, 9.0, 5.0))));
    finish("job_1");

    pass(RunningJobs.AFTER_THE_END.minusSeconds(1));
    assertThat(series()).isEqualTo(5);

    pass(Duration.ofSeconds(1));
    assertThat(series()).isZero();
  }

  @Test
  void aJobThatRunsIsShownHoweverLong() {
    start("job_1", "a");
    pass(Duration.ofDays(30));
    assertThat(series()).isEqualTo(1);
  }

  @Test
  void aJobThatWasPutBackAndStartsAgainIsShownAgain() {
    start("job_1", "a");
    finish("job_1");
    pass(Duration.ofMinutes(1));
    start("job_1", "a");
    pass(Duration.ofMinutes(10));
    assertThat(series()).isEqualTo(1);
  }

  @Test
  void theEndOfAnAttemptThatWasThoughtDeadLeavesTheNextOneShown() {
    start("job_1", "a");
    jobs.on(new JobStarted("job_1", "a", 2, AttemptCause.WORKER_LOST, Duration.ZERO));
    jobs.on(new AttemptEnded("job_1", 1));
    pass(Duration.ofMinutes(10));
    assertThat(series()).isEqualTo(1);
  }

  @Test
  void aHundredJobsAreShownAtMostAndThoseThatRunLongest() {
    start("long", "runs on");
    jobs.on(new EpochsRecorded("long", List.of(epoch(0, 9.0, 5.0))));
    for (int i = 0; i < 300; i++) {
      start("job_" + i, "short");
      jobs.on(new EpochsRecorded("job_" + i, List.of(epoch(0, 9.0, 5.0))));
      finish("job_" + i);
    }

    assertThat(series()).isEqualTo(5L * RunningJobs.MOST);
    assertThat(registry.scrape())
        .contains("job_id=\"long\"")
        .contains("job_id=\"job_299\"")
        .doesNotContain("job_id=\"job_200\"");
  }

  @Test
  void ofMoreThanAHundredThatRunTheNewestAreShown() {
    for (int i = 0; i < 150; i++) {
      start("job_" + i, "a");
    }
    assertThat(series()).isEqualTo(RunningJobs.MOST);
    assertThat(registry.scrape()).contains("job_id=\"job_149\"").doesNotContain("\"job_49\"");
  }

  @Test
  void aNewNameReplacesTheOldOne() {
    start("job_1", "a");
    jobs.on(new JobRenamed("job_1", "say \"b\""));
    assertThat(registry.scrape())
        .contains("trainyard_job_info{job_id=\"job_1\",name=\"say \\\"b\\\"\"} 1")
        .doesNotContain("name=\"a\"");
  }

  @Test
  void aDeletedJobIsGoneAtOnce() {
    start("job_1", "a");
    finish("job_1");
    jobs.on(new JobDeleted("job_1"));
    assertThat(series()).isZero();
  }

  @Test
  void newsOfAJobThatIsNotShownIsIgnored() {
    jobs.on(new EpochsRecorded("job_1", List.of(epoch(0, 9.0, 5.0))));
    jobs.on(new JobRenamed("job_1", "a"));
    finish("job_1");
    assertThat(series()).isZero();
  }

  private void start(String id, @Nullable String name) {
    jobs.on(new JobStarted(id, name, 1, AttemptCause.SUBMITTED, Duration.ZERO));
  }

  private void finish(String id) {
    jobs.on(new AttemptEnded(id, 1));
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
    jobs.removeEnded();
  }

  private long series() {
    return registry.scrape().lines().filter(line -> line.startsWith("trainyard_job_")).count();
  }

  private static EpochResult epoch(int epoch, double train, @Nullable Double test) {
    return new EpochResult(epoch, train, test, 0.1, Map.of(), 0.001, 100, 1);
  }

  private Clock ticking() {
    return ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  }

  private ObjectProvider<PrometheusRegistry> provider() {
    return new ObjectProvider<>() {
      @Override
      public PrometheusRegistry getObject() {
        return prometheus;
      }

      @Override
      public PrometheusRegistry getIfAvailable() {
        return prometheus;
      }
    };
  }
}
