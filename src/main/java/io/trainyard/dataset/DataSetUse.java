package io.trainyard.dataset;

import java.util.List;

/** Knows who still needs a data set; whoever uses data sets over time implements it as a bean. */
public interface DataSetUse {

  /**
   * Some of those that need it, as ids; empty if nobody does. Asked inside the transaction that
   * deletes, after {@link DataSets#hold} would wait.
   */
  List<String> unfinishedUsersOf(String dataSetId);
}
