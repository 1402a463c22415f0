package io.trainyard.job;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The threads of this node that train. They start after the web server and stop before it: their
 * jobs are back in the queue, and waiting requests answered, while connections still stand.
 */
@Component
public class Workers implements SmartLifecycle {
  /** Of all, the last to start and the first to stop. */
  static final int PHASE = Integer.MAX_VALUE;

  private static final Logger log = LoggerFactory.getLogger(Workers.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Scheduler scheduler;
  private final Attempts attempts;
  private final JobChanges changes;
  private final Jobs jobs;
  private final int count;
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicBoolean unseen = new AtomicBoolean();
  private volatile boolean running;

  Workers(
      Scheduler scheduler, Attempts attempts, JobChanges changes, Jobs jobs, JobSettings settings) {
    this.scheduler = scheduler;
    this.attempts = attempts;
    this.changes = changes;
    this.jobs = jobs;
    this.count = settings.workers();
    scheduler.registerSchedulerListener(new Shifts());
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** How many of them have a job. */
  public int busy() {
    return busy.get();
  }

  @Override
  public void start() {
    scheduler.start();
    running = true;
    Thread.ofVirtual().name("attempts").start(this::look);
  }

  @Override
  public void stop() {
    running = false;
    attempts.stopAll();
    changes.close();
    scheduler.stop();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** A job is in the queue for certain: a worker that has nothing to do need not wait to hear. */
  @TransactionalEventListener
  void submitted(JobSubmitted event) {
    unseen.set(true);
    if (busy.get() < count) {
      showUnseen();
    }
  }

  private void showUnseen() {
    if (unseen.getAndSet(false)) {
      scheduler.triggerCheckForDueExecutions();
    }
  }

  /** Now and then learns what others have done to the jobs that run here. */
  private void look() {
    while (!attempts.stopsWithin(BETWEEN_LOOKS)) {
      try {
        compare(attempts.running());
      } catch (DataAccessException | TransactionException e) {
        log.warn("Could not learn whether running jobs were cancelled elsewhere.", e);
      }
    }
  }

  private void compare(List<Attempt> here) {
    if (here.isEmpty()) {
      return;
    }
    var states =
        jobs.findAttemptStates(here.stream().map(Attempt::jobId).toList()).stream()
            .collect(Collectors.toMap(AttemptState::jobId, state -> state));
    for (Attempt attempt : here) {
      AttemptState state = states.get(attempt.jobId());
      if (state == null || !state.wants(attempt)) {
        attempt.stop();
      }
    }
  }

  /** Counts who is at work, and shows the queue to whoever becomes free. */
  private final class Shifts extends AbstractSchedulerListener {
    @Override
    public void onExecutionStart(CurrentlyExecuting execution) {
      busy.incrementAndGet();
    }

    @Override
    public void onExecutionComplete(ExecutionComplete execution) {
      busy.decrementAndGet();
      showUnseen();
    }
  }
}
