package io.trainyard.computing;

import io.trainyard.limits.Limits;
import io.trainyard.rest.Abandoned;
import io.trainyard.rest.Busy;
import io.trainyard.rest.Caller;
import io.trainyard.rest.Unavailable;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Lets requests compute: a few at a time, on platform threads, so that the threads of HTTP only
 * wait and every other request is answered meanwhile. Each has a limit of processor time, and a
 * part of the memory that is set aside for all of them; it ends when its client leaves.
 */
@Component
public class Computing implements DisposableBean {
  private static final Duration WORTH_ANOTHER_TRY = Duration.ofSeconds(1);
  private static final int BYTES_OF_A_SHARE = 1 << 20;

  private final ThreadPoolExecutor threads;
  private final Semaphore memory;
  private final int shares;
  private final Duration patience;
  private final ProcessorTime processorTime;
  private final LongSupplier nanoTime;

  Computing(
      ComputingSettings settings,
      Limits limits,
      ProcessorTime processorTime,
      LongSupplier nanoTime) {
    this.threads =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.queue()),
            Thread.ofPlatform().name("computing-", 1).daemon().factory());
    this.shares = shares(limits.request_memory_bytes());
    this.memory = new Semaphore(shares, true);
    this.patience = settings.patience();
    this.processorTime = processorTime;
    this.nanoTime = nanoTime;
  }

  private static int shares(long bytes) {
    return Math.clamp(bytes / BYTES_OF_A_SHARE, 1, Integer.MAX_VALUE);
  }

  /** What is beyond all shares is as much as all. */
  private int wanted(long bytes) {
    return Math.min(shares, shares(bytes + BYTES_OF_A_SHARE - 1));
  }

  /**
   * Computes something for the current request, whose thread waits for it.
   *
   * @throws Busy when there is no place, or none in time
   * @throws io.trainyard.rest.InvalidRequest when it takes longer than it may and no text could say
   *     so at its place
   * @throws Unavailable when the memory does not suffice, or the service stops
   * @throws Abandoned when its client has left
   */
  public <T> T run(Need need, Supplier<T> work) {
    return run(need, memory -> work.get());
  }

  /** As {@link #run(Need, Supplier)}, of work that may need more memory while it is done. */
  public <T> T run(Need need, Function<Memory, T> work) {
    int wanted = wanted(need.bytes());
    Computation<T> computation =
        new Computation<>(work, need.seconds(), wanted, memory, this::wanted, processorTime);
    try {
      threads.execute(computation);
    } catch (RejectedExecutionException e) {
      throw threads.isShutdown() ? stopping() : busy();
    }
    long came = nanoTime.getAsLong();
    Caller caller = Caller.ofCurrentRequest();
    T result =
        computation.await(caller::isGone, () -> nanoTime.getAsLong() - came > patience.toNanos());
    if (result == null) {
      threads.remove(computation);
      throw busy();
    }
    return result;
  }

  static Unavailable stopping() {
    return new Unavailable("The service is stopping and computes nothing more.");
  }

  static Busy crowded() {
    return new Busy(
        "Others have the memory that this needs; it is free again when they are done.",
        WORTH_ANOTHER_TRY);
  }

  private static Busy busy() {
    return new Busy(
        "As many requests as this server computes for at a time are being computed for.",
        WORTH_ANOTHER_TRY);
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
