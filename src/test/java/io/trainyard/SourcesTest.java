package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is asked of the source files themselves. */
class SourcesTest {
  private static final Path MAIN = Path.of("src/main/java");

  /**
   * One method per operation, as users of PyTorch expect to find them: long, but it hides nothing.
   */
  private static final Path TENSOR = MAIN.resolve("io/trainyard/tensor/Tensor.java");

  private static final Pattern ONE_SENTENCE_THEN_NULL_MARKED =
      Pattern.compile("\\A/\\*\\*.+?\\*/\\s+(@.+\\s+)*@NullMarked\\s.*", Pattern.DOTALL);

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() throws IOException {
    for (Path directory : sources().map(Path::getParent).distinct().toList()) {
      Path info = directory.resolve("package-info.java");
      assertThat(info).exists();
      assertThat(Files.readString(info)).as("%s", info).matches(ONE_SENTENCE_THEN_NULL_MARKED);
    }
  }

  @Test
  void noFileIsLongerThanFourHundredLines() throws IOException {
    List<Path> tooLong =
        sources().filter(file -> lines(file) > 400 && !file.equals(TENSOR)).toList();
    assertThat(tooLong).isEmpty();
  }

  private static Stream<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
