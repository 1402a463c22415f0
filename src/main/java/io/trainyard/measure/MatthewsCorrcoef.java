package io.trainyard.measure;

import io.trainyard.signature.Named;
import io.trainyard.signature.Summary;

/**
 * The correlation of true and predicted classes, 0 where one of both never changes.
 *
 * @see <a href="https://doi.org/10.1016/j.compbiolchem.2004.09.006">Gorodkin 2004</a>
 */
@Named("matthews_corrcoef")
@Summary("The correlation of true and predicted classes: 1 is perfect, 0 is chance.")
public final class MatthewsCorrcoef extends CountMetric {

  /** Has no arguments. */
  public MatthewsCorrcoef() {}

  @Override
  double value(ClassCounts counts) {
    double all = counts.rows();
    double both = 0;
    double truths = 0;
    double guesses = 0;
    for (int of : counts.seen()) {
      both += counts.truth(of) * counts.predicted(of);
      truths += counts.truth(of) * counts.truth(of);
      guesses += counts.predicted(of) * counts.predicted(of);
    }
    double spread = Math.sqrt((all * all - truths) * (all * all - guesses));
    return spread == 0 ? 0 : (counts.right() * all - both) / spread;
  }
}
