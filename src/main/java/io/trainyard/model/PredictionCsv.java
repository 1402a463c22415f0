package io.trainyard.model;

import io.trainyard.dataset.Cells;
import io.trainyard.dataset.CsvRows;
import io.trainyard.dataset.RowSource;
import io.trainyard.limits.Limits;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.InvalidRequest.Flaw;
import io.trainyard.rest.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a prediction request from CSV: a header line with the model's features in any
 * order, then a line per row. Every fault is told by line and column.
 */
final class PredictionCsv implements RowSource.Sink {
  private final ModelDescription model;
  private final int mostRows;
  private final List<double[]> rows = new ArrayList<>();
  private final List<Flaw> flaws = new ArrayList<>();
  private List<String> header = List.of();
  private int[] places = {};

  private PredictionCsv(ModelDescription model, int mostRows) {
    this.model = model;
    this.mostRows = mostRows;
  }

  /**
   * The rows in {@code csv}, each in the order of the model's features.
   *
   * @throws InvalidRequest with every fault found
   */
  static double[][] read(byte[] csv, ModelDescription model, Limits limits) {
    PredictionCsv sink = new PredictionCsv(model, limits.prediction_rows());
    try {
      new CsvRows(() -> new ByteArrayInputStream(csv), limits).read(sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidRequest e) {
      sink.flaws.addAll(e.flaws());
      sink.flaws.sort(Comparator.comparing(flaw -> Objects.requireNonNullElse(flaw.line(), 0L)));
    }
    if (sink.rows.isEmpty() && sink.flaws.isEmpty()) {
      sink.flaw(1, null, "invalid_value", "Expected at least one row below the header; got none.");
    }
    if (!sink.flaws.isEmpty()) {
      throw new InvalidRequest(sink.flaws);
    }
    return sink.rows.toArray(double[][]::new);
  }

  @Override
  public void columns(List<String> names, long line) {
    header = names;
    places = names.stream().mapToInt(model.features()::indexOf).toArray();
    for (int i = 0; i < places.length; i++) {
      String name = names.get(i);
      if (places[i] < 0) {
        flaw(1, name, "unknown_name", PredictionRows.unknownColumn(name, model));
      }
    }
    for (String feature : model.features()) {
      if (!names.contains(feature)) {
        flaw(1, feature, "missing_field", "Column " + Refusal.quoted(feature) + " is missing.");
      }
    }
  }

  @Override
  public boolean row(Cells cells) {
    if (rows.size() == mostRows) {
      flaw(cells.line(), null, "limit_exceeded", PredictionRows.tooMany(mostRows));
      return false;
    }
    double[] values = new double[model.features().size()];
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        values[places[i]] = number(cells, i);
      }
    }
    rows.add(values);
    return flaws.size() < PredictionRows.MOST_FAULTS;
  }

  private double number(Cells cells, int column) {
    String name = header.get(column);
    double value = cells.number(column);
    if (cells.isMissing(column)) {
      flaw(cells.line(), name, "missing_values", "Expected a number; got nothing.");
    } else if (Double.isNaN(value)) {
      String text = Refusal.quoted(cells.text(column));
      flaw(cells.line(), name, "wrong_type", "Expected a number; got " + text + ".");
    } else if (!Float.isFinite((float) value)) {
      flaw(cells.line(), name, "out_of_range", PredictionRows.beyondFloat(cells.text(column)));
    }
    return value;
  }

  private void flaw(long line, @Nullable String column, String code, String detail) {
    flaws.add(Flaw.atLine(line, column, code, detail));
  }
}
