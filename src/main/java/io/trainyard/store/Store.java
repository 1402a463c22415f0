package io.trainyard.store;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The database that this service runs on: its file, if it is one, and the room beside it. */
final class Store implements SmartLifecycle, AutoCloseable {
  private final @Nullable StoreFile file;
  private final Reserve reserve;
  private final SteadyPath.Files files;
  private volatile boolean running;
  private @Nullable Connection first;

  Store(@Nullable StoreFile file, Reserve reserve, SteadyPath.Files files) {
    this.file = file;
    this.reserve = reserve;
    this.files = files;
  }

  /** The H2 file; null when there is none, or not on a disk of this machine. */
  @Nullable StoreFile file() {
    return file;
  }

  Reserve reserve() {
    return reserve;
  }

  /** The open file. */
  @Nullable SteadyChannel channel() {
    return file == null ? null : files.channel(file);
  }

  /**
   * Opens a file that is there already, so that whoever opens it next finds it open.
   *
   * @throws BrokenStore when that cannot be done
   */
  void open(@Nullable String user, @Nullable String password) {
    if (file == null || !Files.exists(file.path())) {
      return;
    }
    try {
      first = DriverManager.getConnection(file.url(), user, password);
    } catch (SQLException | IllegalStateException e) {
      BrokenStore broken = BrokenStore.of(file, e);
      if (broken != null) {
        throw broken;
      }
      // whatever else it is, the pool will meet and tell it
    }
  }

  @Override
  public void start() {
    close(); // the pool has connections of its own by now
    running = true;
  }

  @Override
  public void close() {
    try (Connection ended = first) {
      first = null;
    } catch (SQLException e) {
      LoggerFactory.getLogger(Store.class).debug("The first connection did not close.", e);
    }
  }

  @Override
  public void stop() {
    SteadyChannel channel = channel();
    if (channel != null) {
      channel.becomeImpatient(); // a process that was told to end does, also on a full disk
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Of all, the last to stop. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }
}
