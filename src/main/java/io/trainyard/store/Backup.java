package io.trainyard.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A whole copy of a database's file, in a file that is gone when this is closed. It is sent as a
 * zip file with the database in it.
 */
final class Backup implements Closeable {
  private static final int PART = 1 << 18;

  private final StoreFile file;
  private final FileChannel copy;

  private Backup(StoreFile file, FileChannel copy) {
    this.file = file;
    this.copy = copy;
  }

  /** Copies an open file beside it. */
  static Backup of(StoreFile file, SteadyChannel channel) throws IOException {
    Path path = Files.createTempFile(file.directory(), file.name(), ".copy");
    FileChannel copy =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try (Snapshot snapshot = channel.snapshot(copy)) {
      snapshot.complete();
      return new Backup(file, copy);
    } catch (Throwable e) {
      copy.close();
      throw e;
    }
  }

  void writeTo(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.BEST_SPEED);
    zip.putNextEntry(new ZipEntry(String.valueOf(file.path().getFileName())));
    ByteBuffer buffer = ByteBuffer.allocate(PART);
    long position = 0;
    for (int got = copy.read(buffer, 0); got > 0; got = copy.read(buffer.clear(), position)) {
      zip.write(buffer.array(), 0, got);
      position += got;
    }
    zip.closeEntry();
    zip.finish();
    zip.flush();
  }

  @Override
  public void close() throws IOException {
    copy.close();
  }
}
