package io.trainyard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Parameters as files and as JSON. */
class SafetensorsTest {
  private static final Map<String, Tensor> STATE = new LinkedHashMap<>();

  static {
    STATE.put("b", Tensor.of(Shape.of(2, 3), 1, -0f, Float.NaN, 0.1f, 3e38f, 1e-45f));
    STATE.put("a", Tensor.of(Shape.of(1), Float.NEGATIVE_INFINITY));
    STATE.put("scalar", Tensor.scalar(7));
    STATE.put("counts", Tensor.ofWhole(Shape.of(2), -3, (1L << 53) + 1));
  }

  @Test
  void aFileIsTheFormatLetterForLetter() throws IOException {
    byte[] file = file(STATE);
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) buffer.getLong();
    assertThat(length % 8).isZero();
    assertThat(new String(file, 8, length, StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[24,28]},"
                + "\"scalar\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[28,32]},"
                + "\"counts\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[32,48]}}");
    assertThat(buffer.getFloat(8 + length + 12)).isEqualTo(0.1f);
    assertThat(buffer.getLong(8 + length + 40)).isEqualTo((1L << 53) + 1);
    assertThat(file).hasSize(8 + length + 48).hasSize((int) Safetensors.size(STATE));
  }

  @Test
  void whatIsReadIsWhatWasWrittenToTheBit() throws IOException {
    Map<String, Tensor> read = Safetensors.read(new ByteArrayInputStream(file(STATE)));
    assertThat(read.keySet()).containsExactly("b", "a", "scalar", "counts");
    read.forEach((name, tensor) -> {
      assertThat(tensor.shape()).isEqualTo(STATE.get(name).shape());
      assertThat(tensor.dtype()).isEqualTo(STATE.get(name).dtype());
      assertThat(tensor.toWholeArray()).isEqualTo(STATE.get(name).toWholeArray());
      assertThat(bits(tensor)).isEqualTo(bits(STATE.get(name)));
    });
  }

  @Test
  void aFileThatEndsTooEarlyOrHasOtherNumbersIsRefused() throws IOException {
    byte[] file = file(STATE);
    assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length - 1)))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("1 bytes too early");
    String other = new String(file, StandardCharsets.ISO_8859_1).replace("F32", "F64");
    assertThatThrownBy(() -> read(other.getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessageContaining("not of dtype F32 or I64");
    assertThatThrownBy(() -> read(new byte[100])).hasMessageContaining("0 bytes long");
  }

  @Test
  void jsonHasNestedListsOfShortestNumbersAndNullForWhatIsNotFinite() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StateJson.write(STATE, out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"b\":[[1.0,-0.0,null],[0.1,3.0E38,1.4E-45]],\"a\":[null],\"scalar\":7.0,"
                + "\"counts\":[-3,9007199254740993]}");
  }

  private static int[] bits(Tensor tensor) {
    float[] values = tensor.toArray();
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  private static byte[] file(Map<String, Tensor> state) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(state, out);
    return out.toByteArray();
  }

  private static Map<String, Tensor> read(byte[] file) throws IOException {
    return Safetensors.read(new ByteArrayInputStream(file));
  }
}
