package io.trainyard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The project's docker-compose.yml at work, under a name of its own and on free ports. */
final class Compose implements AutoCloseable {
  private static final Duration QUESTION = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final List<String> PROJECT =
      List.of(
          "compose",
          "--project-name=trainyard-it",
          "--file=docker-compose.yml",
          "--file=src/ops/compose/free-ports.yml");

  /** Whether there is an engine that answers, with compose; one that hangs does not. */
  static boolean isThere() {
    try {
      return run(List.of("version"), QUESTION).status == 0
          && run(List.of("compose", "version"), QUESTION).status == 0;
    } catch (UncheckedIOException | TooSlowException e) {
      return false;
    }
  }

  /** Whether there is an engine that takes questions and answers none. */
  static boolean hangs() {
    try {
      run(List.of("version"), QUESTION);
      return false;
    } catch (UncheckedIOException e) {
      return false;
    } catch (TooSlowException e) {
      return true;
    }
  }

  /** Starts services and waits until all are well. */
  void up(String... arguments) {
    List<String> up = new ArrayList<>(List.of("up", "--wait"));
    up.addAll(List.of(arguments));
    of(up.toArray(String[]::new));
  }

  /** Builds the image around the jar that is there. */
  void build() {
    of("build", "--quiet", "trainyard");
  }

  /** Where this machine reaches a container of a service, without a slash at the end. */
  String address(String service, int index, int port) {
    return "http://" + of("port", "--index=" + index, service, Integer.toString(port)).strip();
  }

  /** The full ids of a service's containers that run. */
  List<String> containers(String service) {
    return of("ps", "--quiet", "--no-trunc", service).lines().toList();
  }

  /** What the service's database answers, without headings. */
  String sql(String statement) {
    return of(
            "exec",
            "-T",
            "postgres",
            "psql",
            "--username=trainyard",
            "--dbname=trainyard",
            "--tuples-only",
            "--no-align",
            "--command=" + statement)
        .strip();
  }

  /** Ends a container as a power cut does. */
  void kill(String container) {
    succeed(List.of("kill", container));
  }

  /** Ends and removes everything. */
  @Override
  public void close() {
    of("down", "--volumes", "--timeout=5", "--rmi=local", "--remove-orphans");
  }

  private static String of(String... arguments) {
    List<String> command = new ArrayList<>(PROJECT);
    command.addAll(List.of(arguments));
    return succeed(command);
  }

  private static String succeed(List<String> arguments) {
    Result result = run(arguments, LONGEST);
    if (result.status != 0) {
      throw new IllegalStateException(
          "docker %s ended with %d:%n%s"
              .formatted(String.join(" ", arguments), result.status, result.errors));
    }
    return result.output;
  }

  private record Result(int status, String output, String errors) {}

  private static final class TooSlowException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    TooSlowException(String command, Duration limit) {
      super("%s did not end within %d seconds".formatted(command, limit.toSeconds()));
    }
  }

  private static Result run(List<String> arguments, Duration limit) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TRAINYARD_JAR", "target");
    builder.environment().put("TRAINYARD_TAG", "it");
    try {
      Path output = Files.createTempFile("docker", ".txt");
      Path errors = Files.createTempFile("docker", ".txt");
      Process process =
          builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
      if (!process.waitFor(limit)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new TooSlowException(String.join(" ", command), limit);
      }
      return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
