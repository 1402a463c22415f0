package io.trainyard.store;

import io.trainyard.rest.InsufficientStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of an H2 database on a disk that may be full. H2 must never hear of that in the middle
 * of a write: it writes several changes at once, one behind the other, and what follows a change
 * that failed refers to it, so that the file cannot be opened afterwards.
 *
 * <p>Therefore the file is longer on the disk than H2 knows: the zeros behind its end are room that
 * nobody else can take. When even that is used up, a write waits until there is space. And once a
 * write has failed for another reason, none follows: what is on the disk is what a sudden loss of
 * power would leave, which H2 can open.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // reading goes on while a write waits
final class SteadyChannel extends FileBaseDefault {
  private static final Logger log = LoggerFactory.getLogger(SteadyChannel.class);

  private static final long MOST_ROOM = 16L << 20;
  private static final int ZEROS = 1 << 20;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
  private static final int TRIES_A_MINUTE = 1200;

  private final String name;
  private final FileChannel file;
  private final Reserve reserve;
  private final long room;
  private final ReentrantLock changes = new ReentrantLock();
  private volatile long end;
  private long endOnDisk;
  private @Nullable IOException failure;
  private @Nullable Snapshot snapshot;
  private volatile boolean impatient;

  SteadyChannel(String name, FileChannel file, Reserve reserve) throws IOException {
    this.name = name;
    this.file = file;
    this.reserve = reserve;
    this.room = Math.min(reserve.bytes() / 2, MOST_ROOM);
    this.end = file.size();
    this.endOnDisk = end;
  }

  /** The process ends: a write that has no space fails at once instead of waiting. */
  void becomeImpatient() {
    impatient = true;
  }

  @Override
  public long size() {
    return end;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    checkOpen();
    long left = end - position;
    if (left <= 0) {
      return target.hasRemaining() ? -1 : 0;
    }
    int limit = target.limit();
    target.limit((int) Math.min(limit, target.position() + left));
    try {
      return file.read(target, position);
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    boolean interrupted = false;
    try {
      for (int tries = 0; ; tries++) {
        interrupted |= Thread.interrupted(); // it would end the pause, or close the file
        try {
          int written = writeNow(source, position);
          if (tries > 0) {
            log.info("The disk of {} has space again; what waited is written.", name);
          }
          return written;
        } catch (DiskFull e) {
          if (tries % TRIES_A_MINUTE == 0) {
            log.warn("The disk of {} is full: what is written now waits for space.", name);
          }
          LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private int writeNow(ByteBuffer source, long position) throws IOException, DiskFull {
    changes.lock();
    try {
      checkOpen();
      if (failure != null) {
        throw new IOException("a write before this one failed", failure);
      }
      int length = source.remaining();
      if (snapshot != null) {
        snapshot.keep(position, length);
      }
      makeRoom(position + length);
      try {
        int written = file.write(source, position);
        end = Math.max(end, position + written);
        endOnDisk = Math.max(endOnDisk, end);
        return written;
      } catch (IOException e) {
        if (isFull(e, length) && !impatient) {
          throw new DiskFull(e);
        }
        failure = e;
        throw e;
      }
    } finally {
      changes.unlock();
    }
  }

  private boolean isFull(IOException exception, int length) {
    // the system says it in its own language
    return InsufficientStorage.isMeantBy(exception) || reserve.free() < length;
  }

  /** Takes room behind the end before it is needed, while there is plenty. */
  private void makeRoom(long newEnd) {
    if (newEnd + room / 2 <= endOnDisk || reserve.free() < reserve.bytes() + room) {
      return;
    }
    try {
      fillWithZeros(endOnDisk, newEnd + room);
    } catch (IOException e) {
      log.debug("No room is kept behind the end of {}.", name, e);
    }
  }

  private void fillWithZeros(long from, long to) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(ZEROS, Math.max(0, to - from)));
    long position = from;
    while (position < to) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), to - position));
      position += file.write(zeros, position);
      endOnDisk = Math.max(endOnDisk, position);
    }
  }

  @Override
  protected void implTruncate(long newEnd) throws IOException {
    changes.lock();
    try {
      checkOpen();
      if (newEnd >= end) {
        return;
      }
      if (snapshot != null) {
        snapshot.keep(newEnd, end - newEnd);
      }
      long kept = Math.min(endOnDisk, newEnd + room);
      try {
        // old data behind the end could be taken for the newest when the file is next opened
        fillWithZeros(newEnd, Math.min(end, kept));
      } catch (IOException e) {
        kept = newEnd;
      }
      file.truncate(kept);
      endOnDisk = kept;
      end = newEnd;
    } finally {
      changes.unlock();
    }
  }

  /**
   * Begins a copy of the file as it is between two writes.
   *
   * @param copy where to; it must be empty
   */
  Snapshot snapshot(FileChannel copy) throws IOException {
    changes.lock();
    try {
      checkOpen();
      if (snapshot != null) {
        throw new IllegalStateException("another copy of " + name + " is being made");
      }
      snapshot = new Snapshot(file, copy, end, changes, () -> snapshot = null);
      return snapshot;
    } finally {
      changes.unlock();
    }
  }

  @Override
  public void force(boolean metaData) throws IOException {
    checkOpen();
    file.force(metaData);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.tryLock(position, size, shared);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return file.lock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    changes.lock();
    try {
      if (endOnDisk > end) {
        file.truncate(end);
      }
    } finally {
      changes.unlock();
      file.close();
    }
  }

  private void checkOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  /** The write can be tried again. */
  private static final class DiskFull extends Exception {
    DiskFull(IOException cause) {
      super(cause);
    }
  }
}
