package io.trainyard.job;

import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How many jobs there are, on all nodes together. */
@Component
public class JobCensus {
  private final Jobs jobs;

  JobCensus(Jobs jobs) {
    this.jobs = jobs;
  }

  /** The jobs in each state; every state is there, though it be with 0. */
  public Map<JobStatus, Long> take() {
    Map<JobStatus, Long> census = new EnumMap<>(JobStatus.class);
    for (JobStatus status : JobStatus.values()) {
      census.put(status, 0L);
    }
    jobs.countByStatus().forEach(count -> census.put(count.status(), count.jobs()));
    return census;
  }
}
