package io.trainyard.measure;

import io.trainyard.signature.Default;
import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;
import java.util.Arrays;

/** The mean of the recall of each class that is true in a row: {@code balanced_accuracy_score}. */
@Named("balanced_accuracy")
@Summary("The mean over the classes of the share of their rows that is found.")
public final class BalancedAccuracy extends CountMetric {

  private final boolean adjusted;

  /**
   * @param adjusted whether 0 stands for what chance would find
   */
  public BalancedAccuracy(@Default("false") boolean adjusted) {
    this.adjusted = adjusted;
  }

  @Override
  double value(ClassCounts counts) {
    double[] recalls =
        Arrays.stream(counts.seen())
            .filter(of -> counts.truth(of) > 0)
            .mapToDouble(of -> counts.right(of) / counts.truth(of))
            .toArray();
    double mean = Arrays.stream(recalls).sum() / recalls.length;
    double chance = 1.0 / recalls.length;
    return adjusted ? (mean - chance) / (1 - chance) : mean;
  }
}
