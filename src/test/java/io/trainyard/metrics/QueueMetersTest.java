package io.trainyard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.trainyard.job.JobStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class QueueMetersTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicInteger questions = new AtomicInteger();

  @Test
  void showsTheQueueTheStatesAndTheWorkers() {
    meters(() -> Map.of(JobStatus.QUEUED, 7L, JobStatus.RUNNING, 2L), Duration.ofSeconds(5));
    assertThat(registry.scrape().lines())
        .contains(
            "trainyard_queue_depth 7.0",
            "trainyard_jobs{status=\"queued\"} 7.0",
            "trainyard_jobs{status=\"running\"} 2.0",
            "trainyard_workers 4.0",
            "trainyard_workers_busy 3.0");
  }

  @Test
  void oneScrapeAsksTheDatabaseOnceAndTheNextAsksAgain() {
    meters(
        () -> {
          questions.incrementAndGet();
          return Map.of();
        },
        Duration.ofSeconds(5));
    registry.scrape();
    assertThat(questions).hasValue(1);

    now.updateAndGet(instant -> instant.plusSeconds(5));
    registry.scrape();
    assertThat(questions).hasValue(2);
  }

  @Test
  void aDatabaseThatFailsMakesTheCountsNotANumberAndLeavesTheRest() {
    meters(
        () -> {
          throw new IllegalStateException("the database is away");
        },
        Duration.ofSeconds(5));
    assertThat(registry.scrape().lines())
        .contains("trainyard_queue_depth NaN", "trainyard_workers 4.0");
  }

  @Test
  @Timeout(20)
  void aDatabaseThatHangsIsAskedOnceAndHoldsUpNothing() {
    CountDownLatch answer = new CountDownLatch(1);
    meters(
        () -> {
          questions.incrementAndGet();
          answer.await();
          return Map.of(JobStatus.QUEUED, 1L);
        },
        Duration.ofMillis(50));
    assertThat(registry.scrape()).contains("trainyard_queue_depth NaN");
    now.updateAndGet(instant -> instant.plusSeconds(5));
    assertThat(registry.scrape()).contains("trainyard_queue_depth NaN", "trainyard_workers 4.0");
    assertThat(questions).hasValue(1);
    answer.countDown();
  }

  private void meters(Callable<Map<JobStatus, Long>> census, Duration patience) {
    new QueueMeters(registry, census, () -> 4, () -> 3, patience, clock);
  }
}
