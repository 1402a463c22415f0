package io.trainyard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** What is committed before H2's file is forced is there after a loss of power. */
class H2DiskTest {
  /** H2 then begins a write of its own in the background every few milliseconds. */
  private static final String IMPATIENT = ";WRITE_DELAY=1";

  @TempDir private Path directory;

  @Test
  void whatWasCommittedIsOnTheDiskAlsoWhileH2WritesInTheBackground() throws SQLException {
    String url = VolatileDisk.url(directory.resolve("here")) + IMPATIENT;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      H2Disk disk = new H2Disk(new SimpleDriverDataSource(new Driver(), url));
      statement.execute("create table kept (id int primary key, text varchar(100))");
      for (int id = 0; id < 300; id++) {
        statement.executeUpdate("insert into kept values (%d, 'a text')".formatted(id));
        disk.force();
        assertThat(largestIdAfterLossOfPower(id)).isEqualTo(id);
      }
    }
  }

  @Test
  void doesNotVouchForADatabaseThatHasBeenClosedMeanwhile() throws SQLException {
    String url = VolatileDisk.url(directory);
    H2Disk disk = new H2Disk(new SimpleDriverDataSource(new Driver(), url));
    for (int time = 0; time < 2; time++) {
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        if (time == 1) {
          assertThatThrownBy(disk::force)
              .isInstanceOf(DataAccessResourceFailureException.class)
              .hasRootCauseMessage("The file was closed and opened since the last time.");
        }
        disk.force();
        disk.force();
        statement.execute("shutdown immediately");
      }
    }
  }

  @Test
  void hasNothingToDoForADatabaseInMemory() throws SQLException {
    String url = "jdbc:h2:mem:forced";
    try (Connection connection = DriverManager.getConnection(url)) {
      assertThat(connection.isValid(0)).isTrue();
      new H2Disk(new SimpleDriverDataSource(new Driver(), url)).force();
    }
  }

  private int largestIdAfterLossOfPower(int number) throws SQLException {
    Path after = directory.resolve("after" + number);
    try {
      VolatileDisk.loseThePower(directory.resolve("here"), after);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    try (Connection connection = DriverManager.getConnection(VolatileDisk.urlOfCopy(after));
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select max(id) from kept")) {
      result.next();
      return result.getInt(1);
    }
  }
}
