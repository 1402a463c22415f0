package io.trainyard.training;

import io.trainyard.tensor.DType;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.StateDict;
import io.trainyard.tensor.Tensor;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that a run needs to go on from a place between two batches: parameters and buffers,
 * optimizer, scheduler, early stopping, the model kept so far, metrics half counted, and the place
 * itself, from which the order of the rows and every random number follow.
 *
 * <p>As bytes it begins with eight that name the form and its version; then, each with its name,
 * come the values, big-endian; the SHA-256 of all of that ends it.
 */
public final class RunCheckpoint {

  private static final byte[] MAGIC = {'T', 'Y', 'C', 'K', 'P', 'T', 0, 1};
  private static final byte END = 0;
  private static final byte FLOAT32 = 1;
  private static final byte BOOL = 2;
  private static final byte INT64 = 3;
  private static final byte WHOLE = 4;
  private static final byte NUMBERS = 5;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final StateDict state;

  RunCheckpoint(StateDict state) {
    this.state = state;
  }

  /** How many epochs are over. */
  public int epoch() {
    return Math.toIntExact(state.whole("position.epoch"));
  }

  /** How many steps have been made. */
  public long step() {
    return state.whole("position.step");
  }

  StateDict state() {
    return state;
  }

  /** How many bytes {@link #write} gives, about. */
  public long bytes() {
    return state.values().values().stream()
        .mapToLong(value ->
            value instanceof Tensor tensor
                ? tensor.numel() * (tensor.dtype().isWhole() ? Long.BYTES : Float.BYTES)
                : Long.BYTES)
        .sum();
  }

  /** Parameters and buffers by PyTorch's names, as they are between the two batches. */
  public Map<String, Tensor> parameters() {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    state
        .values()
        .forEach((name, value) -> {
          if (name.startsWith("network.") && value instanceof Tensor tensor) {
            parameters.put(name.substring("network.".length()), tensor);
          }
        });
    return parameters;
  }

  /**
   * Writes it, and does not close the stream.
   *
   * @return the SHA-256 that ends it, as hexadecimal digits
   */
  public String write(OutputStream out) throws IOException {
    MessageDigest sha256 = sha256();
    var data = new DataOutputStream(new DigestOutputStream(out, sha256));
    data.write(MAGIC);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    for (Map.Entry<String, Object> entry : state.values().entrySet()) {
      write(entry.getKey(), entry.getValue(), data, buffer);
    }
    data.writeByte(END);
    data.flush();
    byte[] digest = sha256.digest();
    out.write(digest);
    return HexFormat.of().formatHex(digest);
  }

  private static void write(String name, Object value, DataOutputStream out, ByteBuffer buffer)
      throws IOException {
    switch (value) {
      case Long whole -> {
        begin(WHOLE, name, out);
        out.writeLong(whole);
      }
      case double[] numbers -> {
        begin(NUMBERS, name, out);
        out.writeInt(numbers.length);
        for (double number : numbers) {
          out.writeDouble(number);
        }
      }
      case Tensor tensor -> {
        begin(kind(tensor.dtype()), name, out);
        out.writeByte(tensor.dim());
        for (int size : tensor.shape().dims()) {
          out.writeInt(size);
        }
        if (tensor.dtype().isWhole()) {
          writeWholes(tensor.toWholeArray(), out, buffer);
        } else {
          writeFloats(tensor.toArray(), out, buffer);
        }
      }
      default -> throw new IllegalStateException("no form for " + name);
    }
  }

  private static void begin(byte kind, String name, DataOutputStream out) throws IOException {
    out.writeByte(kind);
    out.writeUTF(name);
  }

