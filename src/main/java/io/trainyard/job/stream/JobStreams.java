package io.trainyard.job.stream;

import io.trainyard.job.JobEvent;
import io.trainyard.limits.Limits;
import io.trainyard.rest.Busy;
import io.trainyard.rest.Unavailable;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * All who follow what happens to jobs through this node, and the few threads that serve them. What
 * is committed here is told at once; for what other nodes commit the database is asked now and
 * then.
 */
@Component
public class JobStreams implements SmartLifecycle {
  /** After the workers, which have put their jobs back by then, and before the web server. */
  static final int PHASE = Integer.MAX_VALUE - 1;

  private static final Logger log = LoggerFactory.getLogger(JobStreams.class);
  private static final int THREADS = 2;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration BETWEEN_LOOKS_FOR_NOBODY = Duration.ofSeconds(2);
  private static final Duration LEAST_BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(15);
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);
  private static final Duration WORTH_ANOTHER_TRY = Duration.ofSeconds(5);

  private final JobLog happenings;
  private final Telling telling;
  private final Limits limits;
  private final LongSupplier nanoTime;
  private final Set<JobStream> streams = ConcurrentHashMap.newKeySet();
  private final Semaphore news = new Semaphore(0);
  private final ExecutorService pump =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("streams-", 1).factory());
  private final Thread tail =
      Thread.ofPlatform().daemon().name("streams-news").unstarted(this::follow);
  private volatile boolean stopping;
  private volatile long beatAt;
  private long seen;

  JobStreams(JobLog happenings, Telling telling, Limits limits, LongSupplier nanoTime) {
    this.happenings = happenings;
    this.telling = telling;
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /** How many follow at present. */
  int count() {
    return streams.size();
  }

  /**
   * Answers a request by a stream that ends with the job, or when the process does.
   *
   * @param lastEventId what the reader had last; null to begin with the job, or now
   * @throws Busy when there are too many
   * @throws Unavailable when the service is stopping
   */
  public void open(
      Watch watch,
      @Nullable String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (stopping) {
      throw new Unavailable("The service is stopping and begins no more streams.");
    }
    if (streams.size() >= limits.streams()) {
      throw new Busy(
          "%d streams are open (limit 'streams' is %d)."
              .formatted(streams.size(), limits.streams()),
          WORTH_ANOTHER_TRY);
    }
    Cursor from = from(watch, lastEventId);
    if (lastEventId != null && telling.isAllTold(from, watch)) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT); // a browser asks no more then
      return;
    }
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    if (!request.getMethod().equals("HEAD")) {
      begin(watch, from, request.startAsync());
    }
  }

  private void begin(Watch watch, Cursor from, AsyncContext context) throws IOException {
    context.setTimeout(0);
    JobStream stream = new JobStream(watch, from, context, telling, pump, streams::remove);
    streams.add(stream);
    stream.open();
    if (stopping) {
      stream.close();
    }
  }

  private Cursor from(Watch watch, @Nullable String lastEventId) {
    if (lastEventId == null && watch.jobId() != null) {
      return Cursor.START;
    }
    if (lastEventId == null) {
      happenings.giveOutPositions(); // what has happened by now has happened before
    }
    long end = happenings.end();
    if (lastEventId == null) {
      return Cursor.after(end);
    }
    Cursor cursor = Cursor.of(lastEventId);
    if (cursor.position() > end + 1) {
      throw Cursor.refusal("must be the id of an event of this server", lastEventId);
    }
    return cursor;
  }

  /** Something is committed for certain. */
  @TransactionalEventListener
  void committed(JobEvent event) {
    if (!streams.isEmpty()) {
      news.release();
    }
  }

  private void follow() {
    boolean failed = false;
    while (!stopping) {
      try {
        Duration most = streams.isEmpty() ? BETWEEN_LOOKS_FOR_NOBODY : BETWEEN_LOOKS;
        if (news.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
          LockSupport.parkNanos(LEAST_BETWEEN_LOOKS.toNanos()); // what comes together is told so
        }
        news.drainPermits();
        look();
        beat();
        failed = false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (DataAccessException | TransactionException e) {
        if (!failed && !stopping) {
          log.warn("Could not learn what has happened to jobs; streams of events wait.", e);
        }
        failed = true;
      }
    }
  }

  /** Wakes whoever has something to tell. */
  private synchronized void look() {
    happenings.giveOutPositions();
    if (streams.isEmpty()) {
      return;
    }
    long end = happenings.end();
    Set<String> jobs = end > seen ? happenings.jobsAfter(seen) : Set.of();
    seen = end;
    for (JobStream stream : streams) {
      String job = stream.watch().jobId();
      if (stream.hasFailed() || (job == null ? !jobs.isEmpty() : jobs.contains(job))) {
        stream.wake();
      }
    }
  }

  private void beat() {
    long now = nanoTime.getAsLong();
    if (now - beatAt >= BETWEEN_HEARTBEATS.toNanos()) {
      beatAt = now;
      streams.forEach(JobStream::beat);
    }
  }

  @Override
  public void start() {
    beatAt = nanoTime.getAsLong();
    tail.start();
  }

  /** Ends all streams, each after what is committed by now; whoever does not listen is cut off. */
  @Override
  public void stop() {
    stopping = true;
    news.release();
    try {
      tail.join(LONGEST_FAREWELL);
      look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (DataAccessException | TransactionException e) {
      log.debug("Streams end without their last events.", e);
    }
    streams.forEach(JobStream::endWhenTold);
    long end = nanoTime.getAsLong() + LONGEST_FAREWELL.toNanos();
    while (!streams.isEmpty() && nanoTime.getAsLong() < end) {
      LockSupport.parkNanos(LEAST_BETWEEN_LOOKS.toNanos());
    }
    streams.forEach(JobStream::close);
    pump.shutdown();
  }

  @Override
  public boolean isRunning() {
    return tail.isAlive() && !stopping;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
