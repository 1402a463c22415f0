package io.trainyard.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Reads a database's file from the first row to the last. */
final class StoreCheck {
  private static final String MIGRATIONS = "classpath:db/migration/V*__*.sql";
  private static final Pattern VERSION = Pattern.compile("V(\\d+)__.*");
  private static final String HISTORY = "flyway_schema_history";

  private final String user;
  private final String password;

  StoreCheck(@Nullable String user, @Nullable String password) {
    this.user = user == null ? "" : user;
    this.password = password == null ? "" : password;
  }

  /** A file that a server could not run on; says why, to follow a colon. */
  static final class Unfit extends Exception {
    Unfit(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }

  /**
   * Reads everything, and leaves the file as a server that stopped in peace.
   *
   * @return what is in it, in words
   */
  String read(StoreFile file) throws Unfit {
    SteadyPath.register();
    try (Connection connection = DriverManager.getConnection(file.url(), user, password);
        Statement statement = connection.createStatement()) {
      statement.execute("set lazy_query_execution true"); // tables may be larger than the memory
      List<String> tables = tables(statement);
      checkVersion(statement, tables);
      for (String table : tables) {
        readAll(statement, table);
      }
      String contents =
          "%d jobs, %d data sets and %d models"
              .formatted(
                  count(statement, "training_job"),
                  count(statement, "data_set"),
                  count(statement, "model"));
      statement.execute("shutdown");
      return contents;
    } catch (SQLException | IllegalStateException e) {
      throw new Unfit("its database cannot be read: %s.".formatted(BrokenStore.words(e)), e);
    }
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            select table_name from information_schema.tables
            where table_schema = schema() and table_type = 'BASE TABLE'\
            """)) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  private static void checkVersion(Statement statement, List<String> tables)
      throws SQLException, Unfit {
    if (!tables.contains(HISTORY) || !tables.contains("training_job")) {
      throw new Unfit("its database is not one of Trainyard.", null);
    }
    int newest = newestMigration();
    try (ResultSet rows =
        statement.executeQuery(
            "select max(cast(\"version\" as integer)) from \""
                + HISTORY
                + "\" where \"success\"")) {
      rows.next();
      if (rows.getInt(1) > newest) {
        throw new Unfit(
            "it was made by a later version (its schema is %d, this one's %d)."
                .formatted(rows.getInt(1), newest),
            null);
      }
    }
  }

  private static int newestMigration() {
    try {
      return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(MIGRATIONS))
          .map(resource -> VERSION.matcher(String.valueOf(resource.getFilename())))
          .filter(Matcher::matches)
          .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readAll(Statement statement, String table) throws SQLException {
    try (ResultSet rows = statement.executeQuery("select * from \"" + table + "\"")) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int column = 1; column <= columns; column++) {
          rows.getString(column);
        }
      }
    }
  }

  private static long count(Statement statement, String table) throws SQLException {
    try (ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
