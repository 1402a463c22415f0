package io.trainyard.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Files as H2 sees them under the scheme {@code steady:}. The file of a database goes through a
 * {@link SteadyChannel}, others pass as they are.
 */
public final class SteadyPath extends FilePathWrapper {
  static final String SCHEME = "steady";

  private static final String DATABASE = ".mv.db";

  /** Survives an interrupt of the thread that reads or writes, which would close a file. */
  private static final String UNINTERRUPTED = "retry:";

  private Files files;

  /** For H2, which makes paths so and lets {@link #getPath} and {@link #wrap} complete them. */
  public SteadyPath() {
    this.files = new Files();
  }

  /** What the paths of a JVM know together: H2 has one list of schemes. */
  static final class Files {
    private final ConcurrentHashMap<Path, Reserve> reserves = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Path, SteadyChannel> open = new ConcurrentHashMap<>();

    /** Says whose reserve a file keeps, before H2 opens it. */
    void keep(StoreFile file, Reserve reserve) {
      reserves.put(real(file.path()), reserve);
    }

    /** The open channel of a file; null when this JVM has not opened it. */
    @Nullable SteadyChannel channel(StoreFile file) {
      SteadyChannel channel = open.get(real(file.path()));
      return channel == null || !channel.isOpen() ? null : channel;
    }

    private static Path real(Path path) {
      return Path.of(FilePath.get(path.toString()).toRealPath().toString());
    }
  }

  /** Makes the scheme known to H2, once a JVM. */
  static synchronized Files register() {
    if (FilePath.get(SCHEME + ":/") instanceof SteadyPath known) {
      return known.files;
    }
    SteadyPath provider = new SteadyPath();
    FilePath.register(provider);
    return provider.files;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FilePathWrapper getPath(String path) {
    return knowing(super.getPath(path));
  }

  @Override
  public @Nullable FilePathWrapper wrap(@Nullable FilePath base) {
    return base == null ? null : knowing(super.wrap(base));
  }

  private FilePathWrapper knowing(FilePathWrapper path) {
    ((SteadyPath) path).files = files;
    return path;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    String name = getBase().toString();
    if (!name.endsWith(DATABASE) || mode.equals("r")) {
      return super.open(mode);
    }
    Path file = Files.real(Path.of(name));
    Reserve reserve = files.reserves.getOrDefault(file, Reserve.none());
    SteadyChannel channel =
        new SteadyChannel(name, FilePath.get(UNINTERRUPTED + name).open(mode), reserve);
    files.open.put(file, channel);
    return channel;
  }
}
