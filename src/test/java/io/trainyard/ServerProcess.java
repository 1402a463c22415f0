package io.trainyard;

import static java.util.stream.Collectors.joining;

import io.trainyard.contract.Client;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The service as a process of its own, for what a test inside one JVM cannot see: signals, kills,
 * the end of the memory. It keeps its store in {@code data} below its directory, so that the next
 * process there finds what this one has left.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final List<String> FLAGS =
      List.of(
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:CompileCommand=quiet",
          "-Dtrainyard.warm-up=0s");

  private final Process process;
  private final Path log;
  private final String address;

  private ServerProcess(Process process, Path log, String address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /** Starts it and waits until it is ready. */
  public static ServerProcess start(Path directory, String... settings) {
    return start(directory, List.of(), settings);
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param flags of the JVM, such as {@code -Xmx1g}
   * @param settings such as {@code --trainyard.workers=6}
   */
  public static ServerProcess start(Path directory, List<String> flags, String... settings) {
    return launch(directory, flags, settings).untilItIsReady();
  }

  /** Starts it and does not wait. */
  public static ServerProcess launch(Path directory, List<String> flags, String... settings) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath(), TrainyardApplication.class.getName()));
    command.addAll(List.of(settings));
    return launch(directory, command);
  }

  /**
   * Starts it by a command of its own and does not wait.
   *
   * @param command a program and what it is given, without the port
   */
  static ServerProcess launch(Path directory, List<String> command) {
    int port = freePort();
    List<String> words = new ArrayList<>(command);
    words.add("--server.port=" + port);
    try {
      Path log = Files.createTempFile(Files.createDirectories(directory), "server", ".log");
      Process process =
          new ProcessBuilder(words)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ServerProcess(process, log, "http://127.0.0.1:" + port);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Waits until its readiness probe says yes. */
  ServerProcess untilItIsReady() {
    try {
      Awaitility.await()
          .atMost(START)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> !isAlive() || isReady());
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      kill();
      throw new IllegalStateException("The service is not ready:\n" + log(), e);
    }
    if (!isAlive()) {
      throw new IllegalStateException("The service ended at its start:\n" + log());
    }
    return this;
  }

  /** Where it answers, without a slash at the end. */
  public String address() {
    return address;
  }

  public Client client() {
    return new Client(address);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Whether its readiness probe answers 200. */
  public boolean isReady() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What it has written so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Sends it a signal.
   *
   * @param name such as {@code TERM}, {@code STOP} or {@code CONT}
   */
  public void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
      kill.waitFor();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it as {@code kill -9} does: nothing of it gets another word in. */
  public void kill() {
    process.destroyForcibly();
    exitStatus(Duration.ofSeconds(10));
  }

  /** Asks it to stop, as an operator does, and waits until it has. */
  public int stop() {
    signal("TERM");
    return exitStatus(Duration.ofSeconds(60));
  }

  /** Waits for its end. */
  public int exitStatus(Duration most) {
    try {
      if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("The service has not ended within %s.".formatted(most));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The Java that runs this test. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The service's own classes and libraries, without those of the tests. */
  static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(joining(File.pathSeparator));
  }
}
