package io.trainyard.job.web;

import io.trainyard.job.JobSummary;
import io.trainyard.job.Submission;
import io.trainyard.training.PreparedColumn;
import io.trainyard.training.RunEstimate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request would become.
 *
 * @param spec the request completed with every default and inferred size
 * @param preparation what is made of each column, and why; empty when nothing is
 */
record DryRun(
    Map<String, @Nullable Object> spec,
    List<PreparedColumn> preparation,
    JobSummary summary,
    RunEstimate estimate) {

  static DryRun of(Submission submission) {
    return new DryRun(
        submission.tree(),
        submission.plan().preparedColumns(),
        JobSummary.of(submission.plan().summary()),
        submission.plan().estimate());
  }
}
