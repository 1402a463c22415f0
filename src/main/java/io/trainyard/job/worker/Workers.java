package io.trainyard.job.worker;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import io.trainyard.job.AttemptState;
import io.trainyard.job.JobChanges;
import io.trainyard.job.JobResumed;
import io.trainyard.job.JobSubmitted;
import io.trainyard.job.Jobs;
import io.trainyard.store.Reserve;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.modulith.NamedInterface;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The threads of this node that train. They start after the web server and stop before it: their
 * jobs are back in the queue, and waiting requests answered, while connections still stand.
 */
@Component
@NamedInterface("workers")
public class Workers implements SmartLifecycle {
  /** Of all, the last to start and the first to stop. */
  static final int PHASE = Integer.MAX_VALUE;

  private static final Logger log = LoggerFactory.getLogger(Workers.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final Scheduler scheduler;
  private final Attempts attempts;
  private final JobChanges changes;
  private final Jobs jobs;
  private final LostWorkers lost;
  private final Deadlines deadlines;
  private final Reserve reserve;
  private final int count;
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicBoolean unseen = new AtomicBoolean();
  private volatile boolean running;

  Workers(
      Scheduler scheduler,
      Attempts attempts,
      JobChanges changes,
      Jobs jobs,
      LostWorkers lost,
      Deadlines deadlines,
      Reserve reserve,
      JobSettings settings) {
    this.scheduler = scheduler;
    this.attempts = attempts;
    this.changes = changes;
    this.jobs = jobs;
    this.lost = lost;
    this.deadlines = deadlines;
    this.reserve = reserve;
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
  @TransactionalEventListener({JobSubmitted.class, JobResumed.class})
  void queued() {
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

  /** Now and then learns what has become of the jobs that are worked on, here and elsewhere. */
  private void look() {
    do {
      beginAttemptsWhereThereIsRoom();
      try {
        compare(attempts.running(), jobs.findAttempts());
        deadlines.failPassed();
      } catch (DataAccessException | TransactionException e) {
        log.warn("Could not learn what has become of the jobs that are worked on.", e);
      }
    } while (!attempts.stopsWithin(BETWEEN_LOOKS));
  }

  private void beginAttemptsWhereThereIsRoom() {
    if (!reserve.isLow()) {
      scheduler.resume();
    } else if (!scheduler.getSchedulerState().isPaused()) {
      log.warn("The disk of the store is nearly full: no more attempts begin until there is room.");
      scheduler.pause();
    }
  }

  /**
   * Stops what is no longer wanted here, and sees to what nobody works on.
   *
   * @param here the attempts of this process, as they were before the database was asked
   */
  private void compare(List<Attempt> here, List<AttemptState> states) {
    here.forEach(attempt -> attempt.obey(states));
    for (AttemptState state : states) {
      if (!attempts.isRunning(state.jobId(), state.attempt())) {
        lost.seeTo(state);
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
      unseen.set(false);
      scheduler.triggerCheckForDueExecutions(); // what was chosen before may not be the first now
    }
  }
}
