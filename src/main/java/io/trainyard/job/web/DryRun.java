package io.trainyard.job.web;

import io.trainyard.job.JobSummary;
import io.trainyard.job.Submission;
import io.trainyard.training.RunEstimate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request would become.
 *
 * @param spec the request completed with every default and inferred size
 */
record DryRun(Map<String, @Nullable Object> spec, JobSummary summary, RunEstimate estimate) {

  static DryRun of(Submission submission) {
    return new DryRun(
        submission.tree(),
        JobSummary.of(submission.plan().summary()),
        submission.plan().estimate());
  }
}
