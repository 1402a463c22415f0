package io.trainyard.training;

import io.trainyard.measure.ClassAnalysis;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well a model does on a table.
 *
 * @param rows how many rows were tried
 * @param loss the loss the model was trained with
 * @param metrics by name, those of the run and all others that fit the target, with their defaults
 * @param analysis a closer look at the classes; null when there are none
 */
public record Evaluation(
    long rows, double loss, Map<String, Double> metrics, @Nullable ClassAnalysis analysis) {}