  private static byte kind(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> FLOAT32;
      case BOOL -> BOOL;
      case UINT8, INT8, INT16, INT32, INT64 -> INT64;
      case FLOAT16, BFLOAT16, FLOAT64 -> throw new IllegalStateException("a job keeps no " + dtype);
    };
  }

  private static void writeFloats(float[] values, OutputStream out, ByteBuffer buffer)
      throws IOException {
    int most = BUFFER_BYTES / Float.BYTES;
    for (int from = 0; from < values.length; from += most) {
      int count = Math.min(most, values.length - from);
      buffer.asFloatBuffer().put(values, from, count);
      out.write(buffer.array(), 0, count * Float.BYTES);
    }
  }

  private static void writeWholes(long[] values, OutputStream out, ByteBuffer buffer)
      throws IOException {
    int most = BUFFER_BYTES / Long.BYTES;
    for (int from = 0; from < values.length; from += most) {
      int count = Math.min(most, values.length - from);
      buffer.asLongBuffer().put(values, from, count);
      out.write(buffer.array(), 0, count * Long.BYTES);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param bytes how many there are: no more memory than that is taken, whatever they say
   * @throws IOException if it ends early, is damaged, or is of a form that this version does not
   *     know
   */
  public static RunCheckpoint read(InputStream in, long bytes) throws IOException {
    MessageDigest sha256 = sha256();
    var data = new DataInputStream(new DigestInputStream(in, sha256));
    byte[] magic = data.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IOException(
          "No checkpoint of a form that is known: it begins with "
              + HexFormat.of().formatHex(magic));
    }
    var state = new StateDict();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (byte kind = data.readByte(); kind != END; kind = data.readByte()) {
      String name = data.readUTF();
      if (state.has(name)) {
        throw damaged(name);
      }
      state.own(name, value(kind, name, data, bytes, buffer));
    }
    byte[] digest = sha256.digest();
    if (!Arrays.equals(digest, in.readNBytes(digest.length))) {
      throw new IOException("A checkpoint is damaged: its SHA-256 is another.");
    }
    return new RunCheckpoint(state);
  }

  private static Object value(byte kind, String name, DataInputStream in, long bytes, byte[] buffer)
      throws IOException {
    return switch (kind) {
      case WHOLE -> in.readLong();
      case NUMBERS -> {
        double[] numbers = new double[atMost(bytes / Double.BYTES, in.readInt(), name)];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = in.readDouble();
        }
        yield numbers;
      }
      case FLOAT32 -> floats(shape(bytes / Float.BYTES, name, in), in, buffer);
      case BOOL -> floats(shape(bytes / Float.BYTES, name, in), in, buffer).to(DType.BOOL);
      case INT64 -> wholes(shape(bytes / Long.BYTES, name, in), in, buffer);
      default -> throw damaged(name);
    };
  }

  private static IOException damaged(String name) {
    return new IOException("A checkpoint is damaged at '%s'.".formatted(name));
  }

  private static Shape shape(long most, String name, DataInputStream in) throws IOException {
    int[] dims = new int[Math.max(0, in.readByte())];
    long numel = 1;
    for (int i = 0; i < dims.length; i++) {
      dims[i] = atMost(most, in.readInt(), name);
      numel = atMost(most, numel * dims[i], name);
    }
    return Shape.of(dims);
  }

  private static int atMost(long most, long count, String name) throws IOException {
    if (count < 0 || count > most) {
      throw damaged(name);
    }
    return (int) count;
  }

  private static Tensor floats(Shape shape, DataInputStream in, byte[] buffer) throws IOException {
    float[] values = new float[(int) shape.numel()];
    int most = BUFFER_BYTES / Float.BYTES;
    for (int from = 0; from < values.length; from += most) {
      int count = Math.min(most, values.length - from);
      in.readFully(buffer, 0, count * Float.BYTES);
      ByteBuffer.wrap(buffer).asFloatBuffer().get(values, from, count);
    }
    return Tensor.of(shape, values);
  }

  private static Tensor wholes(Shape shape, DataInputStream in, byte[] buffer) throws IOException {
    long[] values = new long[(int) shape.numel()];
    int most = BUFFER_BYTES / Long.BYTES;
    for (int from = 0; from < values.length; from += most) {
      int count = Math.min(most, values.length - from);
      in.readFully(buffer, 0, count * Long.BYTES);
      ByteBuffer.wrap(buffer).asLongBuffer().get(values, from, count);
    }
    return Tensor.ofWhole(shape, values);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  @Override
  public String toString() {
    return "checkpoint after " + step() + " steps, in epoch " + epoch();
  }
}
