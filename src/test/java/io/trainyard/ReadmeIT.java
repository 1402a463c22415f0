package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Runs the README: each {@code sh} block in bash, in order, in one directory and with the variables
 * of those before; a {@code json}, {@code csv} or {@code text} block right behind it is what it has
 * to print.
 */
@OnH2
class ReadmeIT {
  private static final Pattern BLOCK =
      Pattern.compile(
          "^```sh\\n(?<command>.*?)^```\\n(?:\\s*^```(?:json|csv|text)\\n(?<answer>.*?)^```\\n)?",
          Pattern.MULTILINE | Pattern.DOTALL);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @LocalServerPort private int port;
  @TempDir private Path directory;

  /**
   * A command and what it prints.
   *
   * @param answer null when the README shows none
   */
  private record Block(String command, @Nullable String answer) {
    /** Reading may be repeated: what it asks for may still be on its way. */
    boolean onlyReads() {
      return !Pattern.compile(" -(d|X|F)\\b| --data|=\\$\\(").matcher(command).find();
    }

    /** The answer with every {@code …} standing for anything, and space where JSON allows it. */
    Pattern expected() {
      StringBuilder pattern = new StringBuilder();
      for (String part :
          String.valueOf(answer).strip().split("(?<=…)|(?=…)|(?<=\\s)(?=\\S)|(?<=\\S)(?=\\s)")) {
        if (part.equals("…")) {
          pattern.append(".*?");
        } else if (part.isBlank()) {
          pattern.append("\\s*");
        } else {
          pattern.append(Pattern.quote(part));
        }
      }
      return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }
  }

  @Test
  void everyBlockWorksAndGivesWhatTheReadmeShows() throws Exception {
    Program.needed("bash", "bash");
    Program.needed("curl", "curl");
    List<Block> blocks = blocks();
    assertThat(blocks).hasSizeGreaterThan(10);
    for (Block block : blocks) {
      if (block.answer() == null) {
        run(block);
      } else if (block.onlyReads()) {
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .untilAsserted(
                () -> assertThat(run(block).strip()).as(block.command()).matches(block.expected()));
      } else {
        assertThat(run(block).strip()).as(block.command()).matches(block.expected());
      }
    }
    assertSamePicture(
        Files.readString(directory.resolve("losses.svg")),
        Files.readString(Path.of("src/docs/losses.svg")));
  }

  /** The same but for what is too small to be seen. */
  private static void assertSamePicture(String drawn, String kept) {
    Pattern number = Pattern.compile("-?\\d+\\.\\d+");
    assertThat(number.matcher(drawn).replaceAll("#"))
        .isEqualTo(number.matcher(kept).replaceAll("#"));
    double[] keptNumbers = numbers(number, kept);
    assertThat(numbers(number, drawn)).containsExactly(keptNumbers, within(0.5));
  }

  private static double[] numbers(Pattern number, String text) {
    return number.matcher(text).results().mapToDouble(r -> Double.parseDouble(r.group())).toArray();
  }

  private static List<Block> blocks() throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(Path.of("README.md")));
    List<Block> blocks = new ArrayList<>();
    while (matcher.find()) {
      blocks.add(new Block(matcher.group("command"), matcher.group("answer")));
    }
    return blocks;
  }

  private String run(Block block) throws IOException, InterruptedException {
    Path variables = directory.resolve(".variables");
    String script =
        """
        set -euo pipefail
        [ -f %1$s ] && source %1$s
        set -a
        %2$s
        export -p > %1$s
        """
            .formatted(variables, block.command().replace("localhost:8080", "localhost:" + port));
    Process bash =
        new ProcessBuilder("bash", "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    bash.getOutputStream().close();
    String printed =
        new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(bash.exitValue()).as("%s\n%s", block.command(), printed).isZero();
    return printed;
  }
}
