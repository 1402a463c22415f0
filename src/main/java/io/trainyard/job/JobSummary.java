package io.trainyard.job;

import io.trainyard.training.RunSummary;
import jakarta.persistence.Embeddable;

/**
 * The sizes of a job, as its JSON shows them.
 *
 * @param parameters numbers that are learned
 * @param train_rows rows to learn from
 * @param test_rows rows to test on; 0 when there is no test split
 * @param features columns that go in
 * @param outputs columns that come out
 */
@Embeddable
public record JobSummary(
    long parameters, int train_rows, int test_rows, int features, int outputs) {

  public static JobSummary of(RunSummary run) {
    return new JobSummary(
        run.parameters(), run.train_rows(), run.test_rows(), run.features(), run.outputs());
  }
}
