package io.trainyard;

import static com.zaxxer.hikari.SQLExceptionOverride.Override.CONTINUE_EVICT;
import static com.zaxxer.hikari.SQLExceptionOverride.Override.MUST_EVICT;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class LostDatabaseTest {
  private final LostDatabase lostDatabase = new LostDatabase();

  @Test
  void givesUpAConnectionToADatabaseThatH2HasClosed() {
    assertThat(lostDatabase.adjudicate(new SQLException("closed", "90098", 90098)))
        .isEqualTo(MUST_EVICT);
  }

  @Test
  void keepsAConnectionOnWhichAStatementFailed() {
    assertThat(lostDatabase.adjudicate(new SQLException("duplicate", "23505", 23505)))
        .isEqualTo(CONTINUE_EVICT);
  }
}
