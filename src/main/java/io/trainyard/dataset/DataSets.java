package io.trainyard.dataset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trainyard.limits.Limits;
import io.trainyard.rest.Conflict;
import io.trainyard.rest.Ids;
import io.trainyard.rest.NotFound;
import io.trainyard.rest.Page;
import io.trainyard.rest.PageQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The data sets: what there is, and the values of their columns. */
@Component
public class DataSets {
  static final String PREFIX = "ds_";

  /** Part of the heap that decoded tables may take, and of that, one table. */
  private static final int SHARE_OF_HEAP = 16;

  private static final int SHARE_OF_CACHE = 4;
  private static final int NAMES_TO_SUGGEST = 1000;

  private final StoredDataSets stored;
  private final TableStore tables;
  private final Ids ids;
  private final Clock clock;
  private final ObjectProvider<DataSetUse> uses;
  private final Limits limits;
  private final TransactionTemplate transaction;

  private final long cacheBytes = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;

  // Filled without a lock: who loads may wait for a connection that somebody else who waits has.
  private final Cache<String, TableStore.Schema> schemas =
      Caffeine.newBuilder()
          .maximumWeight(cacheBytes)
          .weigher((String id, TableStore.Schema schema) -> weight(schema))
          .build();
  private final Cache<String, double[][]> decoded =
      Caffeine.newBuilder()
          .maximumWeight(cacheBytes)
          .weigher((String id, double[][] table) -> weight(table))
          .build();

