package io.trainyard.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.Recorded;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** What texts may not do, each with the place and the message. */
class RefusedTextsTest {

  private static final String FILE = "../texts/refused";

  /** To other objects, to files and to processes; to all memory or all time. */
  @TestFactory
  Stream<DynamicTest> attemptsToGetOutAreRefused() {
    return refused("attempts", Trial::ofSnippet);
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotOfTheLanguageIsRefused() {
    return refused("constructs", Trial::ofSnippet);
  }

  /** What was refused once. */
  @TestFactory
  Stream<DynamicTest> whatIsOfTheLanguageIsCarriedOut() {
    return Recorded.read(FILE)
        .get("taken")
        .valueStream()
        .map(row -> source(row.get("source")))
        .map(text ->
            DynamicTest.dynamicTest(
                text, () -> assertThat(Trial.ofSnippet(text).faults()).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> aStepThatWouldDependOnValuesIsRefused() {
    return refused(
        "recorded",
        text ->
            Trial.ofJob(
                text,
                "Net",
                Map.of(),
                network -> network.forward(Tensor.placeholder(Shape.of(2, 3)))));
  }

  @Test
  void endlessChainsEnd() {
    for (String link : List.of("[0]", ".y", "()", " + 1", " if 0 else 1", " and 1")) {
      Trial trial = Trial.ofSnippet("x = 1" + link.repeat(60_000 / link.length()));
      assertThat(trial.faults()).as(link).hasSizeLessThanOrEqualTo(1);
    }
  }

  /** The README's table of what is refused says what is said. */
  @Test
  void theReadmeTellsTheMessages() throws IOException {
    List<MatchResult> rows =
        Pattern.compile("^\\| `([^|]+)` \\| ([^|]+) \\|$", Pattern.MULTILINE)
            .matcher(
                Files.readString(Path.of("README.md"))
                    .split("## Models and losses as", 2)[1]
                    .split("\n## ", 2)[0])
            .results()
            .toList();
    List<JsonNode> refused =
        Stream.of("constructs", "recorded", "attempts")
            .flatMap(table -> Recorded.read(FILE).get(table).valueStream())
            .toList();
    assertThat(rows).hasSizeGreaterThan(8);
    for (MatchResult row : rows) {
      for (String construct : row.group(1).split("`, `")) {
        assertThat(refused)
            .as("%s: %s", construct, row.group(2))
            .anyMatch(text ->
                source(text.get("source")).contains(construct)
                    && text.get("errors").get(0).asString().contains(row.group(2)));
      }
    }
  }

  private static Stream<DynamicTest> refused(String table, Function<String, Trial> trial) {
    return Recorded.read(FILE)
        .get(table)
        .valueStream()
        .map(row -> {
          String text = source(row.get("source"));
          return DynamicTest.dynamicTest(
              text.substring(0, Math.min(80, text.length())),
              () -> requireFaults(trial.apply(text).faults(), row.get("errors")));
        });
  }

  private static void requireFaults(List<String> faults, JsonNode expected) {
    assertThat(faults).hasSize(expected.size());
    for (int i = 0; i < faults.size(); i++) {
      String sentence = expected.get(i).asString();
      if (sentence.endsWith("known are")) {
        assertThat(faults.get(i)).startsWith(sentence);
      } else {
        assertThat(faults.get(i)).isEqualTo(sentence);
      }
    }
  }

  /** A text, or parts of one that are repeated. */
  private static String source(JsonNode source) {
    if (!source.isArray()) {
      return source.asString();
    }
    return source
        .valueStream()
        .map(part ->
            part.isArray() ? part.get(0).asString().repeat(part.get(1).asInt()) : part.asString())
        .collect(Collectors.joining());
  }
}
