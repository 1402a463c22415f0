package io.trainyard.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenUntilTheEndTest {
  @Test
  void anH2UrlGetsTheSettingThatKeepsTheDatabaseOpen() {
    assertThat(OpenUntilTheEnd.url("jdbc:h2:file:./data/trainyard;MODE=PostgreSQL"))
        .isEqualTo("jdbc:h2:file:./data/trainyard;MODE=PostgreSQL;DB_CLOSE_ON_EXIT=FALSE");
    assertThat(OpenUntilTheEnd.url("jdbc:h2:~/mine"))
        .isEqualTo("jdbc:h2:~/mine;DB_CLOSE_ON_EXIT=FALSE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost/trainyard",
        "jdbc:h2:file:./data/trainyard;db_close_on_exit=false",
        "jdbc:h2:file:./data/trainyard;AUTO_SERVER=TRUE"
      })
  void anotherUrlStaysAsItIs(String url) {
    assertThat(OpenUntilTheEnd.url(url)).isEqualTo(url);
  }
}
