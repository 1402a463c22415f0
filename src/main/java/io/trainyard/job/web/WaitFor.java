package io.trainyard.job.web;

import io.trainyard.job.JobStatus;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.Refusal;
import java.util.function.Predicate;

/** What a request that waits for a job is waiting for. */
enum WaitFor {
  /** Any change of its state; what has finished changes no more. */
  CHANGE {
    @Override
    Predicate<JobStatus> isOver(JobStatus seen) {
      return now -> now != seen || now.isFinished();
    }
  },
  /** Its end, or that it is paused. */
  FINISHED {
    @Override
    Predicate<JobStatus> isOver(JobStatus seen) {
      return JobStatus::isAtRest;
    }
  };

  /** What the query parameter {@code wait_for} says. */
  static WaitFor of(String text) {
    return switch (text) {
      case "change" -> CHANGE;
      case "finished" -> FINISHED;
      default ->
          throw InvalidRequest.parameter(
              "wait_for",
              "unknown_name",
              "Query parameter 'wait_for' must be 'change' or 'finished'; got %s."
                  .formatted(Refusal.quoted(text)));
    };
  }

  /**
   * Whether the wait is over, by the state that the job has then.
   *
   * @param seen the state when it began
   */
  abstract Predicate<JobStatus> isOver(JobStatus seen);
}
