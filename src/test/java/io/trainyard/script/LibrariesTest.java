package io.trainyard.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.script.value.Environment;
import io.trainyard.signature.Fault;
import io.trainyard.signature.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What of the libraries is written in the language itself. */
class LibrariesTest {

  private static final Path FOLDER = Path.of("src/main/resources/io/trainyard/script");

  @Test
  void everyTextIsListed() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".py"))
                  .map(file -> FOLDER.relativize(file).toString().replace('\\', '/')))
          .containsExactlyInAnyOrderElementsOf(Files.readAllLines(FOLDER.resolve("texts.txt")));
    }
  }

  @Test
  void noTextHidesSomething() throws IOException {
    for (String file : Files.readAllLines(FOLDER.resolve("texts.txt"))) {
      try (Stream<String> lines = Files.lines(FOLDER.resolve(file))) {
        assertThat(lines.count()).as(file).isLessThanOrEqualTo(400);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> everyPartCanBeCarriedOut() {
    return Libraries.environment().written().keySet().stream()
        .filter(module -> !Environment.OF_VALUES.contains(module))
        .map(module ->
            DynamicTest.dynamicTest(
                module, () -> assertThat(faults("from " + module + " import *")).isEmpty()));
  }

  @Test
  void aFaultInALibraryIsToldWhereTheTextCalledIt() {
    assertThat(faults("x = torch.ones(2, 3)\ny = torch.linalg.inv(x)"))
        .singleElement()
        .asString()
        .startsWith("line 2, column 21: RuntimeError: linalg.inv: A must be batches of square");
  }

  private static Stream<String> faults(String text) {
    var faults = new Faults();
    Snippet.run(text, 0, false, faults);
    return faults.list().stream().map(Fault::detail);
  }
}
