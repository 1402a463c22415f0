package io.trainyard.preparation;

import java.util.List;

/**
 * What a preprocessor learned from the training rows, and how it is done to any rows. Records whose
 * components a request could write, so that they are kept as they are shown.
 */
public interface Fitted {

  /**
   * The columns that come of others, as scikit-learn's {@code transform}.
   *
   * @param columns those that it learned from, with other rows
   * @throws PreparationException for values that it has to refuse
   */
  List<Column> transform(List<Column> columns);

  /**
   * The same for the very rows that it learned from, as {@code fit_transform}: what looks at the
   * target must not show a row its own.
   */
  default List<Column> transformTraining(List<Column> columns, Supervision target) {
    return transform(columns);
  }
}
