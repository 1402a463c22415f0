package io.trainyard.computing;

import io.trainyard.rest.Abandoned;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.Unavailable;
import io.trainyard.tensor.Interruption;
import io.trainyard.tensor.OutOfTimeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that is computed for a request, from its waiting for a place to its end. */
final class Computation<T> implements Runnable, Interruption {
  private static final Logger log = LoggerFactory.getLogger(Computation.class);
  private static final long MILLIS_BETWEEN_LOOKS = 50;

  private enum State {
    WAITING,
    RUNNING,
    GIVEN_UP
  }

  private final Function<Memory, T> work;
  private final long seconds;
  private final Semaphore memory;
  private final LongToIntFunction wanted;
  private final ProcessorTime processorTime;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private int shares;
  private long began;

  /**
   * @param seconds of processor time that it may take
   * @param shares of the memory that it takes at first
   * @param wanted how many shares so many bytes are
   */
  Computation(
      Function<Memory, T> work,
      long seconds,
      int shares,
      Semaphore memory,
      LongToIntFunction wanted,
      ProcessorTime processorTime) {
    this.work = work;
    this.seconds = seconds;
    this.shares = shares;
    this.memory = memory;
    this.wanted = wanted;
    this.processorTime = processorTime;
  }

  @Override
  public void run() {
    if (!begin()) {
      return;
    }
    try {
      T made = Interruption.during(this, () -> work.apply(this::grow));
      memory.release(shares);
      result.complete(made);
    } catch (Throwable e) {
      memory.release(shares);
      result.completeExceptionally(e);
    }
  }

  /** Takes the memory, as soon as it is there, unless nobody waits any more. */
  private boolean begin() {
    try {
      while (!memory.tryAcquire(shares, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
        if (state.get() != State.WAITING) {
          return false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result.completeExceptionally(Computing.stopping());
      return false;
    }
    began = processorTime.nanos();
    if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
      memory.release(shares);
      return false;
    }
    return true;
  }

  /** Waits for nobody: who holds memory while waiting for more could wait for ever. */
  private void grow(long bytes) {
    int more = wanted.applyAsInt(bytes) - shares;
    if (more > 0) {
      if (!memory.tryAcquire(more)) {
        throw Computing.crowded();
      }
      shares += more;
    }
  }

  @Override
  public void check() {
    if (state.get() == State.GIVEN_UP) {
      throw new Abandoned();
    }
    if (Thread.currentThread().isInterrupted()) {
      throw Computing.stopping();
    }
    if (processorTime.nanos() - began > TimeUnit.SECONDS.toNanos(seconds)) {
      throw new OutOfTimeException(
          "this takes longer than the %d seconds of processor time that it may".formatted(seconds));
    }
  }

  /**
   * Waits for the result.
   *
   * @param isGone whether the client has left
   * @param isImpatient whether it should have begun by now
   * @return null when it has not begun in time, and never will
   */
  @Nullable T await(BooleanSupplier isGone, BooleanSupplier isImpatient) {
    while (true) {
      try {
        return result.get(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (isGone.getAsBoolean()) {
          state.set(State.GIVEN_UP);
          throw new Abandoned();
        }
        if (isImpatient.getAsBoolean() && state.compareAndSet(State.WAITING, State.GIVEN_UP)) {
          return null;
        }
      } catch (InterruptedException e) {
        state.set(State.GIVEN_UP);
        Thread.currentThread().interrupt();
        throw Computing.stopping();
      } catch (ExecutionException e) {
        throw thrown(e.getCause());
      }
    }
  }

  private static RuntimeException thrown(@Nullable Throwable cause) {
    return switch (cause) {
      case OutOfTimeException e ->
          InvalidRequest.at("", "limit_exceeded", String.valueOf(e.getMessage()));
      case OutOfMemoryError e -> {
        log.warn("The memory did not suffice for what a request computes.", e);
        yield new Unavailable(
            "The memory of the server did not suffice to compute this; nothing else was lost.");
      }
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException(cause);
    };
  }
}
