package io.trainyard.model;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.rest.InvalidRequest.Flaw;
import io.trainyard.rest.Refusal;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a prediction request from CSV: a header line with the model's features in any
 * order, then a line per row. Every fault is told by line and column.
 */
final class PredictionCsv {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private final ModelDescription model;
  private final int mostRows;
  private final List<Flaw> flaws = new ArrayList<>();

  private PredictionCsv(ModelDescription model, int mostRows) {
    this.model = model;
    this.mostRows = mostRows;
  }

  /**
   * The rows in {@code csv}, each in the order of the model's features.
   *
   * @throws InvalidRequest with every fault found
   */
  static double[][] read(InputStream csv, ModelDescription model, int mostRows) {
    PredictionCsv reading = new PredictionCsv(model, mostRows);
    double[][] rows = reading.rows(csv);
    if (!reading.flaws.isEmpty()) {
      throw new InvalidRequest(reading.flaws);
    }
    return rows;
  }

  private double[][] rows(InputStream csv) {
    long line = 1;
    try {
      Iterator<CsvRecord> records =
          CsvReader.builder()
              .allowExtraFields(true)
              .allowMissingFields(true)
              .ofCsvRecord(new InputStreamReader(csv, StandardCharsets.UTF_8.newDecoder()))
              .iterator();
      if (!records.hasNext()) {
        flaw(1, null, "malformed", "The body is empty; expected a header line.");
        return new double[0][];
      }
      CsvRecord first = records.next();
      int[] places = places(header(first), first.getStartingLineNumber());
      List<double[]> rows = new ArrayList<>();
      while (records.hasNext() && flaws.size() < PredictionRows.MOST_FAULTS) {
        CsvRecord next = records.next();
        line = next.getStartingLineNumber();
        if (rows.size() == mostRows) {
          flaw(line, null, "limit_exceeded", PredictionRows.tooMany(mostRows));
          break;
        }
        rows.add(row(next, places));
      }
      if (rows.isEmpty() && flaws.isEmpty()) {
        flaw(line, null, "invalid_value", "Expected at least one row below the header; got none.");
      }
      return rows.toArray(double[][]::new);
    } catch (CsvParseException e) {
      flaw(
          line,
          null,
          "malformed",
          "Cannot be read as CSV from the line after %d on.".formatted(line));
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof CharacterCodingException)) {
        throw e;
      }
      flaw(line, null, "malformed", "Not UTF-8 somewhere after line %d.".formatted(line));
    }
    return new double[0][];
  }

  private static List<String> header(CsvRecord record) {
    return record.getFields().stream()
        .map(name -> name.startsWith("\uFEFF") ? name.substring(1).strip() : name.strip())
        .toList();
  }

  /** For each field of a line the place of its feature; -1 where there is none. */
  private int[] places(List<String> header, long line) {
    int[] places = new int[header.size()];
    for (int i = 0; i < places.length; i++) {
      String name = header.get(i);
      places[i] = model.features().indexOf(name);
      if (places[i] < 0) {
        flaw(line, name, "unknown_name", PredictionRows.unknownColumn(name, model));
      } else if (header.indexOf(name) < i) {
        flaw(line, name, "duplicate", "Column " + Refusal.quoted(name) + " stands twice.");
      }
    }
    for (String feature : model.features()) {
      if (!header.contains(feature)) {
        flaw(line, feature, "missing_field", "Column " + Refusal.quoted(feature) + " is missing.");
      }
    }
    return places;
  }

  private double[] row(CsvRecord record, int[] places) {
    long line = record.getStartingLineNumber();
    if (record.getFieldCount() != places.length) {
      flaw(
          line,
          null,
          "shape_mismatch",
          "Expected %d fields as in the header; got %d."
              .formatted(places.length, record.getFieldCount()));
      return new double[0];
    }
    double[] values = new double[model.features().size()];
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        values[places[i]] =
            number(record.getField(i).strip(), line, model.features().get(places[i]));
      }
    }
    return values;
  }

  private double number(String text, long line, String column) {
    if (text.isEmpty()) {
      flaw(line, column, "missing_values", "Expected a number; got nothing.");
    } else if (!NUMBER.matcher(text).matches()) {
      flaw(line, column, "wrong_type", "Expected a number; got " + Refusal.quoted(text) + ".");
    } else {
      double value = Double.parseDouble(text);
      if (Float.isFinite((float) value)) {
        return value;
      }
      flaw(line, column, "out_of_range", PredictionRows.beyondFloat(text));
    }
    return Double.NaN;
  }

  private void flaw(long line, @Nullable String column, String code, String detail) {
    flaws.add(Flaw.atLine(line, column, code, detail));
  }
}
