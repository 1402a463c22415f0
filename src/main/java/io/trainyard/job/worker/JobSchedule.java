package io.trainyard.job.worker;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.trainyard.job.TrainingJob;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** The places of jobs in db-scheduler's schedule; changed within the caller's transaction. */
@Component
public class JobSchedule {
  static final String TASK = "training-job";

  private final SchedulerClient scheduler;
  private final Places places;
  private final Clock clock;

  JobSchedule(SchedulerClient scheduler, Places places, Clock clock) {
    this.scheduler = scheduler;
    this.places = places;
    this.clock = clock;
  }

  /** Puts a job at the end of those of its priority. */
  public void enqueue(TrainingJob job) {
    TaskInstance<?> place =
        new TaskInstance.Builder<Void>(TASK, job.id()).priority(job.terms().priority()).build();
    // as a batch, for a single one is first looked for: ids are never used twice
    scheduler.scheduleBatch(List.of(place), clock.instant());
  }

  /** Whether a worker has, or has just had, a job: its place is not free yet. */
  public boolean isTaken(String jobId) {
    return places.isTaken(jobId);
  }

  /** Takes a job out, unless a worker has it already, which then finds nothing to do. */
  public void withdraw(String jobId) {
    places.withdraw(jobId);
  }
}
