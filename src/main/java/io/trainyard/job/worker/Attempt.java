package io.trainyard.job.worker;

import io.trainyard.job.AttemptState;
import io.trainyard.job.JobStatus;

/** One attempt at a job in this process. Any thread may ask it to stop. */
public final class Attempt {
  private final String jobId;
  private final int number;
  private volatile boolean stopRequested;
  private volatile boolean leavesAtOnce;

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

  /** Whether it is still to go on, by what the database says of a job. */
  boolean isWantedBy(AttemptState state) {
    return state.status() == JobStatus.RUNNING
        && state.jobId().equals(jobId)
        && state.attempt() == number;
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
