package io.trainyard.store;

import io.trainyard.rest.Busy;
import io.trainyard.rest.InsufficientStorage;
import io.trainyard.rest.NotOffered;
import io.trainyard.rest.Unavailable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes whole copies of the database while it is used, and knows where those are that are kept. */
final class Backups {
  private static final Logger log = LoggerFactory.getLogger(Backups.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Duration WORTH_ANOTHER_TRY = Duration.ofSeconds(5);

  private final Store store;
  private final Clock clock;
  private final Semaphore one = new Semaphore(1);

  Backups(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Does something with a copy of what is committed now. */
  @FunctionalInterface
  interface Use {
    void of(Backup backup) throws IOException;
  }

  /**
   * Makes a copy.
   *
   * @throws NotOffered when the database is not an H2 file
   * @throws InsufficientStorage when the copy would take from the reserve
   * @throws Busy while another is made
   */
  void take(DataSource database, Use use) throws IOException {
    StoreFile file = store.file();
    if (file == null) {
      throw new NotOffered(
          "Only a store in an H2 file is copied here; a PostgreSQL database is backed up with"
              + " pg_dump and put back with pg_restore.");
    }
    if (!one.tryAcquire()) {
      throw new Busy("Another backup is being made; one is made at a time.", WORTH_ANOTHER_TRY);
    }
    try {
      writeAll(database);
      SteadyChannel channel = store.channel();
      if (channel == null) {
        throw new Unavailable("The database is not open.");
      }
      store.reserve().checkFor(channel.size());
      try (Backup backup = copy(file, channel)) {
        use.of(backup);
      }
    } finally {
      one.release();
    }
  }

  private static Backup copy(StoreFile file, SteadyChannel channel) throws IOException {
    try {
      return Backup.of(file, channel);
    } catch (IOException e) {
      if (!InsufficientStorage.isMeantBy(e)) {
        throw e;
      }
      InsufficientStorage refusal =
          new InsufficientStorage("The copy has no room on the disk of the store.");
      refusal.initCause(e);
      throw refusal;
    }
  }

  /** What is committed may still be on its way to the file. */
  private static void writeAll(DataSource database) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("checkpoint sync");
    } catch (SQLException e) {
      Unavailable refusal = new Unavailable("The database does not answer; no backup was made.");
      refusal.initCause(e);
      throw refusal;
    }
  }

  /** What to call a copy that is made now. */
  String fileName(String occasion) {
    StoreFile file = store.file();
    return (file == null ? "trainyard" : file.name())
        + occasion
        + "-"
        + TIME.format(clock.instant())
        + ".zip";
  }

  /** Keeps a copy in {@code backups} beside the database. */
  Path keep(DataSource database, String occasion) throws IOException {
    StoreFile file = store.file();
    if (file == null) {
      throw new IllegalStateException("there is no file to copy");
    }
    Path directory = Files.createDirectories(directory(file));
    Path kept = directory.resolve(fileName(occasion));
    Path part = directory.resolve(kept.getFileName() + ".part");
    try {
      take(
          database,
          backup -> {
            try (OutputStream out = Files.newOutputStream(part)) {
              backup.writeTo(out);
            }
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
              written.force(true);
            }
          });
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    log.info("A backup is kept in {}.", kept);
    return kept;
  }

  static Path directory(StoreFile file) {
    return file.directory().resolve("backups");
  }

  /** The copies that are kept of a database, by name. */
  static List<Path> kept(StoreFile file) {
    try (Stream<Path> files = Files.list(directory(file))) {
      return files.filter(path -> path.toString().endsWith(".zip")).sorted().toList();
    } catch (IOException e) {
      return List.of(); // there is no such directory
    }
  }
}
