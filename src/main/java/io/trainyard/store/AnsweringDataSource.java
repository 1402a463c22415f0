package io.trainyard.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A pool that makes nobody wait for a database that is away: whoever comes then is refused at once,
 * and who waits for its answer is woken. While it answers, one may wait long for a connection that
 * others have.
 */
final class AnsweringDataSource extends DelegatingDataSource {
  private static final Logger log = LoggerFactory.getLogger(AnsweringDataSource.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CANNOT_CONNECT = "08001";

  private final DatabaseState state;
  private final LongSupplier nanoTime;

  /** The pool's connections to the database itself, for as long as the pool keeps them. */
  private final Set<Connection> known =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /**
   * Such a pool.
   *
   * @param pool gives up after a moment when it has no connection
   */
  AnsweringDataSource(DataSource pool, DatabaseState state, LongSupplier nanoTime) {
    super(pool);
    this.state = state;
    this.nanoTime = nanoTime;
  }

  @Override
  public Connection getConnection() throws SQLException {
    long end = nanoTime.getAsLong() + PATIENCE.toNanos();
    while (true) {
      String trouble = state.trouble();
      if (trouble != null) {
        throw new SQLTransientConnectionException(trouble, CANNOT_CONNECT);
      }
      try {
        Connection connection = super.getConnection();
        known.add(connection.unwrap(Connection.class));
        return connection;
      } catch (SQLTransientConnectionException e) {
        if (nanoTime.getAsLong() - end > 0) {
          throw e;
        }
      }
    }
  }

  /** Ends every statement that waits for an answer, with an error. */
  void abandonAll() {
    for (Connection connection : List.copyOf(known)) {
      try {
        connection.abort(task -> Thread.ofVirtual().name("abandon").start(task));
        known.remove(connection);
      } catch (SQLException e) {
        log.debug("A connection cannot be abandoned.", e);
      }
    }
  }
}
