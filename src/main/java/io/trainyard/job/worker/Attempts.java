package io.trainyard.job.worker;

import io.trainyard.job.JobCancelling;
import io.trainyard.job.JobPausing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** The attempts that run in this process now. */
@Component
public class Attempts {
  private static final Duration LONGEST_BATCH = Duration.ofSeconds(3);

  private final Map<String, Attempt> running = new ConcurrentHashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);

  Attempt begin(String jobId, int number) {
    Attempt attempt = new Attempt(jobId, number);
    Attempt before = running.put(jobId, attempt);
    if (before != null) {
      before.stop(); // it was thought dead, and this attempt has taken its place
    }
    if (isStopping()) {
      attempt.stop();
    }
    return attempt;
  }

  void end(Attempt attempt) {
    running.remove(attempt.jobId(), attempt);
  }

  /** Whether this attempt runs here. */
  boolean isRunning(String jobId, int number) {
    Attempt attempt = running.get(jobId);
    return attempt != null && attempt.number() == number;
  }

  List<Attempt> running() {
    return List.copyOf(running.values());
  }

  @TransactionalEventListener
  void cancelling(JobCancelling event) {
    Attempt attempt = running.get(event.jobId());
    if (attempt != null) {
      attempt.stop();
    }
  }

  @TransactionalEventListener
  void pausing(JobPausing event) {
    Attempt attempt = running.get(event.jobId());
    if (attempt != null) {
      attempt.pause();
    }
  }

  /**
   * Stops all, and lets none begin in earnest from now on: the process ends. Whatever is not
   * between two batches soon is not waited for.
   */
  void stopAll() {
    stopping.countDown();
    running().forEach(Attempt::handBack);
    CompletableFuture.delayedExecutor(LONGEST_BATCH.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> running().forEach(Attempt::stop));
  }

  public boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /**
   * Waits, unless the process ends.
   *
   * @return whether it ends
   */
  boolean stopsWithin(Duration time) {
    try {
      return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
