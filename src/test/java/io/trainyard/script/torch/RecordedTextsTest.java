package io.trainyard.script.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trainyard.Recorded;
import io.trainyard.script.Libraries;
import io.trainyard.script.interpreter.Interpreter;
import io.trainyard.script.syntax.Parser;
import io.trainyard.script.syntax.Statement;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.ScriptLimits;
import io.trainyard.script.value.Session;
import io.trainyard.tensor.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Pieces of text print what they print in PyTorch, and are refused with its words. */
class RecordedTextsTest {

  private static String printed(String source) {
    var session =
        new Session(ScriptLimits.DEFAULTS, new Generator(0)).with(Libraries.environment());
    List<ScriptException> faults = new ArrayList<>();
    List<Statement> statements = Parser.parse(source, ScriptLimits.DEFAULTS, faults);
    if (!faults.isEmpty()) {
      throw faults.getFirst();
    }
    new Interpreter(session).run(statements);
    return String.join("\n", session.printed()) + "\n";
  }

  /** Of everything, and of types and views at length. */
  private static Stream<DynamicTest> recorded(String section, Recorded.Check check) {
    return Stream.of("texts", "types", "functionals", "views", "sequences")
        .flatMap(file -> Recorded.tests(file, section, check));
  }

  @TestFactory
  Stream<DynamicTest> textsPrintWhatTheyPrintInPyTorch() {
    return recorded(
        "texts",
        recorded ->
            assertThat(printed(recorded.get("source").asString()))
                .as(recorded.get("source").asString())
                .isEqualTo(recorded.get("printed").asString()));
  }

  @TestFactory
  Stream<DynamicTest> refusalsHaveTheWordsAndTheLineOfPyTorch() {
    return recorded(
        "errors",
        recorded -> {
          ScriptException refusal =
              catchThrowableOfType(
                  ScriptException.class, () -> printed(recorded.get("source").asString()));
          assertThat(refusal).as(recorded.get("source").asString()).isNotNull();
          assertThat(recorded.get("message").asString()).startsWith(refusal.getMessage());
          assertThat(refusal.kind().word()).isEqualTo(recorded.get("kind").asString());
          assertThat(refusal.line()).isEqualTo(recorded.get("line").asInt());
        });
  }
}
