package io.trainyard.model;

import io.trainyard.dataset.Cells;
import io.trainyard.dataset.CsvRows;
import io.trainyard.dataset.Header;
import io.trainyard.dataset.RowSource;
import io.trainyard.limits.Limits;
import io.trainyard.preparation.Column;
import io.trainyard.preparation.ColumnType;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.InvalidRequest.Flaw;
import io.trainyard.rest.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a prediction request from CSV: a header line with the model's features in any
 * order, then a line per row. Every fault is told by line and column.
 */
final class PredictionCsv implements RowSource.Sink {
  private final ModelDescription model;
  private final int mostRows;
  private final ExtraColumns extra;
  private final List<FeatureValues> features;
  private final List<Long> lines = new ArrayList<>();
  private final List<Flaw> flaws = new ArrayList<>();
  private List<String> header = List.of();
  private int[] places = {};

  private PredictionCsv(ModelDescription model, ExtraColumns extra, int mostRows) {
    this.model = model;
    this.extra = extra;
    this.features = FeatureValues.of(model);
    this.mostRows = mostRows;
  }

  /**
   * What was read.
   *
   * @param columns the model's features in its order
   * @param lines where each row begins, counted from 1
   */
  record Rows(List<Column> columns, List<Long> lines) {}

  /**
   * The rows in {@code csv}.
   *
   * @throws InvalidRequest with every fault found
   */
  static Rows read(byte[] csv, ModelDescription model, ExtraColumns extra, Limits limits) {
    PredictionCsv sink = new PredictionCsv(model, extra, limits.prediction_rows());
    try {
      CsvRows.strict(() -> new ByteArrayInputStream(csv), limits).read(sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidRequest e) {
      sink.flaws.addAll(e.flaws());
      sink.flaws.sort(Comparator.comparing(flaw -> Objects.requireNonNullElse(flaw.line(), 0L)));
    }
    if (sink.lines.isEmpty() && sink.flaws.isEmpty()) {
      sink.flaw(1, null, "invalid_value", "Expected at least one row below the header; got none.");
    }
    if (!sink.flaws.isEmpty()) {
      throw new InvalidRequest(sink.flaws);
    }
    return new Rows(FeatureValues.columns(sink.features), sink.lines);
  }

  @Override
  public void columns(Header found) {
    List<String> names = found.names();
    header = names;
    places = names.stream().mapToInt(model.features()::indexOf).toArray();
    for (int i = 0; i < places.length; i++) {
      String name = names.get(i);
      if (places[i] < 0 && !PredictionRows.isIgnored(name, model, extra)) {
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
    if (lines.size() == mostRows) {
      flaw(cells.line(), null, "limit_exceeded", PredictionRows.tooMany(mostRows));
      return false;
    }
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        add(features.get(places[i]), cells, i);
      }
    }
    lines.add(cells.line());
    return flaws.size() < PredictionRows.MOST_FAULTS;
  }

  private void add(FeatureValues feature, Cells cells, int column) {
    String name = header.get(column);
    if (cells.isMissing(column)) {
      feature.addGap();
      if (!feature.takesGaps()) {
        flaw(cells.line(), name, "missing_values", "Expected a number; got nothing.");
      }
      return;
    }
    if (!feature.type().isNumeric()) {
      feature.add(cells.text(column));
      return;
    }
    double value =
        feature.type() == ColumnType.BOOLEAN ? truth(cells, column) : cells.number(column);
    feature.add(value);
    if (Double.isNaN(value)) {
      String text = Refusal.quoted(cells.text(column));
      String expected = "Expected " + feature.expected() + "; got " + text + ".";
      flaw(cells.line(), name, "wrong_type", expected);
    } else if (!Float.isFinite((float) value)) {
      flaw(cells.line(), name, "out_of_range", PredictionRows.beyondFloat(cells.text(column)));
    }
  }

  private static double truth(Cells cells, int column) {
    return switch (cells.text(column).toLowerCase(Locale.ROOT)) {
      case "true" -> 1;
      case "false" -> 0;
      default -> cells.number(column);
    };
  }

  private void flaw(long line, @Nullable String column, String code, String detail) {
    flaws.add(Flaw.atLine(line, column, code, detail));
  }
}
