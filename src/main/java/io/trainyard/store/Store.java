package io.trainyard.store;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The database that this service runs on: its file, if it is one, and the room beside it. */
final class Store implements SmartLifecycle {
  private final @Nullable StoreFile file;
  private final Reserve reserve;
  private final SteadyPath.Files files;
  private volatile boolean running;

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

  @Override
  public void start() {
    running = true;
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
