package io.trainyard.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program outside this JVM.
 *
 * @param directory where it runs
 * @param environment what it gets besides this JVM's own
 */
record Program(Path directory, Map<String, String> environment) {
  /** What came of it; a program that there is not has the code 127, as in a shell. */
  record Result(int code, String printed) {
    boolean isGood() {
      return code == 0;
    }

    /** The end of what it printed. */
    String lastWords() {
      return printed.substring(Math.max(0, printed.length() - 1500)).strip();
    }
  }

  Program(Path directory) {
    this(directory, Map.of());
  }

  Program with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new Program(directory, more);
  }

  /** Runs it to its end, or ends it when that takes too long. */
  Result run(Duration longest, List<String> command) {
    try {
      Path printed = Files.createTempFile("program", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(printed.toFile());
      builder.environment().putAll(environment);
      Process process;
      try {
        process = builder.start();
      } catch (IOException e) {
        return new Result(127, String.valueOf(e.getMessage()));
      }
      boolean ended = process.waitFor(longest.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      String text = Files.readString(printed);
      Files.delete(printed);
      return new Result(
          ended ? process.exitValue() : 124, ended ? text : text + "\nnot over after " + longest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
