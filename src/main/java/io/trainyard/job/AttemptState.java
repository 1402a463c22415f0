package io.trainyard.job;

/** What the database says of a job that is trained here. */
record AttemptState(String jobId, JobStatus status, int attempt) {

  /** Whether an attempt is still to go on. */
  boolean wants(Attempt running) {
    return status == JobStatus.RUNNING && attempt == running.number();
  }
}
