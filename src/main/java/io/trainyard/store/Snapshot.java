package io.trainyard.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.BitSet;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a file as it was at one moment, made while it goes on being written: what is about to
 * be overwritten is copied just before.
 */
final class Snapshot implements AutoCloseable {
  private static final int PART = 1 << 18;

  private final FileChannel source;
  private final FileChannel copy;
  private final long size;
  private final Lock changes;
  private final Runnable atEnd;
  private final BitSet copied = new BitSet();
  private final ByteBuffer buffer = ByteBuffer.allocate(PART);
  private @Nullable IOException failure;

  /**
   * Begins.
   *
   * @param changes held by whoever changes the source
   * @param atEnd what to do, with {@code changes}, when no more changes need to be told
   */
  Snapshot(FileChannel source, FileChannel copy, long size, Lock changes, Runnable atEnd) {
    this.source = source;
    this.copy = copy;
    this.size = size;
    this.changes = changes;
    this.atEnd = atEnd;
  }

  /** Part of the source is about to change; the caller holds {@code changes}. */
  void keep(long position, long length) {
    long last = Math.min(position + length, size) - 1;
    for (long part = position / PART; part * PART <= last; part++) {
      copy((int) part);
    }
  }

  /** Copies all that is not copied yet, and does not keep others from writing meanwhile. */
  void complete() throws IOException {
    for (int part = 0; (long) part * PART < size; part++) {
      changes.lock();
      try {
        copy(part);
        if (failure != null) {
          throw failure;
        }
      } finally {
        changes.unlock();
      }
    }
  }

  private void copy(int part) {
    if (failure != null || copied.get(part)) {
      return;
    }
    try {
      long start = (long) part * PART;
      long end = Math.min(start + PART, size);
      buffer.clear().limit((int) (end - start));
      while (buffer.hasRemaining()) {
        if (source.read(buffer, start + buffer.position()) < 0) {
          throw new IOException("the file is shorter than it was");
        }
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        copy.write(buffer, start + buffer.position());
      }
      copied.set(part);
    } catch (IOException e) {
      failure = e; // of the copy alone: the file itself goes on
    }
  }

  @Override
  public void close() {
    changes.lock();
    try {
      atEnd.run();
    } finally {
      changes.unlock();
    }
  }
}
