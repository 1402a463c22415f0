package io.trainyard.tensor;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The processor's cores, shared by the runs in one Java process. A run that is alone gets help with
 * its large operations from the cores that would be idle; as soon as there are several, each goes
 * on with its own thread only. What an operation computes does not depend on it, to the bit.
 *
 * <p>The threads watch for work for a moment after the last, as waking them takes longer than many
 * an operation, and then sleep.
 */
public final class Cores implements AutoCloseable {

  private static final ScopedValue<Cores> SHARED = ScopedValue.newInstance();

  /** Some tens of microseconds: a little more than between two operations of a step. */
  private static final int WATCHING = 4000;

  private final Assistant[] assistants;
  private final Chains chains;
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicBoolean taken = new AtomicBoolean();

  /** Upper half: which work; lower half: how many of its parts nobody has begun. */
  private final AtomicLong open = new AtomicLong();

  private final AtomicInteger unfinished = new AtomicInteger();
  private IntConsumer work = part -> {};
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread waiting;
  private volatile boolean closed;

  /**
   * Starts the threads.
   *
   * @param count how many cores to use, from 1 on; the first is the one that a run's own thread is
   *     on
   */
  public Cores(int count) {
    this(count, new Chains());
  }

  Cores(int count, Chains chains) {
    this.chains = chains;
    if (count < 1) {
      throw new IllegalArgumentException("at least one core is needed, got " + count);
    }
    assistants = new Assistant[count - 1];
    for (int i = 0; i < assistants.length; i++) {
      assistants[i] = new Assistant("trainyard-core-" + (i + 2));
      assistants[i].start();
    }
  }

  /** Does a run's work on this thread, with the help of the others while it is the only one. */
  public <T> T share(Supplier<T> run) {
    runs.incrementAndGet();
    try {
      return ScopedValue.where(SHARED, this).call(run::get);
    } finally {
      runs.decrementAndGet();
    }
  }

  /** Ends the threads once they are through with what they do. */
  @Override
  public void close() {
    closed = true;
    for (Assistant assistant : assistants) {
      LockSupport.unpark(assistant);
    }
  }

  /** Whether work of the current scope would be done by several threads. */
  static boolean areIdle() {
    return SHARED.isBound() && SHARED.get().canHelp();
  }

  /** The chains that all runs of the current scope's cores share. */
  static Chains chains() {
    return SHARED.isBound() ? SHARED.get().chains : new Chains();
  }

  private boolean canHelp() {
    return assistants.length > 0 && runs.get() == 1 && !closed;
  }

  /**
   * Does the parts of some work, each once, in any order and perhaps at the same time; returns when
   * all are done.
   */
  static void each(int parts, IntConsumer work) {
    if (parts == 1 || !areIdle() || !SHARED.get().shareOut(parts, work)) {
      for (int part = 0; part < parts; part++) {
        work.accept(part);
      }
    }
  }

  private boolean shareOut(int parts, IntConsumer shared) {
    if (!taken.compareAndSet(false, true)) {
      return false;
    }
    try {
      work = shared;
      failure = null;
      unfinished.set(parts);
      long number = (open.get() >>> 32) + 1;
      open.set(number << 32 | parts);
      for (Assistant assistant : assistants) {
        if (assistant.asleep) {
          LockSupport.unpark(assistant);
        }
      }
      help();
      meet();
      rethrow(failure);
      return true;
    } finally {
      taken.set(false);
    }
  }

  /**
   * Waits for the others, awake for a moment only: one whose core was taken away may be long in
   * coming, and who wakes meanwhile takes another core away.
   */
  private void meet() {
    for (int watched = 0; unfinished.get() > 0; watched++) {
      if (watched < WATCHING) {
        Thread.onSpinWait();
      } else {
        waiting = Thread.currentThread();
        if (unfinished.get() > 0) {
          LockSupport.park(this);
        }
        waiting = null;
      }
    }
  }

  private void finished() {
    Thread waits = unfinished.decrementAndGet() == 0 ? waiting : null;
    if (waits != null) {
      LockSupport.unpark(waits);
    }
  }

  private static void rethrow(@Nullable Throwable failure) {
    switch (failure) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new IllegalStateException(failure);
    }
  }

  private boolean isOpen() {
    return (int) open.get() > 0;
  }

  /** Takes parts until none is left. Only who took one may look at the work: it stays till then. */
  private void help() {
    for (long seen = open.get(); (int) seen > 0; seen = open.get()) {
      if (open.compareAndSet(seen, seen - 1)) {
        try {
          if (failure == null) { // else the rest would be for nothing
            work.accept((int) seen - 1);
          }
        } catch (Throwable e) {
          failure = e;
        } finally {
          finished();
        }
      }
    }
  }

  private final class Assistant extends Thread {

    private volatile boolean asleep;

    Assistant(String name) {
      super(name);
      setDaemon(true);
    }

    @Override
    public void run() {
      int idle = 0;
      while (!closed) {
        if (isOpen()) {
          help();
          idle = 0;
        } else if (idle++ < WATCHING) {
          Thread.onSpinWait();
        } else {
          asleep = true;
          if (!isOpen() && !closed) {
            LockSupport.park(this);
          }
          asleep = false;
          idle = 0;
        }
      }
    }
  }
}
