package io.trainyard.store;

import io.trainyard.rest.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Durability at the cost of one sync for all who wait at the same time: each goes with the first
 * sync that begins after its commit.
 */
final class SharedSync implements Durability, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SharedSync.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** What the bytes have to reach. */
  interface Disk {
    /** Forces all that was committed before this began. */
    void force();
  }

  private final Disk disk;

  /** Of its own, for an interrupt of whoever waits must not reach the file. */
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("store-sync").factory());

  /** The sync that has not begun yet, so that whoever comes now can still go with it. */
  private @Nullable CompletableFuture<Void> next;

  SharedSync(Disk disk) {
    this.disk = disk;
  }

  /** {@inheritDoc} An interrupt does not end the wait: what is waited for has happened already. */
  @Override
  public void await() {
    try {
      join().copy().orTimeout(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      log.error("What was committed is not known to be on the disk.", e.getCause());
      Unavailable unavailable =
          new Unavailable(
              "It was stored, but the disk has not confirmed it; look whether it is there before you"
                  + " send it again.");
      unavailable.initCause(e.getCause());
      throw unavailable;
    }
  }

  @Override
  public void request() {
    var _ = join();
  }

  private synchronized CompletableFuture<Void> join() {
    if (next == null) {
      CompletableFuture<Void> sync = new CompletableFuture<>();
      thread.execute(() -> run(sync));
      next = sync;
    }
    return next;
  }

  private void run(CompletableFuture<Void> sync) {
    synchronized (this) {
      next = null;
    }
    try {
      disk.force();
      sync.complete(null);
    } catch (RuntimeException | Error e) {
      sync.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
