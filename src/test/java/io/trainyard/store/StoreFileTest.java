package io.trainyard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFileTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:file:/var/data/trainyard;MODE=PostgreSQL, /var/data/trainyard.mv.db, ;MODE=PostgreSQL",
    "jdbc:h2:/var/data/trainyard, /var/data/trainyard.mv.db, ''",
    "jdbc:h2:file:/var/./x/../data/t;A=1;B=2, /var/data/t.mv.db, ;A=1;B=2",
  })
  void isFoundInTheUrlsOfFiles(String url, Path file, String options) {
    assertThat(StoreFile.of(url)).hasValue(new StoreFile(file, options));
  }

  @Test
  void isBelowTheDirectoryOfTheProcessOrTheHomeOfItsUser() {
    assertThat(StoreFile.of("jdbc:h2:file:./data/trainyard").orElseThrow().path())
        .isEqualTo(Path.of("data/trainyard.mv.db").toAbsolutePath());
    assertThat(StoreFile.of("jdbc:h2:~/trainyard").orElseThrow().path())
        .isEqualTo(Path.of(System.getProperty("user.home"), "trainyard.mv.db"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:test",
        "jdbc:h2:tcp://localhost/~/test",
        "jdbc:h2:zip:/x.zip!/test",
        "jdbc:postgresql://localhost/trainyard"
      })
  void isNotInOtherUrls(String url) {
    assertThat(StoreFile.of(url)).isEmpty();
  }

  @Test
  void hasAUrlThatH2OpensAsASteadyFile() {
    assertThat(StoreFile.of("jdbc:h2:file:/var/data/t;A=1").orElseThrow().url())
        .isEqualTo("jdbc:h2:steady:/var/data/t;A=1");
  }
}
