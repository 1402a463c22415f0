package io.trainyard.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.signature.Fault;
import io.trainyard.signature.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whole texts, one kind of thing each, print what they print in PyTorch and numpy. */
class RecordedPrintsTest {

  private static final Path FOLDER = Path.of("src/test/resources/recorded/prints");

  /** Those that do not yet; whoever makes one print right takes it away here. */
  private static final Path OPEN = FOLDER.resolve("open.txt");

  private static final Pattern NUMBER =
      Pattern.compile("(?<![A-Za-z_])-?\\d+(\\.\\d*)?([eE][-+]?\\d+)?");

  @TestFactory
  Stream<DynamicTest> textsPrintWhatWasRecorded() throws IOException {
    Set<String> open = Set.copyOf(Files.readAllLines(OPEN));
    return names()
        .filter(name -> !open.contains(name))
        .map(name -> DynamicTest.dynamicTest(name, () -> assertThat(difference(name)).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> whatIsOpenIsStillDifferent() throws IOException {
    return Files.readAllLines(OPEN).stream()
        .map(
            name -> DynamicTest.dynamicTest(name, () -> assertThat(difference(name)).isNotEmpty()));
  }

  static Stream<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".py"))
          .forEach(name -> names.add(name.substring(0, name.length() - 3)));
    }
    return names.stream().sorted();
  }

  /** What is wrong with the prints of a text; empty for nothing. */
  static String difference(String name) throws IOException {
    String wanted = Files.readString(FOLDER.resolve(name + ".out"));
    return difference(Files.readString(FOLDER.resolve(name + ".py")), wanted);
  }

  static String difference(String source, String wanted) {
    var faults = new Faults();
    Snippet snippet = Snippet.run(source, 0, false, faults);
    if (snippet == null) {
      return String.join("\n", faults.list().stream().map(Fault::detail).toList());
    }
    String got = String.join("\n", snippet.printed());
    return isSame(got.strip(), wanted.strip()) ? "" : "printed\n" + got + "\ninstead of\n" + wanted;
  }

  /** Equal but for numbers, which may differ by a thousandth or one of the last digit. */
  private static boolean isSame(String got, String wanted) {
    List<MatchResult> some = NUMBER.matcher(got).results().toList();
    List<MatchResult> others = NUMBER.matcher(wanted).results().toList();
    if (some.size() != others.size() || !words(got).equals(words(wanted))) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      String wantedNumber = others.get(i).group();
      double wantedValue = Double.parseDouble(wantedNumber);
      double distance = Math.abs(Double.parseDouble(some.get(i).group()) - wantedValue);
      if (distance > Math.max(1e-3 * Math.abs(wantedValue), lastDigit(wantedNumber))) {
        return false;
      }
    }
    return true;
  }

  private static String words(String text) {
    return NUMBER.matcher(text).replaceAll("#").replaceAll("\\s+", " ");
  }

  private static double lastDigit(String number) {
    int point = number.indexOf('.');
    if (point < 0) {
      return 0;
    }
    int exponent = number.toLowerCase(java.util.Locale.ROOT).indexOf('e');
    int digits = (exponent < 0 ? number.length() : exponent) - point - 1;
    int scale = exponent < 0 ? 0 : Integer.parseInt(number.substring(exponent + 1));
    return 1.0001 * Math.pow(10, scale - digits);
  }
}
