package io.trainyard.training;

import java.util.Map;

/**
 * How well a model does on a table.
 *
 * @param rows how many rows were tried
 * @param loss the loss the model was trained with
 * @param metrics accuracy for a classifier, r2 and mae for a regression
 */
public record Evaluation(long rows, double loss, Map<String, Double> metrics) {}
