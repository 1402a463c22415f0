package io.trainyard.job;

import io.trainyard.dataset.DataSet;
import io.trainyard.training.RunPlan;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for a job without any fault.
 *
 * @param name what the user calls it
 * @param epochs how many are to be trained
 * @param terms when it begins and ends
 * @param plan what a worker is going to do
 * @param dataset what it is trained on
 * @param tree the request completed with every default and inferred size
 * @param spec the same as JSON, with the shapes of parameters instead of their values
 * @param initialState JSON of the parameters written out in the request; null for none
 */
public record Submission(
    @Nullable String name,
    Map<String, String> labels,
    int epochs,
    JobTerms terms,
    RunPlan plan,
    DataSet dataset,
    Map<String, @Nullable Object> tree,
    String spec,
    @Nullable String initialState) {}
