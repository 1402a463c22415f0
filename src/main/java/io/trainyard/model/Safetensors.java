package io.trainyard.model;

import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The safetensors format, version 0: the length of a header as 8 little-endian bytes, the header as
 * JSON ({@code {"0.weight": {"dtype": "F32", "shape": [3, 4], "data_offsets": [0, 48]}, ...}},
 * padded with spaces to a multiple of 8), then the values of all tensors, row-major and
 * little-endian, without gaps. Every tensor here is F32 or I64.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">The published format</a>
 */
final class Safetensors {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int BUFFER_FLOATS = 16 * 1024;
  private static final int LONGEST_HEADER = 100_000_000;

  private Safetensors() {}

  /** How many bytes {@link #write} gives for {@code state}. */
  static long size(Map<String, Tensor> state) {
    long values = state.values().stream().mapToLong(Safetensors::bytes).sum();
    return Long.BYTES + header(state).length + values;
  }

  private static long bytes(Tensor tensor) {
    return tensor.shape().numel() * (tensor.dtype().isWhole() ? Long.BYTES : Float.BYTES);
  }

  /** Writes {@code state} in its own order; does not close {@code out}. */
  static void write(Map<String, Tensor> state, OutputStream out) throws IOException {
    byte[] header = header(state);
    out.write(littleEndian(Long.BYTES).putLong(header.length).array());
    out.write(header);
    ByteBuffer buffer = littleEndian(BUFFER_FLOATS * Float.BYTES);
    for (Tensor tensor : state.values()) {
      if (tensor.dtype().isWhole()) {
        writeWholes(tensor.toWholeArray(), out);
        continue;
      }
      float[] values = tensor.toArray();
      for (int from = 0; from < values.length; from += BUFFER_FLOATS) {
        int count = Math.min(BUFFER_FLOATS, values.length - from);
        buffer.asFloatBuffer().put(values, from, count);
        out.write(buffer.array(), 0, count * Float.BYTES);
      }
    }
  }

  private static void writeWholes(long[] values, OutputStream out) throws IOException {
    ByteBuffer buffer = littleEndian(values.length * Long.BYTES);
    buffer.asLongBuffer().put(values);
    out.write(buffer.array());
  }

  /**
   * Reads what {@link #write} wrote, in the order of the file.
   *
   * @throws IOException if the file ends early or is not of this form
   */
  static Map<String, Tensor> read(InputStream in) throws IOException {
    long length = ByteBuffer.wrap(exactly(in, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > LONGEST_HEADER) {
      throw new IOException("A safetensors header cannot be " + length + " bytes long.");
    }
    JsonNode header = JSON.readTree(exactly(in, (int) length));
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        state.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), in));
      }
    }
    return state;
  }

  private static Tensor tensor(String name, JsonNode description, InputStream in)
      throws IOException {
    String dtype = description.path("dtype").asString("");
    if (!dtype.equals("F32") && !dtype.equals("I64")) {
      throw new IOException("Tensor '" + name + "' is not of dtype F32 or I64: " + description);
    }
    JsonNode sizes = description.path("shape");
    int[] dims = new int[sizes.size()];
    Arrays.setAll(dims, i -> sizes.get(i).asInt());
    Shape shape = Shape.of(dims);
    if (dtype.equals("I64")) {
      long[] wholes = new long[Math.toIntExact(shape.numel())];
      ByteBuffer.wrap(exactly(in, Math.multiplyExact(wholes.length, Long.BYTES)))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asLongBuffer()
          .get(wholes);
      return Tensor.ofWhole(shape, wholes);
    }
    float[] values = new float[Math.toIntExact(shape.numel())];
    for (int from = 0; from < values.length; from += BUFFER_FLOATS) {
      int count = Math.min(BUFFER_FLOATS, values.length - from);
      ByteBuffer.wrap(exactly(in, count * Float.BYTES))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values, from, count);
    }
    return Tensor.of(shape, values);
  }

  private static byte[] header(Map<String, Tensor> state) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("__metadata__", Map.of("format", "pt"));
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : state.entrySet()) {
      Shape shape = entry.getValue().shape();
      long end = offset + bytes(entry.getValue());
      Map<String, Object> description = new LinkedHashMap<>();
      description.put("dtype", entry.getValue().dtype().isWhole() ? "I64" : "F32");
      description.put("shape", shape.dims());
      description.put("data_offsets", List.of(offset, end));
      entries.put(entry.getKey(), description);
      offset = end;
    }
    byte[] json = JSON.writeValueAsString(entries).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException(
          "A safetensors file ends " + (count - bytes.length) + " bytes too early.");
    }
    return bytes;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
