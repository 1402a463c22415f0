package io.trainyard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program outside this JVM, such as Debian's promtool.
 *
 * @param directory where it runs
 * @param environment what it gets besides this JVM's own
 */
public record Program(Path path, Path directory, Map<String, String> environment) {
  /** As timeout(1) says it. */
  private static final int ENDED_BY_FORCE = 124;

  public Program(Path path) {
    this(path, Path.of("").toAbsolutePath(), Map.of());
  }

  /** Finds a program on the path. */
  public static Optional<Program> find(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Program::new);
  }

  /**
   * Finds a program on the path, or skips the test that needs it.
   *
   * @param debian the package that has it
   */
  public static Program needed(String name, String debian) {
    Optional<Program> program = find(name);
    assumeTrue(
        program.isPresent(),
        () -> "%s is not installed (Debian: apt-get install %s)".formatted(name, debian));
    return program.orElseThrow();
  }

  /** A program of the JDK that runs the tests. */
  public static Program ofJdk(String name) {
    return new Program(Path.of(System.getProperty("java.home"), "bin", name));
  }

  public Program in(Path other) {
    return new Program(path, other, environment);
  }

  public Program with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new Program(path, directory, more);
  }

  /** What a program did that has ended. */
  public record Result(int status, String output) {

    public boolean isGood() {
      return status == 0;
    }

    /** The end of what it printed. */
    public String lastWords() {
      return output.substring(Math.max(0, output.length() - 1500)).strip();
    }
  }

  /** Runs it to its end, with this as its input. */
  public Result run(String input, String... arguments) throws IOException, InterruptedException {
    return run(Duration.ofSeconds(30), input, List.of(arguments));
  }

  /** Runs it to its end without input, or ends it when that takes too long. */
  public Result run(Duration longest, List<String> arguments)
      throws IOException, InterruptedException {
    return run(longest, "", arguments);
  }

  private Result run(Duration longest, String input, List<String> arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("program", ".txt");
    Process process = builder(arguments).redirectOutput(output.toFile()).start();
    try (var in = process.outputWriter()) {
      in.write(input);
    }
    boolean ended = process.waitFor(longest.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    String printed = Files.readString(output);
    Files.delete(output);
    return ended
        ? new Result(process.exitValue(), printed)
        : new Result(ENDED_BY_FORCE, printed + "\n" + path + " did not end within " + longest);
  }

  /** Starts it and leaves it running. */
  public Process start(Path log, String... arguments) throws IOException {
    return builder(List.of(arguments)).redirectOutput(log.toFile()).start();
  }

  private ProcessBuilder builder(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder;
  }
}
