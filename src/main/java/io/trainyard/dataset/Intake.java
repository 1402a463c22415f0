package io.trainyard.dataset;

import io.trainyard.limits.Limits;
import io.trainyard.rest.InvalidRequest;
import io.trainyard.signature.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes data sets in: receives the bytes, learns what they hold, stores them. */
@Component
class Intake {
  static final String CSV = "text/csv; charset=utf-8";
  static final String JSON = "application/json";

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
  DataSet csv(InputStream body, @Nullable String name) throws IOException {
    checkName(name);
    try (Upload upload = Upload.receive(body)) {
      return store(upload, new CsvRows(upload, limits), name, CSV, false);
    }
  }

  /** Stores a CSV file that came with a form and is kept by the server until the answer is sent. */
  DataSet csvOfForm(RowSource.Bytes file, @Nullable String name) throws IOException {
    checkName(name);
    try (Upload upload = Upload.of(file)) {
      return store(upload, new CsvRows(upload, limits), name, CSV, false);
    }
  }

  /** Stores a CSV file under its name and digest, unless it is there. */
  Attachments.Attached attached(RowSource.Bytes file, @Nullable String stem) throws IOException {
    try (Upload upload = Upload.of(file)) {
      String name = (stem == null ? "data" : stem) + "-" + upload.digest().substring(0, 12);
      Optional<DataSet> known = dataSets.find(name);
      if (known.isPresent() && known.get().sha256().equals(upload.digest())) {
        return new Attachments.Attached(known.get(), false);
      }
      checkName(name);
      DataSet stored = store(upload, new CsvRows(upload, limits), name, CSV, false);
      return new Attachments.Attached(stored, true);
    }
  }

  /** Stores a CSV file that comes with the service. */
  void builtIn(RowSource.Bytes file, String name) throws IOException {
    try (Upload upload = Upload.of(file)) {
      store(upload, new CsvRows(upload, limits), name, CSV, true);
    }
  }

  /** Stores the columns and rows of a JSON body, which may name itself. */
  DataSet json(InputStream body, @Nullable String nameOfQuery) throws IOException {
    checkName(nameOfQuery);
    try (Upload upload = Upload.receive(body)) {
      JsonRows rows = JsonRows.of(upload, limits);
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
      return store(upload, rows, name, JSON, false);
    }
  }

  private DataSet store(
      Upload upload, RowSource rows, @Nullable String name, String contentType, boolean readOnly)
      throws IOException {
    if (name != null) {
      dataSets.checkNameIsFree(name);
    }
    readers.acquireUninterruptibly();
    try {
      TableProfile profile = TableProfile.of(rows, limits);
      return dataSets.create(name, upload, rows, profile, contentType, readOnly);
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
