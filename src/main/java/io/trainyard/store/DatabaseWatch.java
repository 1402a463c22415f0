package io.trainyard.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks all the time whether the database answers, so that nobody else has to find out by waiting.
 * One that does not answer twice is away.
 */
final class DatabaseWatch implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Probe probe;
  private final DatabaseState state;
  private final AnsweringDataSource connections;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("database-watch").unstarted(this::watch);

  DatabaseWatch(Probe probe, DatabaseState state, AnsweringDataSource connections) {
    this.probe = probe;
    this.state = state;
    this.connections = connections;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() {
    stopping.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread.isAlive();
  }

  /** Of all, the first to start and the last to stop. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  private void watch() {
    try (probe) {
      do {
        look();
      } while (!stopping.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    String trouble = probe.trouble() == null ? null : probe.trouble();
    boolean news = state.see(sentence(trouble));
    if (trouble != null) {
      connections.abandonAll();
    }
    if (news && trouble != null) {
      log.error("The database does not answer: {}", trouble);
    } else if (news) {
      log.info("The database answers again.");
    }
  }

  private static @Nullable String sentence(@Nullable String trouble) {
    return trouble == null ? null : "The database does not answer: " + trouble;
  }
}
