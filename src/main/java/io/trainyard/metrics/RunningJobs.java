package io.trainyard.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.trainyard.job.AttemptEnded;
import io.trainyard.job.EpochsRecorded;
import io.trainyard.job.JobDeleted;
import io.trainyard.job.JobRenamed;
import io.trainyard.job.JobStarted;
import io.trainyard.training.EpochResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The series of single jobs: loss, epoch and learning rate while a job runs on this node and for
 * two minutes after, so that the last value is scraped. At most a hundred jobs have them; beyond
 * that those that ended first lose theirs, then those that began first.
 */
@Component
class RunningJobs {
  static final int MOST = 100;
  static final Duration AFTER_THE_END = Duration.ofMinutes(2);

  private final MeterRegistry registry;
  private final Clock clock;
  private final Info names;

  /** By id, in the order of their start. */
  private final Map<String, Series> running = new LinkedHashMap<>();

  /** By id, in the order of their end. */
  private final Map<String, Ended> ended = new LinkedHashMap<>();

  RunningJobs(MeterRegistry registry, ObjectProvider<PrometheusRegistry> prometheus, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    names =
        Info.builder()
            .name("trainyard_job_info")
            .help("Name of each job that has series of its own.")
            .labelNames("job_id", "name")
            .register(prometheus.getIfAvailable(PrometheusRegistry::new));
  }

  @TransactionalEventListener(fallbackExecution = true)
  synchronized void on(JobStarted event) {
    remove(event.jobId());
    Series series = new Series(event.jobId(), event.attempt(), event.name());
    running.put(event.jobId(), series);
    names.addLabelValues(series.jobId, series.name);
    if (running.size() + ended.size() > MOST) {
      remove((ended.isEmpty() ? running : ended).keySet().iterator().next());
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  synchronized void on(EpochsRecorded event) {
    Series series = running.get(event.jobId());
    if (series != null) {
      series.record(event.results().getLast());
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  synchronized void on(AttemptEnded event) {
    Series series = running.get(event.jobId());
    if (series != null && series.attempt == event.attempt()) {
      running.remove(series.jobId);
      ended.put(series.jobId, new Ended(series, clock.instant()));
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  synchronized void on(JobRenamed event) {
    Series series = find(event.jobId());
    if (series != null) {
      names.remove(series.jobId, series.name);
      series.name = Objects.requireNonNullElse(event.name(), "");
      names.addLabelValues(series.jobId, series.name);
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(JobDeleted event) {
    remove(event.jobId());
  }

  /** Removes the series of the jobs that ended two minutes ago or earlier. */
  @Scheduled(fixedDelay = 5_000)
  synchronized void removeEnded() {
    Instant limit = clock.instant().minus(AFTER_THE_END);
    List.copyOf(ended.values()).stream()
        .takeWhile(job -> !job.at.isAfter(limit))
        .forEach(job -> remove(job.series.jobId));
  }

  private @Nullable Series find(String jobId) {
    Ended over = ended.get(jobId);
    return over == null ? running.get(jobId) : over.series;
  }

  private synchronized void remove(String jobId) {
    Series series = find(jobId);
    if (series != null) {
      running.remove(jobId);
      ended.remove(jobId);
      series.gauges.forEach(registry::remove);
      names.remove(series.jobId, series.name);
    }
  }

  private record Ended(Series series, Instant at) {}

  /** What is shown of one job. */
  private final class Series {
    private final String jobId;
    private final int attempt;
    private final List<Meter> gauges = new ArrayList<>();
    private String name;
    private volatile @Nullable EpochResult latest;

    private Series(String jobId, int attempt, @Nullable String name) {
      this.jobId = jobId;
      this.attempt = attempt;
      this.name = Objects.requireNonNullElse(name, "");
    }

    private void record(EpochResult result) {
      latest = result;
      if (gauges.isEmpty()) {
        gauge("trainyard.job.loss", "Loss of the last epoch.", EpochResult::train_loss, "train");
        if (result.test_loss() != null) {
          gauge("trainyard.job.loss", "Loss of the last epoch.", Series::testLoss, "test");
        }
        gauge("trainyard.job.epoch", "Number of the last epoch, from 0.", EpochResult::epoch, null);
        gauge(
            "trainyard.job.learning.rate",
            "Learning rate that the last epoch began with.",
            EpochResult::learning_rate,
            null);
      }
    }

    private static double testLoss(EpochResult result) {
      return Objects.requireNonNullElse(result.test_loss(), Double.NaN);
    }

    private void gauge(
        String meter, String help, ToDoubleFunction<EpochResult> value, @Nullable String split) {
      Gauge.Builder<Series> gauge =
          Gauge.builder(meter, this, series -> series.value(value))
              .description(help)
              .tag("job_id", jobId);
      gauges.add((split == null ? gauge : gauge.tag("split", split)).register(registry));
    }

    private double value(ToDoubleFunction<EpochResult> of) {
      EpochResult result = latest;
      return result == null ? Double.NaN : of.applyAsDouble(result);
    }
  }
}
