package io.trainyard.store;

import io.trainyard.rest.InsufficientStorage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Free space that is left alone. Whoever wants to store something asks here first, so that a
 * database never meets the end of its disk in the middle of a write.
 */
public final class Reserve {
  private static final long MOST_BY_DEFAULT = 256L << 20;
  private static final int PART_OF_DISK = 10;
  private static final long MEGABYTE = 1L << 20;

  private final long bytes;
  private final LongSupplier free;

  /**
   * Some of the space that a supplier knows.
   *
   * @param bytes how many are left alone
   * @param free how many there are
   */
  Reserve(long bytes, LongSupplier free) {
    this.bytes = bytes;
    this.free = free;
  }

  /** For a database that looks after its own disk. */
  public static Reserve none() {
    return new Reserve(0, () -> Long.MAX_VALUE);
  }

  /**
   * On the disk of a directory, which need not be there yet.
   *
   * @param bytes null for a tenth of the disk, at most 256 MB
   */
  static Reserve on(Path directory, @Nullable Long bytes) {
    long reserved =
        bytes != null
            ? bytes
            : Math.min(
                MOST_BY_DEFAULT, existing(directory).toFile().getTotalSpace() / PART_OF_DISK);
    return new Reserve(reserved, () -> existing(directory).toFile().getUsableSpace());
  }

  private static Path existing(Path directory) {
    for (Path path = directory.toAbsolutePath(); path != null; path = path.getParent()) {
      if (path.toFile().exists()) {
        return path;
      }
    }
    return directory;
  }

  long bytes() {
    return bytes;
  }

  /** How many bytes are free now. */
  long free() {
    return free.getAsLong();
  }

  /** Whether nothing more may be stored now. */
  public boolean isLow() {
    return free() < bytes;
  }

  /**
   * Refuses while nothing more may be stored.
   *
   * @throws InsufficientStorage with the numbers, for the answer to a request
   */
  public void check() {
    checkFor(0);
  }

  /** Refuses unless so many bytes can be stored, too. */
  void checkFor(long more) {
    long free = free();
    if (free - more < bytes) {
      throw new InsufficientStorage(sentence(free, more));
    }
  }

  /** What there is and what is kept, in a sentence. */
  String sentence() {
    return sentence(free(), 0);
  }

  private String sentence(long free, long more) {
    return more == 0
        ? ("The disk of the store has %s free and keeps a reserve of %s, so nothing more is stored"
                + " now. Reading goes on, and storing goes on by itself as soon as there is room.")
            .formatted(megabytes(free), megabytes(bytes))
        : "The disk of the store has %s free and keeps a reserve of %s; this would need %s more."
            .formatted(megabytes(free), megabytes(bytes), megabytes(more));
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", (double) bytes / MEGABYTE);
  }

  /**
   * Waits while nothing more may be stored.
   *
   * @param pause waits a little; true when waiting is to end
   * @return whether there is room
   */
  public boolean await(BooleanSupplier pause) {
    while (isLow()) {
      if (pause.getAsBoolean()) {
        return false;
      }
    }
    return true;
  }
}
