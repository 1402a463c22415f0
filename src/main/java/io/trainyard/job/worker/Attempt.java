package io.trainyard.job.worker;

import io.trainyard.job.AttemptState;
import io.trainyard.job.JobStatus;
import java.util.List;

/** One attempt at a job in this process. Any thread may ask it to stop. */
public final class Attempt {
  private final String jobId;
  private final int number;
  private volatile boolean stopRequested;
  private volatile boolean leavesAtOnce;
  private volatile boolean pausing;

  Attempt(String jobId, int number) {
    this.jobId = jobId;
    this.number = number;
  }

  String jobId() {
    return jobId;
  }

  /** Which attempt at the job it is, from 1: what its every write is fenced by. */
  int number() {
    return number;
  }

  /** Does what the database wants of it; it stops where no job is there that wants anything. */
  void obey(List<AttemptState> states) {
    JobStatus wanted =
        states.stream()
            .filter(state -> state.jobId().equals(jobId) && state.attempt() == number)
            .map(AttemptState::status)
            .findFirst()
            .orElse(JobStatus.CANCELLING);
    switch (wanted) {
      case RUNNING -> {}
      case PAUSING -> pause();
      default -> stop();
    }
  }

  /** Makes it stop between two batches, and store where it is. */
  void pause() {
    pausing = true;
    stopRequested = true;
  }

  /** Whether it was told to pause; it does so even if the user has thought better of it. */
  boolean isPausing() {
    return pausing;
  }

  /** Makes it stop, whatever it is doing. The job's row says what becomes of the job. */
  void stop() {
    leavesAtOnce = true;
    stopRequested = true;
  }

  /** Makes it stop between two batches, where it can be gone on from. */
  void handBack() {
    stopRequested = true;
  }

  boolean stopRequested() {
    return stopRequested;
  }

  /**
   * Lets it go on.
   *
   * @throws AttemptStopped when it was asked to stop, whatever it is doing
   */
  void checkNotStopped() {
    if (leavesAtOnce) {
      throw new AttemptStopped(this);
    }
  }

  @Override
  public String toString() {
    return "attempt " + number + " at " + jobId;
  }
}
