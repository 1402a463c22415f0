package io.trainyard.job.stream;

import io.trainyard.job.JobStatus;
import io.trainyard.job.StatusReason;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a job: epochs that were recorded together, or a change of its state.
 *
 * @param position its place among all that happened to all jobs
 * @param labels of the job, as they are now
 * @param attempt the latest at the job then
 * @param firstEpoch of those that were recorded
 * @param epochs how many were recorded; 0 for a change of state
 * @param status what the job became; null for epochs
 * @param reason why it ended; null unless it did
 */
record Happening(
    long position,
    String jobId,
    Map<String, String> labels,
    int attempt,
    int firstEpoch,
    int epochs,
    @Nullable JobStatus status,
    @Nullable StatusReason reason,
    Instant at) {

  /** How many events it is to those who follow it: one for each epoch, and two at the end. */
  int events() {
    return status == null ? epochs : isEnd() ? 2 : 1;
  }

  /** Whether nothing more will happen to the job. */
  boolean isEnd() {
    return status != null && status.isFinished();
  }
}
