package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the pages beside the code to the code. */
class PagesTest {
  private static final Path DOCS = Path.of("src/docs");
  private static final Path DECISIONS = DOCS.resolve("adr");
  private static final Path WAY_OF_A_JOB = DOCS.resolve("way-of-a-job.md");

  private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\(([^)\\s]+)\\)");
  private static final Pattern PATH = Pattern.compile("`((?:src|\\.ci|\\.mvn)/[\\w./-]+)`");
  private static final Pattern STEP =
      Pattern.compile("(?m)^\\d+\\. \\[`([\\w.]+)\\.(\\w+)`]\\(([^)]+)\\)");

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path place : List.of(Path.of(""), DOCS, DECISIONS)) {
      try (Stream<Path> files = Files.list(place)) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkAndEveryPathLeadsToAFileThatIsThere(Path page) throws IOException {
    String text = Files.readString(page);
    Path here = Path.of("").toAbsolutePath().resolve(page).getParent();
    Set<String> lost = new TreeSet<>();
    for (MatchResult link : LINK.matcher(text).results().toList()) {
      String target = link.group(2).replaceFirst("#.*", "");
      if (!target.contains("://") && !Files.exists(here.resolve(target))) {
        lost.add(link.group(2));
      }
    }
    for (MatchResult path : PATH.matcher(text).results().toList()) {
      if (!Files.exists(Path.of(path.group(1)))) {
        lost.add(path.group(1));
      }
    }
    assertThat(lost).isEmpty();
  }

  @Test
  void everyDecisionIsInTheListOfThem() throws IOException {
    String list = Files.readString(DECISIONS.resolve("README.md"));
    try (Stream<Path> files = Files.list(DECISIONS)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals("README.md"))
          .allSatisfy(name -> assertThat(list).contains("](" + name + ")"));
    }
  }

  @Test
  void everyDecisionSaysWhyWhatAndWhatFollows() throws IOException {
    try (Stream<Path> files = Files.list(DECISIONS)) {
      for (Path page : files.filter(file -> !file.endsWith("README.md")).toList()) {
        assertThat(Files.readString(page))
            .as("%s", page)
            .containsSubsequence("# ", "## Context", "## Decision", "## Consequences");
      }
    }
  }

  @Test
  void theWayOfAJobGoesThroughMethodsThatThereAreAndThroughNoneTwice() throws IOException {
    List<String> passed = new ArrayList<>();
    for (MatchResult step : STEP.matcher(Files.readString(WAY_OF_A_JOB)).results().toList()) {
      String type = step.group(1);
      Path source = Path.of("src/main/java/io/trainyard", type.replace('.', '/') + ".java");
      assertThat(DOCS.resolve(step.group(3)).normalize()).as(type).isEqualTo(source);
      assertThat(Files.readString(source)).containsPattern("[ .]" + step.group(2) + "\\(");
      passed.add(type + "." + step.group(2));
    }
    assertThat(passed).hasSizeGreaterThan(30).doesNotHaveDuplicates();
  }
}
