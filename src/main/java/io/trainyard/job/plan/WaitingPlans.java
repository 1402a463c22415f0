package io.trainyard.job.plan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trainyard.job.JobDeleted;
import io.trainyard.job.JobFinished;
import io.trainyard.training.RunPlan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The plans that were made for the answers to requests, until a worker of this node comes for them.
 * Together they take a twentieth of the heap at most; where one is missing, because there was no
 * room or the job came from another node, it is made again from the job.
 */
@Component
public class WaitingPlans {
  /** Nobody has come for so long: another node must have done the job. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(6);

  private final Cache<String, RunPlan> plans;

  @Autowired
  WaitingPlans() {
    this(Runtime.getRuntime().maxMemory() / 20);
  }

  WaitingPlans(long mostBytes) {
    this.plans =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .weigher((String jobId, RunPlan plan) ->
                (int) Math.min(plan.waitingBytes(), Integer.MAX_VALUE))
            .expireAfterWrite(LONGEST_WAIT)
            .build();
  }

  public void keep(String jobId, RunPlan plan) {
    plans.put(jobId, plan);
  }

  /** The plan of a job, which from now on is the caller's; null when there is none. */
  @Nullable RunPlan take(String jobId) {
    return plans.asMap().remove(jobId);
  }

  public void forget(String jobId) {
    plans.invalidate(jobId);
  }

  /** How many wait. */
  long count() {
    plans.cleanUp();
    return plans.estimatedSize();
  }

  @EventListener
  void finished(JobFinished event) {
    forget(event.jobId());
  }

  @EventListener
  void deleted(JobDeleted event) {
    forget(event.jobId());
  }
}
