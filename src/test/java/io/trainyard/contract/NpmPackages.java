package io.trainyard.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainyard.Program;
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

  /** A program of theirs; without npm or the packages the test is skipped. */
  static Program program(String name) throws IOException, InterruptedException {
    Path program = HOME.resolve("node_modules/.bin").resolve(name);
    if (!Files.exists(program)) {
      Files.createDirectories(HOME);
      Files.copy(
          Path.of("src/test/clients/package.json"),
          HOME.resolve("package.json"),
          StandardCopyOption.REPLACE_EXISTING);
      Program.Result installed =
          Program.needed("npm", "npm")
              .in(HOME)
              .run(
                  Duration.ofMinutes(5),
                  List.of("install", "--ignore-scripts", "--no-audit", "--no-fund"));
      assumeTrue(
          installed.isGood(), () -> name + " cannot be had from npm: " + installed.lastWords());
    }
    return new Program(program);
  }
}
