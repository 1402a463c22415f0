package io.trainyard.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Files as H2 sees them under the scheme {@code volatile:}, on a slow disk whose machine may lose
 * its power at any time: what was not forced is gone then.
 */
public final class VolatileDisk extends FilePathWrapper {
  private static final String SCHEME = "volatile";
  private static final Duration WRITE = Duration.ofMillis(2);
  private static final Map<Path, Channel> OPEN = new ConcurrentHashMap<>();

  static {
    FilePath.register(new VolatileDisk());
  }

  /** The URL of a database whose files are in this directory. */
  static String url(Path directory) {
    return "jdbc:h2:%s:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
        .formatted(SCHEME, directory.resolve("trainyard").toAbsolutePath());
  }

  /** The URL of what {@link #loseThePower} has put into this directory. */
  static String urlOfCopy(Path directory) {
    return url(directory).replace(SCHEME + ":", "file:");
  }

  /** Puts into another directory what is there after the machine has lost its power now. */
  static void loseThePower(Path directory, Path after) throws IOException {
    Files.createDirectories(after);
    channel(directory).copyWhatWasForced(after.resolve("trainyard.mv.db"));
  }

  private static Channel channel(Path directory) {
    return OPEN.get(directory.resolve("trainyard.mv.db").toAbsolutePath());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    Path file = Path.of(getBase().toString());
    if (!file.toString().endsWith(".mv.db")) {
      return super.open(mode);
    }
    Channel channel = new Channel(super.open(mode), file.resolveSibling("forced"));
    OPEN.put(file, channel);
    return channel;
  }

  private record Write(long position, byte[] bytes) {
    Write upTo(long end) {
      return new Write(
          position, Arrays.copyOf(bytes, (int) Math.clamp(end - position, 0, bytes.length)));
    }
  }

  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // reading goes on while a write is slow
  private static final class Channel extends FileBaseDefault {
    private final FileChannel file;
    private final FileChannel forced;
    private final List<Write> unforced = new ArrayList<>();

    Channel(FileChannel file, Path forced) throws IOException {
      this.file = file;
      this.forced =
          FileChannel.open(
              forced,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
      file.transferTo(0, file.size(), this.forced);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      LockSupport.parkNanos(WRITE.toNanos());
      byte[] bytes = new byte[source.remaining()];
      source.duplicate().get(bytes);
      synchronized (unforced) {
        int written = file.write(source, position);
        unforced.add(new Write(position, bytes));
        return written;
      }
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      synchronized (unforced) {
        file.truncate(size);
        // a shorter file is what the disk may have at once, whatever was forced
        forced.truncate(size);
        unforced.replaceAll(write -> write.upTo(size));
      }
    }

    @Override
    public void force(boolean metaData) throws IOException {
      synchronized (unforced) {
        for (Write write : unforced) {
          forced.write(ByteBuffer.wrap(write.bytes), write.position);
        }
        unforced.clear();
      }
    }

    void copyWhatWasForced(Path copy) throws IOException {
      synchronized (unforced) {
        try (FileChannel target =
            FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          forced.transferTo(0, forced.size(), target);
        }
      }
    }

    @Override
    public long size() throws IOException {
      return file.size();
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
      forced.close();
      file.close();
    }
  }
}
