package io.trainyard.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts that Jazzer looks for, guided by which branches of {@code script} they reach. With {@code
 * JAZZER_FUZZ=1} in the environment one of the methods runs for its time; without it, each goes
 * over its seeds and over whatever was found below {@code GuidedFuzzTestInputs}.
 */
@Timeout(30) // of each text, while fuzzing too
class GuidedFuzzTest {

  @MethodSource("modules")
  @DictionaryEntries({
    "def ", "class ", "return ", "lambda ", " if ", " else ", "elif ", " for ", " in ", "import ",
    "from ", " as ", "with ", "assert ", "raise ", "del ", "not ", " and ", " or ", " is ", "pass",
    "None", "True", "False", "**", "//", ">>=", "->", ":=", "...", "f'{", "'''", "0x", "1e", "1j",
    "#", "@", "\\N{", "\\u"
  })
  @FuzzTest
  void whateverIsWrittenIsReadOrRefusedAtItsPlace(byte[] text) {
    String source = new String(text, UTF_8);
    settled(() -> Trial.ofReading(source));
  }

  @MethodSource("modules")
  @DictionaryEntries({
    "super().__init__()",
    "def forward(self, x):",
    "self.register_buffer(",
    "nn.Parameter(",
    "nn.Linear(",
    "nn.Conv2d(",
    "nn.Sequential(",
    "nn.ModuleList(",
    "torch.cat(",
    "F.softmax(",
    ".view(",
    ".reshape(",
    ".permute(",
    ".sum(",
    ".mean(",
    ".shape[",
    "dim=",
    "keepdim=True",
    "x = ",
    "[..., 0]",
    "[::2]",
    "[None]",
    "-1",
    "10**9",
    "torch.where(",
    "torch.einsum("
  })
  @FuzzTest
  void whateverAModelIsTheRecordingOfItsStepEndsWithAnErrorAtItsPlaceOrWithNone(byte[] text) {
    String source = new String(text, UTF_8);
    Tensor x = Tensor.placeholder(source.contains("Conv") ? Shape.of(2, 1, 8, 8) : Shape.of(2, 6));
    settled(() ->
        Trial.ofJob(
            source, null, Map.of(), model -> FuzzedTextsTest.learned(model.forward(x).sum())));
  }

  @MethodSource("snippets")
  @DictionaryEntries({
    "requires_grad=True",
    ".backward()",
    ".grad",
    "torch.tensor(",
    "torch.ones(",
    "torch.arange(",
    "print(",
    "with torch.no_grad():",
    "retain_graph=True",
    ".item()",
    ".detach()",
    ".zero_()",
    "torch.manual_seed(",
    "range(",
    "enumerate(",
    "zip(",
    "sorted(",
    "len(",
    "isinstance(",
    "f'{x:",
    ".format(",
    "% (",
    "[i for i in ",
    "**{",
    "*[",
    "float('nan')",
    "10**9",
    "9223372036854775807"
  })
  @FuzzTest
  void whateverIsCarriedOutEndsWithAnErrorAtItsPlaceOrWithNone(byte[] text) {
    String source = new String(text, UTF_8);
    settled(() -> Trial.of(source));
  }

  /**
   * What the agent allocates to rewrite a class counts for the text that loads the class, so a text
   * fails when it fails again.
   */
  private static void settled(Runnable trial) {
    try {
      trial.run();
    } catch (AssertionError e) {
      trial.run();
    }
  }

  static Stream<Arguments> modules() {
    return Stream.of("activations", "attention", "gated", "lenet", "mixture", "residual", "tabnet")
        .map(name -> seed(name, TrainedTextsTest.source(name)));
  }

  /** A few of the short texts, from all over the language. */
  static Stream<Arguments> snippets() {
    List<String> texts = FuzzedTextsTest.texts().stream().distinct().toList();
    return Stream.iterate(0, i -> i < texts.size(), i -> i + 30)
        .map(i -> seed("text " + i, texts.get(i)));
  }

  private static Arguments seed(String name, String text) {
    return arguments(Named.of(name, text.getBytes(UTF_8)));
  }
}
