package io.trainyard.job;

/** One attempt at a job in this process. Any thread may ask it to stop. */
final class Attempt {
  private final String jobId;
  private final int number;
  private volatile boolean stopRequested;

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

  /** Makes it stop before its next batch. The job's row says what becomes of the job. */
  void stop() {
    stopRequested = true;
  }

  boolean stopRequested() {
    return stopRequested;
  }

  @Override
  public String toString() {
    return "attempt " + number + " at " + jobId;
  }
}
