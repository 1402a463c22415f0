package io.trainyard.limits;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A share of the memory, handed out by estimates. Who waits is served in turn: what needs little
 * does not overtake what needs much, which would else never find room.
 */
public final class MemoryBudget {
  private final long bytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Share> waiting = new ArrayDeque<>();
  private long free;

  /** Hands out so many bytes. */
  public MemoryBudget(long bytes) {
    this.bytes = bytes;
    this.free = bytes;
  }

  /** A part of the budget, until it is closed. */
  public final class Share implements AutoCloseable {
    private final long size;
    private boolean isTaken;

    private Share(long size) {
      this.size = size;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (isTaken) {
          isTaken = false;
          free += size;
          changed.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }

    private boolean takeIfNext() {
      if (waiting.peekFirst() != this || size > free) {
        return false;
      }
      waiting.removeFirst();
      free -= size;
      isTaken = true;
      changed.signalAll();
      return true;
    }
  }

  /** Takes a part if there is room and nobody waits for it; null otherwise. */
  public @Nullable Share tryTake(long size) {
    lock.lock();
    try {
      var share = new Share(Math.min(size, bytes));
      waiting.addLast(share);
      if (share.takeIfNext()) {
        return share;
      }
      waiting.remove(share);
      return null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a part. What is larger than the whole budget gets all of it.
   *
   * @param isWanted asked now and then while waiting, whether to go on with it
   * @param betweenQuestions how often
   * @return null when it is not wanted any more
   */
  public @Nullable Share take(long size, BooleanSupplier isWanted, Duration betweenQuestions) {
    var share = new Share(Math.min(size, bytes));
    lock.lock();
    try {
      waiting.addLast(share);
    } finally {
      lock.unlock();
    }
    try {
      while (!takenWithin(share, betweenQuestions)) {
        if (!isWanted.getAsBoolean()) {
          return null;
        }
      }
      return share;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      leave(share);
    }
  }

  private boolean takenWithin(Share share, Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      while (!share.takeIfNext()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Who gives up lets the next one have a look. */
  private void leave(Share share) {
    lock.lock();
    try {
      if (waiting.remove(share)) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What nobody has. */
  public long free() {
    lock.lock();
    try {
      return free;
    } finally {
      lock.unlock();
    }
  }
}
