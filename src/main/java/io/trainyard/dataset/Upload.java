package io.trainyard.dataset;

import io.trainyard.rest.InsufficientStorage;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that have arrived and can be read more than once. Small ones stay in memory, larger ones
 * wait in a temporary file, so that a slow sender holds neither memory nor a database connection.
 */
final class Upload implements RowSource.Bytes, Closeable {
  private static final int KEPT_IN_MEMORY = 1 << 20;

  private final RowSource.Bytes bytes;
  private final @Nullable FileChannel file;
  private final long size;
  private final String sha256;

  private Upload(RowSource.Bytes bytes, @Nullable FileChannel file, long size, String sha256) {
    this.bytes = bytes;
    this.file = file;
    this.size = size;
    this.sha256 = sha256;
  }

  /** Takes a stream to its end. */
  static Upload receive(InputStream stream) throws IOException {
    MessageDigest digest = sha256();
    InputStream body = new DigestInputStream(stream, digest);
    byte[] start = body.readNBytes(KEPT_IN_MEMORY);
    if (start.length < KEPT_IN_MEMORY) {
      return new Upload(() -> new ByteArrayInputStream(start), null, start.length, hex(digest));
    }
    FileChannel file = temporaryFile();
    try {
      write(file, start, start.length);
      byte[] buffer = new byte[1 << 16];
      for (int got = body.read(buffer); got >= 0; got = body.read(buffer)) {
        write(file, buffer, got);
      }
      return new Upload(() -> new FromStart(file), file, file.position(), hex(digest));
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  /** Bytes that are kept elsewhere as long as they are needed. */
  static Upload of(RowSource.Bytes bytes) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream stream = new DigestInputStream(bytes.open(), digest)) {
      long size = stream.transferTo(OutputStream.nullOutputStream());
      return new Upload(bytes, null, size, hex(digest));
    }
  }

  @Override
  public InputStream open() throws IOException {
    return bytes.open();
  }

  long size() {
    return size;
  }

  /** The digest in hex. */
  String digest() {
    return sha256;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  /** A file that is gone when it is closed, or the process ends. */
  private static FileChannel temporaryFile() {
    try {
      return FileChannel.open(
          Files.createTempFile("trainyard-upload", null),
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private static void write(FileChannel file, byte[] bytes, int length) {
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private static InsufficientStorage noRoom(IOException cause) {
    InsufficientStorage refusal =
        new InsufficientStorage(
            "The upload cannot be kept on the service's disk; nothing was stored.");
    refusal.initCause(cause);
    return refusal;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Reads a file from its beginning, whatever else is read from it; does not close it. */
  private static final class FromStart extends InputStream {
    private final FileChannel file;
    private long position;

    FromStart(FileChannel file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int got = file.read(ByteBuffer.wrap(target, offset, length), position);
      position += Math.max(got, 0);
      return got;
    }
  }
}
