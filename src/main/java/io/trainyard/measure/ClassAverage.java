package io.trainyard.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How what is said of each class becomes one number; over the classes that were seen. */
public enum ClassAverage {
  /** That of the second of two classes. */
  BINARY,
  /** Found from the counts of all classes together. */
  MICRO,
  /** The mean over the classes. */
  MACRO,
  /** The mean over the classes, by their rows. */
  WEIGHTED;

  /** Why such an average says nothing about so many classes; null when it does. */
  @Nullable String misfit(String word, Task task) {
    return this == BINARY && task instanceof Task.OfClasses classes && classes.count() != 2
        ? "'%s' with average 'binary' is a measure for two classes, and the target has %d; choose 'macro', 'weighted' or 'micro' as average"
            .formatted(word, classes.count())
        : null;
  }

  double of(ClassCounts counts, ShareMetric share) {
    if (this == MICRO) {
      return share.of(counts.right(), counts.predicted(), counts.rows());
    }
    int[] classes = this == BINARY ? new int[] {1} : counts.seen();
    List<Double> values = new ArrayList<>();
    for (int of : classes) {
      values.add(share.of(counts.right(of), counts.predicted(of), counts.truth(of)));
    }
    return Metric.mean(
        values,
        Arrays.stream(classes).mapToObj(of -> this == WEIGHTED ? counts.truth(of) : 1.0).toList());
  }
}
