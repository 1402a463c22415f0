package io.trainyard.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database for an answer, on a connection of its own that waits for none longer than a
 * moment. Used by one thread.
 */
final class Probe implements AutoCloseable {
  /** Twice this and the time between two looks are less than two seconds. */
  static final Duration LONGEST_ANSWER = Duration.ofMillis(700);

  private final DataSource database;
  private @Nullable Connection connection;

  /**
   * A probe.
   *
   * @param database whose connections take no longer than a moment to be made
   */
  Probe(DataSource database) {
    this.database = database;
  }

  /** What is wrong; null when the database answers. */
  @Nullable String trouble() {
    try {
      Connection asked = connection;
      if (asked == null) {
        asked = database.getConnection();
        connection = asked;
        asked.setNetworkTimeout(Runnable::run, (int) LONGEST_ANSWER.toMillis());
      }
      try (Statement statement = asked.createStatement()) {
        statement.execute("select 1");
      }
      return null;
    } catch (SQLException e) {
      close();
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public void close() {
    Connection asked = connection;
    connection = null;
    if (asked != null) {
      try {
        asked.close();
      } catch (SQLException e) {
        // it is of no use any more
      }
    }
  }
}
