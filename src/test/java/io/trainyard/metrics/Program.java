package io.trainyard.metrics;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program of the computer's own, such as Debian's promtool. */
record Program(Path path) {

  /** Finds a program on the path. */
  static Optional<Program> find(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Program::new);
  }

  /** What a program did that has ended. */
  record Result(int status, String output) {}

  /** Runs it to its end, with this as its input. */
  Result run(String input, String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile("program", ".txt");
    Process process = builder(arguments).redirectOutput(output.toFile()).start();
    try (var in = process.outputWriter()) {
      in.write(input);
    }
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(path + " did not end within 30 seconds");
    }
    return new Result(process.exitValue(), Files.readString(output));
  }

  /** Starts it and leaves it running. */
  Process start(Path log, String... arguments) throws IOException {
    return builder(arguments).redirectOutput(log.toFile()).start();
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of(path.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}
