package io.trainyard.store;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk in memory, of a test's own, that can be filled to the last byte. */
final class SmallDisk implements AutoCloseable {
  private final Path directory;
  private final Path filling;
  private volatile boolean full;
  private Thread filler;

  private SmallDisk(Path directory) {
    this.directory = directory;
    this.filling = directory.resolve("filling");
  }

  /** Mounts one, or leaves the test out where that is not allowed. */
  static SmallDisk of(int megabytes) {
    try {
      Path directory = Files.createTempDirectory(Path.of("target"), "disk").toAbsolutePath();
      String size = "size=" + megabytes + "m";
      if (run("mount", "-t", "tmpfs", "-o", size, "tmpfs", directory.toString()) != 0) {
        abort("a disk of the test's own is needed, and 'mount -t tmpfs' is not allowed here");
      }
      return new SmallDisk(directory);
    } catch (IOException e) {
      return abort("a disk of the test's own is needed, and there is no 'mount': " + e);
    }
  }

  Path directory() {
    return directory;
  }

  /** Takes all there is, at once and for as long as it is not emptied. */
  void fill() {
    full = true;
    filler = Thread.ofPlatform().start(this::takeAll);
  }

  private void takeAll() {
    byte[] block = new byte[4096];
    while (full) {
      try (OutputStream out =
          Files.newOutputStream(filling, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        while (full) {
          out.write(block);
        }
      } catch (IOException e) {
        Thread.onSpinWait(); // full; whatever becomes free is taken, too
      }
    }
  }

  /** Gives back what was taken. */
  void empty() {
    full = false;
    try {
      if (filler != null) {
        filler.join();
      }
      Files.deleteIfExists(filling);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    empty();
    run("umount", "-l", directory.toString());
    Files.deleteIfExists(directory);
  }

  private static int run(String... command) throws IOException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
