package io.trainyard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.ServerProcess;
import io.trainyard.contract.Client;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service is backed up while it trains, loses its database, and gets it back. */
class BackupIT {
  private static final String JOB =
      Client.ARTICLE_JOB.replace("\"epochs\": 50", "\"epochs\": 3000");
  private static final Duration AT_MOST = Duration.ofMinutes(3);

  @TempDir private Path directory;

  @Test
  void whatWasBackedUpWhileJobsRanComesBackAfterTheDatabaseBroke() throws Exception {
    Path backup = directory.resolve("backup.zip");
    List<String> before;
    String after;
    try (ServerProcess server = ServerProcess.start(directory)) {
      Client client = server.client();
      String trained = client.trained(Client.ARTICLE_JOB);
      before =
          Stream.concat(
                  Stream.of(trained),
                  Stream.generate(() -> client.post("/v1/jobs", JOB).path("id").asString())
                      .limit(8))
              .toList();
      HttpResponse<Path> answer = backUp(server, backup);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
          .matches("attachment; filename=\"trainyard-\\d{8}T\\d{6}Z\\.zip\"");
      after = client.post("/v1/jobs", JOB).path("id").asString();

      String refusal = restore(backup, 1);
      assertThat(refusal).contains("A server is running on").contains("Nothing was changed");
      server.stop();
    }
    Path database = directory.resolve("data/trainyard.mv.db");
    assertThat(restore(cutOff(backup), 1)).contains("is not restored").contains("is cut off");
    breakHeader(database);

    ServerProcess broken = ServerProcess.launch(directory, List.of());
    assertThat(broken.exitStatus(AT_MOST)).isEqualTo(1);
    assertThat(broken.log())
        .contains("The database " + database.toRealPath() + " is broken and cannot be opened")
        .contains("java -jar trainyard.jar restore FILE")
        .contains("data/backups there are none")
        .doesNotContain("\n\tat ");

    assertThat(restore(backup, 0))
        .contains("Restored 9 jobs, 5 data sets and 1 models")
        .contains("is kept as");
    try (ServerProcess again = ServerProcess.start(directory)) {
      for (String job : before) {
        assertThat(again.client().get("/v1/jobs/" + job).path("id").asString()).isEqualTo(job);
      }
      assertThat(again.client().send("GET", "/v1/jobs/" + after, null, "*/*").statusCode())
          .isEqualTo(404);
      assertThat(again.client().get("/v1/jobs/" + before.getFirst()).path("status").asString())
          .isEqualTo("succeeded");
    }
  }

  @Test
  void aDatabaseThatIsNotOursIsNotRestored() throws Exception {
    StoreFile foreign = StoreFile.at(directory.resolve("foreign.mv.db"), "");
    SteadyPath.register();
    try (var connection = java.sql.DriverManager.getConnection(foreign.url(), "", "");
        var statement = connection.createStatement()) {
      statement.execute("create table pet (name text)");
    }
    StoreFile file = StoreFile.at(directory.resolve("data/trainyard.mv.db"), "");
    Path zip = directory.resolve("foreign.zip");
    try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new java.util.zip.ZipEntry("foreign.mv.db"));
      Files.copy(foreign.path(), out);
    }
    Restoration restoration = new Restoration(file, new StoreCheck("", ""), Clock.systemUTC());
    assertThatThrownBy(() -> restoration.restore(zip))
        .isInstanceOf(Restoration.NotRestored.class)
        .hasMessageContaining("its database is not one of Trainyard");
    assertThat(file.directory()).isEmptyDirectory();
  }

  private String restore(Path backup, int status) {
    ServerProcess process =
        ServerProcess.launch(directory, List.of(), "restore", backup.toString());
    assertThat(process.exitStatus(AT_MOST)).as(process::log).isEqualTo(status);
    assertThat(process.log()).doesNotContain("\tat ");
    return process.log();
  }

  private static HttpResponse<Path> backUp(ServerProcess server, Path to)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(server.address() + "/v1/backup"))
              .POST(BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofFile(to));
    }
  }

  private Path cutOff(Path backup) throws IOException {
    byte[] bytes = Files.readAllBytes(backup);
    return Files.write(
        directory.resolve("cut.zip"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static void breakHeader(Path database) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
      file.write(new byte[3 * 4096]);
    }
  }
}
