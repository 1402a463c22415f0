package io.trainyard.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.trainyard.job.JobCensus;
import io.trainyard.job.JobStatus;
import io.trainyard.job.worker.Workers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Shows the queue and the workers. The jobs are counted in the database when Prometheus asks, once
 * for all states; a database that does not answer soon makes the counts NaN and never holds up the
 * rest of the metrics.
 */
@Component
class QueueMeters {
  private static final Logger log = LoggerFactory.getLogger(QueueMeters.class);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Callable<Map<JobStatus, Long>> census;
  private final Duration patience;
  private final Clock clock;

  private Instant asked = Instant.MIN;
  private Map<JobStatus, Long> counts = Map.of();
  private FutureTask<Map<JobStatus, Long>> counting = new FutureTask<>(Map::of);

  @Autowired
  QueueMeters(MeterRegistry registry, JobCensus census, Workers workers, Clock clock) {
    this(registry, census::take, workers::count, workers::busy, Duration.ofSeconds(2), clock);
  }

  QueueMeters(
      MeterRegistry registry,
      Callable<Map<JobStatus, Long>> census,
      IntSupplier workers,
      IntSupplier busy,
      Duration patience,
      Clock clock) {
    this.census = census;
    this.patience = patience;
    this.clock = clock;
    counting.run();
    for (JobStatus status : JobStatus.values()) {
      Gauge.builder("trainyard.jobs", () -> count(status))
          .description("Jobs in each state, on all nodes together.")
          .tag("status", status.text())
          .register(registry);
    }
    Gauge.builder("trainyard.queue.depth", () -> count(JobStatus.QUEUED))
        .description("Jobs that wait for a worker, on all nodes together.")
        .register(registry);
    Gauge.builder("trainyard.workers", workers::getAsInt)
        .description("Threads of this node that train.")
        .register(registry);
    Gauge.builder("trainyard.workers.busy", busy::getAsInt)
        .description("Threads of this node that have a job.")
        .register(registry);
  }

  private synchronized double count(JobStatus status) {
    Instant now = clock.instant();
    if (asked.plus(FRESH).isBefore(now)) {
      counts = take();
      asked = clock.instant();
    }
    Long count = counts.get(status);
    return count == null ? Double.NaN : count;
  }

  /** The counts, or none when they do not come in time: then the question stays asked. */
  private Map<JobStatus, Long> take() {
    if (counting.isDone()) {
      counting = new FutureTask<>(census);
      Thread.ofVirtual().name("job-census").start(counting);
    }
    try {
      return counting.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      log.warn("The jobs could not be counted for the metrics.", e.getCause());
    } catch (TimeoutException e) {
      log.warn(
          "The jobs could not be counted for the metrics within {} ms: the database is slow to answer.",
          patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Map.of();
  }
}