  DataSets(
      StoredDataSets stored,
      TableStore tables,
      Ids ids,
      Clock clock,
      ObjectProvider<DataSetUse> uses,
      Limits limits,
      PlatformTransactionManager transactions) {
    this.stored = stored;
    this.tables = tables;
    this.ids = ids;
    this.clock = clock;
    this.uses = uses;
    this.limits = limits;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** The data set of this id or name. */
  public Optional<DataSet> find(String idOrName) {
    return findStored(idOrName).map(this::described);
  }

  /**
   * The data set of this id or name.
   *
   * @throws NotFound if there is none, with the nearest name
   */
  public DataSet get(String idOrName) {
    return described(getStored(idOrName));
  }

  /**
   * Values of some columns, read in one pass: numbers as they are, categories as index into {@link
   * Column#classes()}, missing values as NaN. The arrays belong to the caller.
   *
   * @return by name, in the order asked for; each as long as the data set has rows
   * @throws IllegalArgumentException if a column is not there or is text
   */
  public Map<String, double[]> values(DataSet dataSet, Collection<String> names) {
    List<String> wanted = List.copyOf(names);
    int[] places = wanted.stream().mapToInt(name -> place(dataSet, name)).toArray();
    int columns = dataSet.columns().size();
    double[][] values;
    if ((long) dataSet.rows() * columns * Double.BYTES <= cacheBytes / SHARE_OF_CACHE) {
      double[][] table = wholeTable(dataSet);
      values =
          IntStream.of(places).mapToObj(place -> table[place].clone()).toArray(double[][]::new);
    } else {
      values = tables.values(dataSet.id(), dataSet.rows(), columns, places);
    }
    Map<String, double[]> byName = new LinkedHashMap<>();
    for (int i = 0; i < places.length; i++) {
      byName.put(wanted.get(i), values[i]);
    }
    return byName;
  }

  /**
   * A column of texts.
   *
   * @param words those that are different
   * @param values for each row the place of its text among them, NaN where there is none
   */
  public record Words(List<String> words, double[] values) {}

  /**
   * The texts of some columns, read from the bytes that were sent.
   *
   * @return by name
   */
  public Map<String, Words> texts(DataSet dataSet, List<String> names) {
    List<String> all = dataSet.columns().stream().map(Column::name).toList();
    Texts texts = new Texts(names.stream().mapToInt(all::indexOf).toArray(), dataSet.rows());
    try {
      rows(dataSet).read(texts);
    } catch (IOException e) {
      throw new UncheckedIOException("the texts of " + dataSet.id() + " cannot be read", e);
    }
    return texts.byName(names);
  }

  /** The rows of a data set as they were sent. */
  RowSource rows(DataSet dataSet) throws IOException {
    return Intake.rows(dataSet.content_type(), content(dataSet), dataSet.reading(), limits);
  }

  /** The bytes of a data set as they were sent. */
  RowSource.Bytes content(DataSet dataSet) {
    return () -> new StoredContent(tables, dataSet.id());
  }

  /**
   * Keeps a data set from being deleted until the caller's transaction ends. Whoever begins to need
   * one calls this in the transaction that writes the need down.
   *
   * @throws NotFound if it has been deleted
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void hold(String id) {
    if (stored.lock(id).isEmpty()) {
      throw new NotFound("data set", id);
    }
  }

  /**
   * Stores a data set, whole or not at all.
   *
   * @param name a name without fault; its id when null
   * @throws Conflict if the name is taken
   */
  DataSet create(
      @Nullable String name,
      Upload upload,
      RowSource rows,
      TableProfile profile,
      Reading reading,
      String contentType,
      boolean readOnly) {
    String id = ids.next(PREFIX);
    StoredDataSet dataSet =
        new StoredDataSet(
            id,
            name == null ? id : name,
            profile,
            upload,
            contentType,
            readOnly,
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    checkNameIsFree(dataSet.name());
    try {
      transaction.executeWithoutResult(status -> {
        stored.saveAndFlush(dataSet);
        write(id, upload, rows, profile, reading);
      });
    } catch (DataIntegrityViolationException | ConcurrencyFailureException e) {
      // Another request has, or is about to have, the name.
      checkNameIsFree(dataSet.name());
      throw e instanceof ConcurrencyFailureException
          ? new Conflict("A data set of this name is just being stored by another request.")
          : e;
    }
    return described(dataSet);
  }

  /** Refuses a name that another data set has. */
  void checkNameIsFree(String name) {
    stored
        .findByName(name)
        .ifPresent(other -> {
          throw new Conflict(
              "There is a data set of this name, with the id '%s'.".formatted(other.id()),
              Map.of("existing_id", other.id()));
        });
  }

  /** A page of data sets, without their columns. */
  <T> Page<T> page(PageQuery query, Function<StoredDataSet, T> view) {
    String start = query.start(PREFIX);
    Limit limit = Limit.of(query.limit() + 1);
    List<StoredDataSet> found =
        query.newest_first()
            ? stored.findByIdLessThanOrderByIdDesc(start, limit)
            : stored.findByIdGreaterThanOrderById(start, limit);
    return Page.of(found, query, StoredDataSet::id, view);
  }

  /**
   * Deletes a data set.
   *
   * @throws Conflict if it is read-only or somebody still needs it
   */
  void delete(String idOrName) {
    String id = getStored(idOrName).id();
    transaction.executeWithoutResult(status -> {
      StoredDataSet dataSet = stored.lock(id).orElseThrow(() -> new NotFound("data set", idOrName));
      if (dataSet.readOnly()) {
        throw new Conflict(
            "The data set '%s' came with the service and stays.".formatted(dataSet.name()));
      }
      List<String> users = new ArrayList<>();
      uses.forEach(use -> users.addAll(use.unfinishedUsersOf(id)));
      if (!users.isEmpty()) {
        throw new Conflict(
            "The data set is needed by jobs that have not finished: %s."
                .formatted(String.join(", ", users)),
            Map.of("jobs", users));
      }
      stored.delete(dataSet);
    });
    schemas.invalidate(id);
    decoded.invalidate(id);
  }

  StoredDataSet getStored(String idOrName) {
    return findStored(idOrName)
        .orElseThrow(
            () -> new NotFound("data set", idOrName, stored.names(Limit.of(NAMES_TO_SUGGEST))));
  }

  private Optional<StoredDataSet> findStored(String idOrName) {
    if (Ids.isId(PREFIX, idOrName)) {
      return stored.findById(idOrName);
    }
    // PostgreSQL has no text with U+0000, so it cannot even be asked for one.
    return idOrName.indexOf(0) >= 0 ? Optional.empty() : stored.findByName(idOrName);
  }

  private DataSet described(StoredDataSet dataSet) {
    TableStore.Schema schema = schemas.getIfPresent(dataSet.id());
    if (schema == null) {
      schema = tables.schema(dataSet.id());
      schemas.put(dataSet.id(), schema);
    }
    return new DataSet(
        dataSet.id(),
        dataSet.name(),
        dataSet.rows(),
        dataSet.sizeBytes(),
        dataSet.sha256(),
        dataSet.contentType(),
        dataSet.readOnly(),
        dataSet.createdAt(),
        schema.columns(),
        schema.warnings(),
        schema.reading());
  }

  private void write(
      String id, Upload upload, RowSource rows, TableProfile profile, Reading reading) {
    try {
      tables.write(id, upload, rows, profile, reading);
    } catch (IOException e) {
      throw new UncheckedIOException("the upload can no longer be read", e);
    }
  }

  /** All columns but those without values, which stay empty. */
  private double[][] wholeTable(DataSet dataSet) {
    double[][] known = decoded.getIfPresent(dataSet.id());
    if (known != null) {
      return known;
    }
    int columns = dataSet.columns().size();
    int[] withValues =
        IntStream.range(0, columns).filter(i -> dataSet.columns().get(i).hasValues()).toArray();
    double[][] values = tables.values(dataSet.id(), dataSet.rows(), columns, withValues);
    double[][] table = new double[columns][0];
    for (int i = 0; i < withValues.length; i++) {
      table[withValues[i]] = values[i];
    }
    decoded.put(dataSet.id(), table);
    return table;
  }

  private static int place(DataSet dataSet, String name) {
    List<Column> columns = dataSet.columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        if (!columns.get(i).hasValues()) {
          throw new IllegalArgumentException("column '%s' is text".formatted(name));
        }
        return i;
      }
    }
    throw new IllegalArgumentException(
        "data set %s has no column '%s'".formatted(dataSet.id(), name));
  }

  private static int weight(TableStore.Schema schema) {
    long weight = 0;
    if (schema.warnings() != null) {
      for (Warning warning : schema.warnings()) {
        weight += 200 + warning.detail().length() * 2L;
      }
    }
    for (Column column : schema.columns()) {
      weight += 200 + column.name().length() * 2L;
      if (column.classes() != null) {
        for (String text : column.classes()) {
          weight += 50 + text.length() * 2L;
        }
      }
    }
    return (int) Math.min(weight, Integer.MAX_VALUE);
  }

  private static int weight(double[][] table) {
    long weight = 64;
    for (double[] column : table) {
      weight += 16 + (long) column.length * Double.BYTES;
    }
    return (int) Math.min(weight, Integer.MAX_VALUE);
  }
}
