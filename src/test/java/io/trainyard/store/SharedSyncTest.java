package io.trainyard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.trainyard.rest.Unavailable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedSyncTest {
  private final SlowDisk disk = new SlowDisk();
  private final SharedSync sync = new SharedSync(disk);
  private final AtomicInteger committed = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final List<Thread> writers = new ArrayList<>();

  @AfterEach
  void close() {
    disk.turns.release(1000);
    sync.close();
  }

  @Test
  void whoComesDuringASyncWaitsForTheNext() {
    write();
    await().until(() -> disk.begun.get() == 1);
    write();
    disk.turns.release();
    await().until(() -> disk.begun.get() == 2);
    assertThat(acknowledged).hasValue(1);
    disk.turns.release();
    await().until(() -> acknowledged.get() == 2);
    assertThat(disk.begun).hasValue(2);
  }

  @Test
  void allThatWaitShareOneSync() {
    write();
    await().until(() -> disk.begun.get() == 1);
    for (int i = 0; i < 50; i++) {
      write();
    }
    await().until(() -> writers.stream().allMatch(SharedSyncTest::waits));
    disk.turns.release(2);
    await().until(() -> acknowledged.get() == 51);
    assertThat(disk.begun).hasValue(2);
  }

  @Test
  void nobodyWaitsForWhatIsOnlyRequested() {
    sync.request();
    await().until(() -> disk.begun.get() == 1);
  }

  @Test
  void anInterruptDoesNotEndTheWait() {
    Thread writer = write();
    await().until(() -> disk.begun.get() == 1);
    writer.interrupt();
    write();
    disk.turns.release(2);
    await().until(() -> acknowledged.get() == 2);
  }

  @Test
  void saysSoWhenTheDiskFailsAndTriesAgainForTheNext() {
    disk.failure = new UncheckedIOException(new java.io.IOException("no such device"));
    disk.turns.release(2);
    assertThatThrownBy(sync::await)
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("has not confirmed it")
        .hasCause(disk.failure);
    disk.failure = null;
    sync.await();
  }

  private Thread write() {
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              int mine = committed.incrementAndGet();
              sync.await();
              assertThat(disk.forced.get()).isGreaterThanOrEqualTo(mine);
              acknowledged.incrementAndGet();
            });
    writers.add(writer);
    return writer;
  }

  private static boolean waits(Thread writer) {
    return writer.getState() == Thread.State.TIMED_WAITING
        || writer.getState() == Thread.State.WAITING;
  }

  /** Takes as long as the test wants. */
  private final class SlowDisk implements SharedSync.Disk {
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger forced = new AtomicInteger();
    private final Semaphore turns = new Semaphore(0);
    private volatile RuntimeException failure;

    @Override
    public void force() {
      int before = committed.get();
      begun.incrementAndGet();
      turns.acquireUninterruptibly();
      if (failure != null) {
        throw failure;
      }
      forced.set(before);
    }
  }
}
