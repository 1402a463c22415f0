package io.trainyard.job.history;

import io.trainyard.job.TrainingJob;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes histories as JSON, row by row. */
public final class LossJson implements AutoCloseable {
  private final JsonGenerator json;

  public LossJson(OutputStream out) {
    this.json = JsonMapper.shared().createGenerator(out);
  }

  /** Begins a list of histories. */
  public void beginList() {
    json.writeStartObject();
    json.writeArrayPropertyStart("data");
  }

  public void endList() {
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes one history. */
  public void job(TrainingJob job, LossRange range, LossHistory history) {
    json.writeStartObject();
    json.writeStringProperty("job_id", job.id());
    json.writeStringProperty("status", job.status().text());
    json.writeNumberProperty("next_epoch", range.to());
    json.writeArrayPropertyStart("losses");
    history.read(job.id(), range, this::row);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void row(LossRow row) {
    json.writeStartObject();
    properties(json, row);
    json.writeEndObject();
  }

  /** Writes what is known of an epoch into an object that has been begun. */
  public static void properties(JsonGenerator json, LossRow row) {
    Map<String, String> nonFinite = new LinkedHashMap<>();
    json.writeNumberProperty("epoch", row.epoch());
    number(json, "train_loss", row.train_loss(), nonFinite);
    number(json, "test_loss", row.test_loss(), nonFinite);
    json.writeNumberProperty("learning_rate", row.learning_rate());
    json.writeObjectPropertyStart("metrics");
    row.metrics().forEach((name, value) -> number(json, name, value, nonFinite));
    json.writeEndObject();
    json.writeNumberProperty("seconds", row.seconds());
    if (!nonFinite.isEmpty()) {
      json.writeObjectPropertyStart("non_finite");
      nonFinite.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
  }

  /** A number, or null where JSON has none for it. */
  private static void number(
      JsonGenerator json, String name, @Nullable Double value, Map<String, String> nonFinite) {
    if (value == null) {
      json.writeNullProperty(name);
    } else if (Double.isFinite(value)) {
      json.writeNumberProperty(name, value);
    } else {
      json.writeNullProperty(name);
      nonFinite.put(name, NonFinite.text(value));
    }
  }

  @Override
  public void close() {
    json.close();
  }
}
