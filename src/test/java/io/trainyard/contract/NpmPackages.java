package io.trainyard.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** What {@code src/test/clients/package.json} names, installed below {@code target}. */
final class NpmPackages {
  private static final Path HOME = Path.of("target", "clients", "npm").toAbsolutePath();

  private NpmPackages() {}

  /** The path of a program of theirs; without npm or the packages the test is skipped. */
  static String program(String name) throws IOException {
    Path program = HOME.resolve("node_modules/.bin").resolve(name);
    if (!Files.exists(program)) {
      Files.createDirectories(HOME);
      Files.copy(
          Path.of("src/test/clients/package.json"),
          HOME.resolve("package.json"),
          StandardCopyOption.REPLACE_EXISTING);
      Program.Result installed =
          new Program(HOME)
              .run(
                  Duration.ofMinutes(5),
                  List.of("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"));
      assumeTrue(
          installed.isGood(), () -> name + " cannot be had from npm: " + installed.lastWords());
    }
    return program.toString();
  }
}
