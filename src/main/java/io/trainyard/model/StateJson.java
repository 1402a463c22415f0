package io.trainyard.model;

import io.trainyard.tensor.Tensor;
import java.io.OutputStream;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A state dict as JSON: nested lists by PyTorch's names. Each number is the shortest decimal that
 * reads back as the same float32, or a whole one; one that is not finite is null.
 */
final class StateJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private StateJson() {}

  static void write(Map<String, Tensor> state, OutputStream out) {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      state.forEach((name, tensor) -> {
        json.writeName(name);
        new Values(tensor).write(json, 0);
      });
      json.writeEndObject();
    }
  }

  /** Walks over the values of a tensor in their order, opening and closing a list per dimension. */
  private static final class Values {
    private final int[] dims;
    private final float[] values;
    private final long[] wholes;
    private int next;

    Values(Tensor tensor) {
      boolean isWhole = tensor.dtype().isWhole();
      this.dims = tensor.shape().dims();
      this.values = isWhole ? new float[0] : tensor.toArray();
      this.wholes = isWhole ? tensor.toWholeArray() : new long[0];
    }

    void write(JsonGenerator json, int dim) {
      if (dim == dims.length) {
        if (values.length > 0) {
          number(json, values[next++]);
        } else {
          json.writeNumber(wholes[next++]);
        }
        return;
      }
      json.writeStartArray();
      for (int i = 0; i < dims[dim]; i++) {
        write(json, dim + 1);
      }
      json.writeEndArray();
    }
  }

  static void number(JsonGenerator json, float value) {
    if (Float.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
