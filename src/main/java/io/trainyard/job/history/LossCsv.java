package io.trainyard.job.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a history as CSV (RFC 4180), row by row. What there is none of is empty; what is not
 * finite is {@code nan}, {@code inf} or {@code -inf}. No name or value needs quotes.
 */
public final class LossCsv {
  private static final String LINE_END = "\r\n";

  private final Writer out;
  private @Nullable List<String> metrics;

  public LossCsv(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  public void row(LossRow row) {
    try {
      if (metrics == null) {
        metrics = header(List.copyOf(row.metrics().keySet()));
      }
      out.write(String.valueOf(row.epoch()));
      cell(row.train_loss());
      cell(row.test_loss());
      cell(row.learning_rate());
      for (String metric : metrics) {
        cell(row.metrics().get(metric));
      }
      cell(row.seconds());
      out.write(LINE_END);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what is left, and the header alone when there was no row. */
  public void end() throws IOException {
    if (metrics == null) {
      metrics = header(List.of());
    }
    out.flush();
  }

  private List<String> header(List<String> names) throws IOException {
    out.write("epoch,train_loss,test_loss,learning_rate,");
    for (String name : names) {
      out.write(name + ",");
    }
    out.write("seconds" + LINE_END);
    return names;
  }

  private void cell(@Nullable Double value) throws IOException {
    out.write(',');
    if (value != null) {
      out.write(Double.isFinite(value) ? value.toString() : NonFinite.text(value));
    }
  }
}
