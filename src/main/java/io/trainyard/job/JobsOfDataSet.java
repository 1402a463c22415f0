package io.trainyard.job;

import io.trainyard.dataset.DataSetUse;
import java.util.Arrays;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** Keeps data sets from being deleted under the jobs that still need them. */
@Component
class JobsOfDataSet implements DataSetUse {
  private static final Limit ENOUGH_TO_NAME = Limit.of(10);

  private final Jobs jobs;

  JobsOfDataSet(Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public List<String> unfinishedUsersOf(String dataSetId) {
    List<JobStatus> unfinished =
        Arrays.stream(JobStatus.values()).filter(status -> !status.isFinished()).toList();
    return jobs.findByDataSet(dataSetId, unfinished, ENOUGH_TO_NAME);
  }
}
