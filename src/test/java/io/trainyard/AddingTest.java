package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.loss.Loss;
import io.trainyard.nn.Layer;
import io.trainyard.optim.LRScheduler;
import io.trainyard.optim.Optimizer;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How many places one touches to add something: for a layer, a loss, an optimizer or a scheduler
 * its own file and the list that permits it; for an operation its own file and the method by which
 * it is called. Its JSON name, arguments, defaults, capabilities and schema come from there.
 */
class AddingTest {

  private static final Path MAIN = Path.of("src/main/java");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

  /** The code of each source file, without comments and imports. */
  private static final Map<String, String> CODE = code();

  private static Map<String, String> code() {
    Map<String, String> code = new HashMap<>();
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String text = COMMENT.matcher(Files.readString(file)).replaceAll("");
        code.put(
            MAIN.relativize(file).toString(), text.replaceAll("(?m)^(import|package) .*$", ""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return code;
  }

  private static Set<String> mentioning(String word) {
    Pattern pattern = Pattern.compile("(?<![\\w.\"])" + word + "(?![\\w\"])");
    Set<String> files = new TreeSet<>();
    CODE.forEach((file, code) -> {
      if (pattern.matcher(code).find()) {
        files.add(file);
      }
    });
    return files;
  }

  @ParameterizedTest
  @ValueSource(classes = {Layer.class, Loss.class, Optimizer.class, LRScheduler.class})
  void aNewMemberOfAFamilyIsItsOwnFileAndAWordInTheListThatPermitsIt(Class<?> family) {
    String home = family.getPackageName().replace('.', '/') + "/";
    int usedElsewhere = 0;
    for (Signature<?> member : Catalog.of(family).signatures()) {
      String own = home + member.name() + ".java";
      String list = home + member.type().getSuperclass().getSimpleName() + ".java";
      Set<String> files = mentioning(member.name());
      assertThat(files).as(member.name()).contains(own, list);
      usedElsewhere += files.size() > 2 ? 1 : 0;
    }
    // Few are parts of others, as a Dropout is of a Dropout1d: nothing has a list of all.
    assertThat(usedElsewhere).isLessThanOrEqualTo(Catalog.of(family).signatures().size() / 5);
  }

  @Test
  void anOperationIsItsOwnFileAndTheMethodThatAppliesIt() {
    for (String operation : Set.of("LogSoftmax", "Narrow", "Resample", "Standardize", "Moments")) {
      Set<String> files = new TreeSet<>(mentioning(operation));
      files.removeIf(file -> !file.startsWith("io/trainyard/tensor/"));
      assertThat(files)
          .as(operation)
          .contains("io/trainyard/tensor/" + operation + ".java", "io/trainyard/tensor/Tensor.java")
          .hasSizeLessThanOrEqualTo(3);
    }
  }
}
