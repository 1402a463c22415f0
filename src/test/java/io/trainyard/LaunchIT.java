package io.trainyard;

import static io.trainyard.ServerProcess.classPath;
import static io.trainyard.ServerProcess.java;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainyard.contract.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However it is started, the service has the options of Java that it needs for full speed. */
class LaunchIT {
  private static final String SLOW = "Training will be many times slower";
  private static final String START = Start.class.getName();
  private static final int ENDED_BY_SIGTERM = 143;

  @TempDir private Path directory;

  @Test
  void givesItselfTheOptionsAndStaysTheSameProcess() throws IOException {
    try (ServerProcess server = started(java(), "-Xmx300m", "-cp", classPath(), START, "--a b=")) {
      assertThat(command(server)).containsAll(Launch.options());
      assertThat(command(server)).contains("-Xmx300m", START, "--a b=");
      assertThat(server.log()).doesNotContain(SLOW);
      new Client(server.address()).trained(Client.ARTICLE_JOB);
      assertThat(server.stop()).isEqualTo(ENDED_BY_SIGTERM);
    }
  }

  @Test
  void isStartedOnceWhereTheOptionsAreGiven() throws IOException {
    try (ServerProcess server =
        started(
            java(),
            "@" + Path.of("src/main/dist/jvm.options").toAbsolutePath(),
            "-cp",
            classPath(),
            START)) {
      assertThat(command(server)).doesNotContainAnyElementsOf(Launch.options());
      assertThat(server.log()).doesNotContain(SLOW);
    }
  }

  @Test
  void anAgentIsNotAttachedTwice() throws IOException {
    String debugger = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";
    try (ServerProcess server = started(java(), debugger, "-cp", classPath(), START)) {
      assertThat(command(server)).doesNotContainAnyElementsOf(Launch.options());
      assertThat(server.log()).contains(SLOW);
    }
  }

  @Test
  void anErrorAtTheStartEndsItWithAStatus() {
    try (ServerProcess server =
        ServerProcess.launch(
            directory, List.of(java(), "-cp", classPath(), START, "--trainyard.workers=none"))) {
      assertThat(server.exitStatus(Duration.ofMinutes(1))).isEqualTo(1);
    }
  }

  @Test
  void theScriptStartsWhatPackageHasUnpacked() throws IOException {
    Path script = Path.of("target", "trainyard", "bin", "trainyard").toAbsolutePath();
    assumeTrue(Files.exists(script), "./mvnw package has not made " + script);
    try (ServerProcess server = started(script.toString())) {
      assertThat(command(server)).anyMatch(word -> word.startsWith("-XX:AOTCache="));
      assertThat(server.log()).doesNotContain(SLOW).doesNotContain("[aot]");
      new Client(server.address()).trained(Client.ARTICLE_JOB);
      assertThat(server.stop()).isEqualTo(ENDED_BY_SIGTERM);
    }
  }

  private ServerProcess started(String... command) {
    return ServerProcess.launch(directory, List.of(command)).untilItIsReady();
  }

  /** What the system says that the process was started with. */
  private static List<String> command(ServerProcess server) throws IOException {
    Path words = Path.of("/proc", Long.toString(server.pid()), "cmdline");
    assumeTrue(Files.exists(words), "this system does not tell the command of a process");
    return List.of(Files.readString(words).split("\0"));
  }
}
