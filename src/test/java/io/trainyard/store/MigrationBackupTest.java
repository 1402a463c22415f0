package io.trainyard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class MigrationBackupTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path directory;
  private StoreFile file;
  private Path scripts;

  @BeforeEach
  void writeFirstScript() throws IOException {
    file = StoreFile.at(directory.resolve("data/t.mv.db"), "");
    scripts = Files.createDirectory(directory.resolve("scripts"));
    Files.writeString(scripts.resolve("V1__first.sql"), "create table a (b int);");
  }

  @Test
  void aBackupIsKeptBeforeAMigrationOfADatabaseThatIsThereAndBeforeNoOther() throws IOException {
    migrate();
    migrate();
    assertThat(Backups.kept(file)).isEmpty();

    Files.writeString(scripts.resolve("V2__second.sql"), "alter table a add c int;");
    migrate();
    migrate();
    assertThat(Backups.kept(file))
        .singleElement()
        .satisfies(path -> {
          assertThat(path).hasFileName("t-before-V2-20260301T120000Z.zip").isNotEmptyFile();
        });
    try (var left = Files.list(file.directory())) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("t.mv.db", "backups");
    }
  }

  private void migrate() {
    SteadyPath.Files files = SteadyPath.register();
    files.keep(file, Reserve.none());
    Store store = new Store(file, Reserve.none(), files);
    SingleConnectionDataSource database = new SingleConnectionDataSource(file.url(), "", "", true);
    try {
      new StoreConfiguration()
          .backupBeforeMigration(store, new Backups(store, CLOCK))
          .migrate(
              Flyway.configure().dataSource(database).locations("filesystem:" + scripts).load());
    } finally {
      database.destroy();
    }
  }
}
