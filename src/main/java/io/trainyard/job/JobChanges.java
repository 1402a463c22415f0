package io.trainyard.job;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Lets requests wait until a job changes its state. Changes made in this process are known at once;
 * for those made by other nodes the database is asked now and then.
 */
@Component
public class JobChanges {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Jobs jobs;
  private final LongSupplier nanoTime;

  /** The next change of each job that somebody waits for; whoever waits keeps it in memory. */
  private final Cache<String, CompletableFuture<Void>> next =
      Caffeine.newBuilder().weakValues().build();

  private volatile boolean closed;

  JobChanges(Jobs jobs, LongSupplier nanoTime) {
    this.jobs = jobs;
    this.nanoTime = nanoTime;
  }

  /**
   * Waits for a state of a job, or until it has gone or the service stops.
   *
   * @param isOver whether a state is the one that is waited for
   * @param atMost how long to wait for that
   */
  public void await(String jobId, Predicate<JobStatus> isOver, Duration atMost) {
    long end = nanoTime.getAsLong() + atMost.toNanos();
    while (!closed) {
      CompletableFuture<Void> change = next.get(jobId, id -> new CompletableFuture<>());
      long left = end - nanoTime.getAsLong();
      if (left <= 0 || jobs.findStatus(jobId).filter(isOver.negate()).isEmpty()) {
        return;
      }
      try {
        change.get(Math.min(left, BETWEEN_LOOKS.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException e) {
        // time to look
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @TransactionalEventListener
  void changed(JobEvent event) {
    if (event instanceof EpochsRecorded) {
      return; // no change of state
    }
    CompletableFuture<Void> change = next.asMap().remove(event.jobId());
    if (change != null) {
      change.complete(null);
    }
  }

  /** Lets all go: the process ends. */
  public void close() {
    closed = true;
    next.asMap().values().forEach(change -> change.complete(null));
  }
}
