package io.trainyard.job.worker;

import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import io.trainyard.limits.Limits;
import io.trainyard.limits.MemoryBudget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Lets the jobs of this node train together only as far as the sum of their estimates has room in
 * the memory that jobs may take; the others wait in their turn, still queued.
 */
@Component
class Admission {
  private static final Logger log = LoggerFactory.getLogger(Admission.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final Jobs jobs;
  private final Places places;
  private final Attempts attempts;
  private final Insistence insistence;
  private final MemoryBudget memory;

  Admission(Jobs jobs, Places places, Attempts attempts, Insistence insistence, Limits limits) {
    this.jobs = jobs;
    this.places = places;
    this.attempts = attempts;
    this.insistence = insistence;
    this.memory = new MemoryBudget(limits.job_memory_bytes());
  }

  /**
   * Waits until there is room for a job.
   *
   * @return its room, to be closed when it no longer trains; null when it is not to be trained any
   *     more, or not before another, or the process ends
   */
  MemoryBudget.@Nullable Share await(String jobId) {
    long bytes =
        insistence.untilDone(
            "look how much memory %s needs".formatted(jobId),
            () -> jobs.findMemoryBytes(jobId).orElse(0L));
    MemoryBudget.Share room = memory.tryTake(bytes);
    if (room == null) {
      log.info("{} waits for memory: it needs {} bytes, {} are free.", jobId, bytes, memory.free());
      room = memory.take(bytes, () -> isToTrain(jobId), BETWEEN_LOOKS);
    }
    return room;
  }

  /**
   * Whether a job goes back to where it was in the queue: a job of a higher priority waits, or it
   * got no room for another reason than that it is not to be trained.
   */
  boolean isPutBack(String jobId, MemoryBudget.@Nullable Share room) {
    return insistence.untilRead(
        "look whether it is the turn of " + jobId,
        () -> room == null ? isWanted(jobId) : places.isOvertaking(jobId));
  }

  /** Whether a worker is to take it, now or later. */
  private boolean isWanted(String jobId) {
    return jobs.findStatus(jobId)
        .filter(status -> status == JobStatus.QUEUED || status == JobStatus.RUNNING)
        .isPresent();
  }

  private boolean isToTrain(String jobId) {
    try {
      return !attempts.isStopping() && !places.isOvertaking(jobId) && isWanted(jobId);
    } catch (DataAccessException | TransactionException e) {
      return true; // the database is away, which is not the job's fault
    }
  }
}
