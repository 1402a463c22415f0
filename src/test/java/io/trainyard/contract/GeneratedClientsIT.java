package io.trainyard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainyard.OnH2;
import io.trainyard.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.FileSystemUtils;

/**
 * Clients generated from {@code openapi.yaml} do what it promises: each tries, trains, polls,
 * draws, predicts, uploads and is refused. A client whose tools cannot be had here is skipped.
 */
@OnH2
class GeneratedClientsIT {
  private static final Path SCRIPTS = Path.of("src", "test", "clients");
  private static final Path HOME = Path.of("target", "clients").toAbsolutePath();
  private static final Path GENERATOR = HOME.resolve("openapi-generator-cli.jar");
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @LocalServerPort private int port;

  @Test
  void aClientInPythonWorks() throws Exception {
    Path client = generated("python", "--additional-properties=packageName=trainyard_client");
    Program python = new Program(HOME.resolve("venv/bin/python")).in(client);
    if (!Files.exists(python.path())) {
      Program.Result made =
          Program.needed("python3", "python3-venv")
              .in(HOME)
              .run(LONGEST, List.of("-m", "venv", "venv"));
      assumeTrue(made.isGood(), () -> "there is no Python with venv: " + made.lastWords());
    }
    Program.Result installed =
        python.run(
            LONGEST,
            List.of(
                "-m",
                "pip",
                "install",
                "--quiet",
                "--retries=0",
                "--requirement",
                "requirements.txt"));
    assumeTrue(
        installed.isGood(), () -> "pip cannot get what the client needs: " + installed.lastWords());
    trains(
        python
            .with("PYTHONPATH", client.toString())
            .run(LONGEST, List.of(script("article.py"), server())));
  }

  @Test
  void aClientInTypeScriptWorks() throws Exception {
    Program compiler = NpmPackages.program("tsc").in(HOME);
    Path client = generated("typescript-fetch");
    Path script = copied(SCRIPTS.resolve("article.ts"), client.resolveSibling("article.ts"));
    Path compiled = client.resolveSibling("javascript");
    Program.Result checked =
        compiler.run(
            LONGEST,
            List.of(
                "--strict",
                "--target",
                "es2022",
                "--lib",
                "es2022,dom",
                "--module",
                "commonjs",
                "--moduleResolution",
                "node",
                "--outDir",
                compiled.toString(),
                script.toString()));
    assertThat(checked.status()).as(checked::lastWords).isZero();
    List<String> arguments = List.of(compiled.resolve("article.js").toString(), server());
    trains(Program.needed("node", "nodejs").in(HOME).run(LONGEST, arguments));
  }

  @Test
  void aClientInJavaWorks() throws Exception {
    Path client =
        generated(
            "java",
            "--library=native",
            "--additional-properties=openApiNullable=false,useJakartaEe=true,"
                + "invokerPackage=io.trainyard.client,apiPackage=io.trainyard.client.api,"
                + "modelPackage=io.trainyard.client.model");
    Path classes = client.resolve("classes");
    String path =
        classes
            + File.pathSeparator
            + Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    List<String> compile =
        new ArrayList<>(List.of("-nowarn", "-proc:none", "-cp", path, "-d", classes.toString()));
    try (Stream<Path> sources = Files.walk(client.resolve("src/main/java"))) {
      sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(compile::add);
    }
    compile.add(script("Article.java"));
    Program.Result compiled = Program.ofJdk("javac").in(client).run(LONGEST, compile);
    assertThat(compiled.status()).as(compiled::lastWords).isZero();
    List<String> arguments = List.of("-cp", path, "Article", server());
    trains(Program.ofJdk("java").in(client).run(LONGEST, arguments));
  }

  private static void trains(Program.Result client) {
    assertThat(client.status()).as(client::lastWords).isZero();
    assertThat(client.output()).contains("trained job_");
  }

  /** A client in a directory of its own, which is called {@code client}. */
  private static Path generated(String language, String... options) throws Exception {
    assumeTrue(Files.exists(GENERATOR), "the generator is fetched by ./mvnw verify: " + GENERATOR);
    Path directory = HOME.resolve(language).resolve("client");
    FileSystemUtils.deleteRecursively(directory);
    List<String> command =
        new ArrayList<>(
            List.of(
                "-jar",
                GENERATOR.toString(),
                "generate",
                "-i",
                Contract.FILE.toAbsolutePath().toString(),
                "-g",
                language,
                "-o",
                directory.toString()));
    command.addAll(List.of(options));
    Program.Result made = Program.ofJdk("java").in(HOME).run(LONGEST, command);
    assertThat(made.status()).as(made::lastWords).isZero();
    return directory;
  }

  private static Path copied(Path file, Path to) throws IOException {
    return Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String script(String name) {
    return SCRIPTS.resolve(name).toAbsolutePath().toString();
  }

  private String server() {
    return "http://localhost:" + port;
  }
}
