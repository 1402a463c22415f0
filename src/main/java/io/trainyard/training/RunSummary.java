package io.trainyard.training;

/**
 * The sizes of a run.
 *
 * @param parameters numbers that are learned
 * @param train_rows rows to learn from
 * @param test_rows rows to test on; 0 when there is no test split
 * @param features columns that go in
 * @param outputs columns that come out
 */
public record RunSummary(
    long parameters, int train_rows, int test_rows, int features, int outputs) {}
