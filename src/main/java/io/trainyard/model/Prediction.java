package io.trainyard.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * What a model says of some rows.
 *
 * @param outputs what its last layer gives, one array per row; null in JSON where it is not finite
 * @param labels the class of each row, null where an output is not a number; null for a regression
 * @param probabilities of each class of each row, where the loss makes such of the outputs;
 *     otherwise null
 */
record Prediction(
    @JsonSerialize(using = Rows.class) float[][] outputs,
    @Nullable List<@Nullable String> labels,
    @JsonSerialize(using = Rows.class) float @Nullable [][] probabilities) {

  static final class Rows extends ValueSerializer<float[][]> {
    @Override
    public void serialize(float[][] rows, JsonGenerator json, SerializationContext context) {
      json.writeStartArray();
      for (float[] row : rows) {
        json.writeStartArray();
        for (float value : row) {
          StateJson.number(json, value);
        }
        json.writeEndArray();
      }
      json.writeEndArray();
    }
  }
}
