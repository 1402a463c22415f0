package io.trainyard.job.stream;

import io.trainyard.job.history.LossJson;
import io.trainyard.job.history.LossRow;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events in the form of <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent events</a>.
 */
final class EventText {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** An epoch that was recorded, as the losses show it. */
  void epoch(Cursor id, String jobId, LossRow row) {
    event(
        "epoch",
        id,
        json -> {
          json.writeStringProperty("job_id", jobId);
          LossJson.properties(json, row);
        });
  }

  /** A change of a job's state. */
  void status(String name, Cursor id, Happening happening) {
    event(
        name,
        id,
        json -> {
          json.writeStringProperty("job_id", happening.jobId());
          json.writeStringProperty("status", Objects.requireNonNull(happening.status()).text());
          if (happening.reason() == null) {
            json.writeNullProperty("status_reason");
          } else {
            json.writeStringProperty("status_reason", happening.reason().text());
          }
          json.writeNumberProperty("attempt", happening.attempt());
          json.writeStringProperty("at", happening.at().truncatedTo(ChronoUnit.MILLIS).toString());
        });
  }

  /** Says where the reader is, so that it can go on from there, though nothing has happened. */
  void place(Cursor id) {
    text("id: " + id + "\n\n");
  }

  /** Shows both sides that the connection stands. */
  void heartbeat() {
    text(": heartbeat\n");
  }

  private void event(String name, Cursor id, Consumer<JsonGenerator> data) {
    text("event: " + name + "\nid: " + id + "\ndata: ");
    try (JsonGenerator json =
        JsonMapper.shared()
            .writer()
            .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .createGenerator(bytes)) {
      json.writeStartObject();
      data.accept(json);
      json.writeEndObject();
    }
    text("\n\n");
  }

  private void text(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  int length() {
    return bytes.size();
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
