package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows without running it is what the project has. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");

  @Test
  void itsJavaIsThatOfTheTestWhichRunsIt() throws IOException {
    List<String> tested =
        Files.readAllLines(Path.of("src/test/java/io/trainyard/nn/ArticleTest.java")).stream()
            .map(String::strip)
            .toList();
    List<String> shown =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(README))
            .results()
            .flatMap(block -> block.group(1).lines())
            .map(line -> line.replace("final class", "private static final class").strip())
            .toList();
    assertThat(shown).hasSizeGreaterThan(20);
    assertThat(tested).containsAll(shown);
  }

  @Test
  void everyFileItLinksToAndEveryHeadingItJumpsToIsThere() throws IOException {
    String readme = Files.readString(README);
    List<String> headings =
        readme
            .lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
            .toList();
    Matcher links = Pattern.compile("]\\(([^)]+)\\)").matcher(readme);
    while (links.find()) {
      String target = links.group(1);
      if (target.startsWith("#")) {
        assertThat(headings).contains(target.substring(1));
      } else if (!target.startsWith("http")) {
        assertThat(Path.of(target)).exists();
      }
    }
  }

  @Test
  void itsTableOfPackagesHasEveryPackage() throws IOException {
    String readme = Files.readString(README);
    try (Stream<Path> modules = Files.list(Path.of("src/main/java/io/trainyard"))) {
      assertThat(
              modules
                  .filter(Files::isDirectory)
                  .map(module -> "`" + module.getFileName() + "`")
                  .filter(name ->
                      readme
                          .lines()
                          .noneMatch(line -> line.startsWith("| ") && line.contains(name))))
          .isEmpty();
    }
  }
}
