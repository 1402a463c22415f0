package io.trainyard.dataset;

import io.trainyard.limits.Limits;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.signature.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes data sets in: receives the bytes, learns what they hold, stores them. */
@Component
class Intake {
  static final String CSV = "text/csv";
  static final String JSON = "application/json";
  static final String JSON_LINES = "application/x-ndjson";

  private final DataSets dataSets;
  private final Limits limits;

  /** Reading a file keeps a core busy and needs some memory, so no more at once than cores. */
  private final Semaphore readers = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  Intake(DataSets dataSets, Limits limits) {
    this.dataSets = dataSets;
    this.limits = limits;
  }

  /**
   * Stores a CSV file.
   *
   * @param name what to call it; its id when null
   */
  DataSet csv(InputStream body, @Nullable String name, ReadOptions said) throws IOException {
    checkName(name);
    try (Upload upload = Upload.receive(body)) {
      return storeCsv(upload, said, name, false);
    }
  }

  /** Stores a CSV file that came with a form and is kept by the server until the answer is sent. */
  DataSet csvOfForm(RowSource.Bytes file, @Nullable String name, ReadOptions said)
      throws IOException {
    checkName(name);
    try (Upload upload = upload(file)) {
      return storeCsv(upload, said, name, false);
    }
  }

  /** Stores a CSV file under its name and digest, unless it is there. */
  Attachments.Attached attached(RowSource.Bytes file, @Nullable String stem) throws IOException {
    try (Upload upload = upload(file)) {
      String name = (stem == null ? "data" : stem) + "-" + upload.digest().substring(0, 12);
      Optional<DataSet> known = dataSets.find(name);
      if (known.isPresent() && known.get().sha256().equals(upload.digest())) {
        return new Attachments.Attached(known.get(), false);
      }
      checkName(name);
      DataSet stored = storeCsv(upload, ReadOptions.NONE, name, false);
      return new Attachments.Attached(stored, true);
    }
  }

  /** Stores a CSV file that comes with the service. */
  void builtIn(RowSource.Bytes file, String name) throws IOException {
    try (Upload upload = Upload.of(file)) {
      storeCsv(upload, ReadOptions.NONE, name, true);
    }
  }

  /** Stores the columns and rows of a JSON body, which may name itself. */
  DataSet json(InputStream body, @Nullable String nameOfQuery, ReadOptions said)
      throws IOException {
    checkName(nameOfQuery);
    try (Upload upload = Upload.receive(body)) {
      JsonRows rows = JsonRows.of(upload, said, limits);
      String name = rows.name();
      if (name == null) {
        name = nameOfQuery;
      } else {
        Fault fault = DataSetNames.fault(name, limits);
        if (fault == null && nameOfQuery != null && !nameOfQuery.equals(name)) {
          fault = new Fault("", "The body and the query give different names.", "invalid_value");
        }
        if (fault != null) {
          throw InvalidRequest.at("/name", fault.code(), fault.detail());
        }
      }
      return store(upload, rows, new Reading(said, said), name, JSON, false);
    }
  }

  /**
   * Stores the bytes of a data set once more, read under other options; what was said of it counts
   * where these say nothing.
   */
  DataSet again(DataSet from, @Nullable String name, Map<String, ?> said) throws IOException {
    checkName(name);
    Map<String, Object> all = new LinkedHashMap<>(from.reading().said().toTree());
    all.putAll(said);
    ReadOptions options = ReadOptionsReader.read(all);
    try (Upload upload = Upload.of(dataSets.content(from))) {
      if (from.content_type().startsWith(CSV)) {
        return storeCsv(upload, options, name, false);
      }
      Reading reading = new Reading(options, options);
      RowSource rows = rows(from.content_type(), upload, reading, limits);
      return store(upload, rows, reading, name, from.content_type(), false);
    }
  }

  /** Stores JSON lines. */
  DataSet jsonLines(InputStream body, @Nullable String name, ReadOptions said) throws IOException {
    checkName(name);
    try (Upload upload = Upload.receive(body)) {
      Reading reading = new Reading(said, said);
      RowSource rows = rows(JSON_LINES, upload, reading, limits);
      return store(upload, rows, reading, name, JSON_LINES, false);
    }
  }

  /** The rows of bytes of that type. */
  static RowSource rows(String contentType, RowSource.Bytes bytes, Reading reading, Limits limits)
      throws IOException {
    return switch (contentType) {
      case JSON -> JsonRows.of(bytes, reading.options(), limits);
      case JSON_LINES -> JsonLines.of(bytes, reading.options(), limits);
      default -> new CsvRows(bytes, limits, reading);
    };
  }

  /** A file that is kept elsewhere; what was packed in it, if it is gzip. */
  private Upload upload(RowSource.Bytes file) throws IOException {
    if (!Gzip.begins(file)) {
      return Upload.of(file);
    }
    try (InputStream packed = file.open()) {
      return Upload.receive(Gzip.unpacked(packed, limits.dataset_bytes(), false));
    }
  }

  private DataSet storeCsv(Upload upload, ReadOptions said, @Nullable String name, boolean readOnly)
      throws IOException {
    Reading reading = Reading.of(upload, said);
    RowSource rows = new CsvRows(upload, limits, reading);
    String contentType = CSV + "; charset=" + reading.charset();
    return store(upload, rows, reading, name, contentType, readOnly);
  }

  private DataSet store(
      Upload upload,
      RowSource rows,
      Reading reading,
      @Nullable String name,
      String contentType,
      boolean readOnly)
      throws IOException {
    if (name != null) {
      dataSets.checkNameIsFree(name);
    }
    readers.acquireUninterruptibly();
    try {
      TableProfile profile = TableProfile.of(rows, reading.options(), limits);
      return dataSets.create(name, upload, rows, profile, reading, contentType, readOnly);
    } finally {
      readers.release();
    }
  }

  private void checkName(@Nullable String name) {
    Fault fault = name == null ? null : DataSetNames.fault(name, limits);
    if (fault != null) {
      throw new InvalidRequest(
          List.of(new InvalidRequest.Flaw(null, "name", null, null, fault.detail(), fault.code())));
    }
  }
}
