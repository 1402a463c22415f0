package io.trainyard.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Puts a backup in the place of a database that no server runs on. The backup is unpacked beside it
 * and read from the first row to the last before anything is replaced, and what was there is kept.
 */
final class Restoration {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final StoreFile file;
  private final StoreCheck check;
  private final Clock clock;

  Restoration(StoreFile file, StoreCheck check, Clock clock) {
    this.file = file;
    this.check = check;
    this.clock = clock;
  }

  /** Why nothing was restored, and that nothing was changed; a sentence for whoever asked. */
  static final class NotRestored extends Exception {
    NotRestored(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }

  /**
   * Restores.
   *
   * @return what was restored and what became of the database before, in sentences
   */
  String restore(Path backup) throws NotRestored {
    if (!Files.isRegularFile(backup)) {
      throw new NotRestored("There is no file %s.".formatted(backup), null);
    }
    StoreFile candidate = file.sibling(file.name() + "-restoring");
    try {
      Files.createDirectories(file.directory());
      try (Hold hold = hold()) {
        unpack(backup, candidate.path());
        String contents = check.read(candidate);
        Path before = replace(candidate.path());
        return "Restored %s from %s into %s.%s"
            .formatted(
                contents,
                backup,
                file.path(),
                before == null
                    ? ""
                    : " The database that was there before is kept as %s.".formatted(before));
      } finally {
        Files.deleteIfExists(candidate.path());
        Files.deleteIfExists(file.directory().resolve(candidate.name() + ".trace.db"));
      }
    } catch (StoreCheck.Unfit e) {
      throw new NotRestored("%s is not restored: %s".formatted(backup, e.getMessage()), e);
    } catch (IOException e) {
      throw new NotRestored(
          "%s cannot be restored into %s: %s.".formatted(backup, file.directory(), words(e)), e);
    }
  }

  private static String words(IOException e) {
    return e.getMessage() == null ? "the disk does not allow it" : e.getMessage();
  }

  /** Keeps servers away from the present database, as long as there is one. */
  private Hold hold() throws NotRestored, IOException {
    if (!Files.exists(file.path())) {
      return new Hold(null, null);
    }
    FileChannel channel =
        FileChannel.open(file.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new NotRestored(
          "A server is running on %s; stop it first. Nothing was changed.".formatted(file.path()),
          null);
    }
    return new Hold(channel, lock);
  }

  private record Hold(@Nullable FileChannel channel, @Nullable FileLock lock)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (channel != null) {
        channel.close();
      }
    }
  }

  private static void unpack(Path backup, Path to) throws IOException, StoreCheck.Unfit {
    try (ZipFile zip = new ZipFile(backup.toFile())) {
      List<? extends ZipEntry> entries = zip.stream().toList();
      if (entries.size() != 1 || !entries.getFirst().getName().endsWith(".mv.db")) {
        throw new StoreCheck.Unfit("it is a zip file, but not a backup of Trainyard.", null);
      }
      ZipEntry entry = entries.getFirst();
      CRC32 checksum = new CRC32();
      try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum);
          OutputStream out = Files.newOutputStream(to)) {
        in.transferTo(out);
      }
      if (checksum.getValue() != entry.getCrc()) {
        throw new StoreCheck.Unfit("its bytes are not those that were backed up.", null);
      }
    } catch (ZipException | java.io.EOFException e) {
      throw new StoreCheck.Unfit("it is not a backup of Trainyard, or is cut off or damaged.", e);
    }
  }

  /** Moves a file to the place of the database, without a moment in which there is none. */
  private @Nullable Path replace(Path candidate) throws IOException {
    try (FileChannel written = FileChannel.open(candidate, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Path before = null;
    if (Files.exists(file.path())) {
      before = file.sibling(file.name() + "-before-restore-" + TIME.format(clock.instant())).path();
      try {
        Files.createLink(before, file.path());
      } catch (UnsupportedOperationException e) {
        Files.copy(file.path(), before);
      }
    }
    Files.move(
        candidate,
        file.path(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    return before;
  }
}
