package io.trainyard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.h2.store.fs.FileBaseDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyChannelTest {
  private static final int RESERVE = 20_000;
  private static final int ROOM = RESERVE / 2;

  @TempDir private Path directory;
  private Disk disk;
  private SteadyChannel channel;

  @BeforeEach
  void open() throws IOException {
    disk = new Disk(directory.resolve("file"));
    channel = new SteadyChannel("file", disk, new Reserve(RESERVE, disk::free));
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
  }

  @Test
  void holdsWhatIsWrittenAndNothingElseOnceItIsClosed() throws IOException {
    write(0, 1, 100);
    write(50, 2, 100);
    assertThat(channel.size()).isEqualTo(150);
    channel.close();
    assertThat(Files.size(directory.resolve("file"))).isEqualTo(150);
  }

  @Test
  void takesRoomBehindItsEndThatNobodyElseCanTake() throws IOException {
    write(0, 1, 100);
    assertThat(disk.size()).isEqualTo(100 + ROOM);
    assertThat(channel.size()).isEqualTo(100);
    assertThat(channel.read(ByteBuffer.allocate(10), 100)).isEqualTo(-1);
    disk.capacity = disk.size();
    write(100, 2, ROOM);
    assertThat(bytes(100, ROOM)).containsOnly(2);
  }

  @Test
  void waitsOnAFullDiskUntilThereIsSpaceWhileReadingGoesOn() throws IOException {
    write(0, 1, 100);
    disk.capacity = disk.size();
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(() -> writeUnchecked(100, 2, 2 * ROOM));
    await().atMost(Duration.ofSeconds(10)).until(() -> disk.refusals > 2);
    assertThat(bytes(0, 100)).containsOnly(1);
    assertThat(waiting).isNotDone();
    disk.capacity = Long.MAX_VALUE;
    assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
    assertThat(bytes(100, 2 * ROOM)).containsOnly(2);
  }

  @Test
  void waitsNoMoreWhenTheProcessEndsAndWritesNothingBehindTheGap() throws IOException {
    write(0, 1, 100);
    disk.capacity = disk.size();
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(() -> writeUnchecked(100, 2, 2 * ROOM));
    await().atMost(Duration.ofSeconds(10)).until(() -> disk.refusals > 2);
    channel.becomeImpatient();
    assertThat(waiting).failsWithin(Duration.ofSeconds(10));
    disk.capacity = Long.MAX_VALUE;
    assertThatThrownBy(() -> write(0, 3, 1)).hasMessageContaining("before this one failed");
  }

  @Test
  void writesNothingAfterAWriteThatFailedForAnotherReason() throws IOException {
    write(0, 1, 100);
    disk.broken = true;
    assertThatThrownBy(() -> write(100, 2, 10)).hasMessage("broken");
    disk.broken = false;
    assertThatThrownBy(() -> write(110, 3, 10)).hasMessageContaining("before this one failed");
    assertThat(bytes(0, 100)).containsOnly(1);
  }

  @Test
  void leavesZerosBehindAnEndThatMovedBack() throws IOException {
    write(0, 1, 5000);
    channel.truncate(100);
    assertThat(channel.size()).isEqualTo(100);
    assertThat(disk.size()).isEqualTo(100 + ROOM);
    byte[] behind =
        Arrays.copyOfRange(Files.readAllBytes(directory.resolve("file")), 100, 100 + ROOM);
    assertThat(behind).containsOnly(0);
  }

  @Test
  void survivesAnInterruptOfTheThreadThatWaits() throws IOException {
    write(0, 1, 100);
    disk.capacity = disk.size();
    Thread waiting = Thread.ofPlatform().start(() -> writeUnchecked(100, 2, 2 * ROOM));
    await().atMost(Duration.ofSeconds(10)).until(() -> disk.refusals > 2);
    waiting.interrupt();
    int before = disk.refusals;
    await().atMost(Duration.ofSeconds(10)).until(() -> disk.refusals > before + 2);
    disk.capacity = Long.MAX_VALUE;
    await().atMost(Duration.ofSeconds(10)).until(() -> !waiting.isAlive());
    assertThat(bytes(100, 2 * ROOM)).containsOnly(2);
  }

  @Test
  void aSnapshotIsTheFileOfOneMomentThoughItIsWrittenToMeanwhile() throws IOException {
    write(0, 1, 1_000_000);
    Path copy = directory.resolve("copy");
    try (FileChannel target =
            FileChannel.open(copy, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Snapshot snapshot = channel.snapshot(target)) {
      write(500_000, 2, 300_000);
      channel.truncate(900_000);
      write(900_000, 3, 500_000);
      snapshot.complete();
    }
    assertThat(Files.readAllBytes(copy)).hasSize(1_000_000).containsOnly(1);
    assertThat(bytes(500_000, 300_000)).containsOnly(2);
    write(0, 4, 10); // nobody copies any more
  }

  @Test
  void aSnapshotThatHasNoSpaceFailsAloneAndTheFileGoesOn() throws IOException {
    write(0, 1, 1_000_000);
    try (Disk target = new Disk(directory.resolve("copy"));
        Snapshot snapshot = channel.snapshot(target)) {
      target.capacity = 1000;
      write(500_000, 2, 10);
      assertThatThrownBy(snapshot::complete).hasMessageContaining("No space left");
    }
    assertThat(bytes(500_000, 10)).containsOnly(2);
  }

  private void write(long position, int value, int length) throws IOException {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer, position + buffer.position());
    }
  }

  private void writeUnchecked(long position, int value, int length) {
    try {
      write(position, value, length);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private byte[] bytes(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {}
    assertThat(buffer.hasRemaining()).isFalse();
    return buffer.array();
  }

  /** A file on a disk that has an end. */
  private static final class Disk extends FileBaseDefault {
    private final FileChannel file;
    private volatile long capacity = Long.MAX_VALUE;
    private volatile long size;
    private volatile int refusals;
    private volatile boolean broken;

    Disk(Path path) throws IOException {
      file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    long free() {
      return capacity - size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      if (broken) {
        throw new IOException("broken");
      }
      if (position >= capacity && source.hasRemaining()) {
        refusals++;
        throw new IOException("No space left on device");
      }
      int limit = source.limit();
      source.limit((int) Math.min(limit, source.position() + capacity - position));
      try {
        int written = file.write(source, position);
        size = Math.max(size, position + written);
        return written;
      } finally {
        source.limit(limit);
      }
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      file.truncate(size);
      this.size = size;
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
