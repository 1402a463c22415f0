package io.trainyard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainyard.OnH2;
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
  void aClientInPythonWorks() throws IOException {
    Path client = generated("python", "--additional-properties=packageName=trainyard_client");
    Path python = HOME.resolve("venv/bin/python");
    if (!Files.exists(python)) {
      Program.Result made =
          new Program(HOME).run(LONGEST, List.of("python3", "-m", "venv", "venv"));
      assumeTrue(made.isGood(), () -> "there is no Python with venv: " + made.lastWords());
    }
    Program here = new Program(client);
    Program.Result installed =
        here.run(
            LONGEST,
            List.of(
                python.toString(),
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
        here.with("PYTHONPATH", client.toString())
            .run(LONGEST, List.of(python.toString(), script("article.py"), server())));
  }

  @Test
  void aClientInTypeScriptWorks() throws IOException {
    String compiler = NpmPackages.program("tsc");
    Path client = generated("typescript-fetch");
    Path script = copied(SCRIPTS.resolve("article.ts"), client.resolveSibling("article.ts"));
    Path compiled = client.resolveSibling("javascript");
    Program here = new Program(HOME);
    Program.Result checked =
        here.run(
            LONGEST,
            List.of(
                compiler,
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
    assertThat(checked.code()).as(checked::lastWords).isZero();
    trains(here.run(LONGEST, List.of("node", compiled.resolve("article.js").toString(), server())));
  }

  @Test
  void aClientInJavaWorks() throws IOException {
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
            + System.getProperty("path.separator")
            + Arrays.stream(
                    System.getProperty("java.class.path")
                        .split(System.getProperty("path.separator")))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(System.getProperty("path.separator")));
    List<String> compile =
        new ArrayList<>(
            List.of(java("javac"), "-nowarn", "-proc:none", "-cp", path, "-d", classes.toString()));
    try (Stream<Path> sources = Files.walk(client.resolve("src/main/java"))) {
      sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(compile::add);
    }
    compile.add(script("Article.java"));
    Program here = new Program(client);
    Program.Result compiled = here.run(LONGEST, compile);
    assertThat(compiled.code()).as(compiled::lastWords).isZero();
    trains(here.run(LONGEST, List.of(java("java"), "-cp", path, "Article", server())));
  }

  private static void trains(Program.Result client) {
    assertThat(client.code()).as(client::lastWords).isZero();
    assertThat(client.printed()).contains("trained job_");
  }

  /** A client in a directory of its own, which is called {@code client}. */
  private static Path generated(String language, String... options) throws IOException {
    assumeTrue(Files.exists(GENERATOR), "the generator is fetched by ./mvnw verify: " + GENERATOR);
    Path directory = HOME.resolve(language).resolve("client");
    FileSystemUtils.deleteRecursively(directory);
    List<String> command =
        new ArrayList<>(
            List.of(
                java("java"),
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
    Program.Result made = new Program(HOME).run(LONGEST, command);
    assertThat(made.code()).as(made::lastWords).isZero();
    return directory;
  }

  private static Path copied(Path file, Path to) throws IOException {
    return Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String script(String name) {
    return SCRIPTS.resolve(name).toAbsolutePath().toString();
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  private String server() {
    return "http://localhost:" + port;
  }
}
