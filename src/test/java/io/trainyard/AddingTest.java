package io.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.trainyard.loss.Loss;
import io.trainyard.measure.Metric;
import io.trainyard.nn.Layer;
import io.trainyard.nn.catalog.Layers;
import io.trainyard.optim.LRScheduler;
import io.trainyard.optim.Optimizer;
import io.trainyard.preparation.Preprocessor;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How many places one touches to add something: for a layer, a loss, an optimizer, a scheduler or a
 * metric its own file and the list that names it; for an operation its own file and the method by
 * which it is called. Its JSON name, arguments, defaults, function, printed form, capabilities and
 * schema come from there. A name in a string is a place as well.
 */
class AddingTest {

  private static final Path MAIN = Path.of("src/main/java");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

  /** Trains some small networks, which it has to name. */
  private static final String EXAMPLES = "io/trainyard/training/WarmUp.java";

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
    Pattern pattern = Pattern.compile("(?<![\\w.])" + word + "(?!\\w)");
    Set<String> files = new TreeSet<>();
    CODE.forEach((file, code) -> {
      if (pattern.matcher(code).find()) {
        files.add(file);
      }
    });
    return files;
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Layer.class,
        Loss.class,
        Optimizer.class,
        LRScheduler.class,
        Preprocessor.class,
        Metric.class
      })
  void aNewMemberOfAFamilyIsItsOwnFileAndAWordInTheListThatNamesIt(Class<?> family) {
    for (Signature<?> member : Catalog.of(family).signatures()) {
      String name = member.type().getSimpleName();
      assertThat(mentioning(name)).as(name).contains(file(member.type()), list(member.type()));
    }
  }

  /** A sealed class cannot be forgotten by its members; this holds the families that are spread. */
  @ParameterizedTest
  @ValueSource(
      classes = {Layer.class, Loss.class, Optimizer.class, LRScheduler.class, Preprocessor.class})
  void everyClassOfAFamilyStandsInItsList(Class<?> family) {
    List<Class<?>> there =
        new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages(family.getPackageName())
                .stream()
                .filter(type -> type.isAssignableTo(family))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .<Class<?>>map(JavaClass::reflect)
                .toList();
    assertThat(Catalog.of(family).signatures().stream().<Class<?>>map(Signature::type))
        .containsExactlyInAnyOrderElementsOf(there);
  }

  private static String file(Class<?> type) {
    return type.getName().replace('.', '/') + ".java";
  }

  /**
   * Where a class is named: by the sealed class that it extends, or for all layers in one place.
   */
  private static String list(Class<?> member) {
    Class<?> parent = member.getSuperclass();
    return file(parent.isSealed() ? parent : Layers.class);
  }

  /** Some are parts of others, as a Dropout is of a Dropout1d; a list of all would be a place. */
  @ParameterizedTest
  @ValueSource(classes = {Layer.class, Loss.class, LRScheduler.class})
  void noOtherFileHasAListOfAFamily(Class<?> family) {
    Map<String, Set<String>> named = new TreeMap<>();
    Set<String> lists = new TreeSet<>();
    for (Signature<?> member : Catalog.of(family).signatures()) {
      lists.add(list(member.type()));
      String name = member.type().getSimpleName();
      mentioning(name)
          .forEach(file -> named.computeIfAbsent(file, key -> new TreeSet<>()).add(name));
    }
    named.keySet().removeIf(file -> file.equals(EXAMPLES) || lists.contains(file));
    int most = Math.max(3, Catalog.of(family).signatures().size() / 10);
    assertThat(named)
        .allSatisfy((file, members) -> assertThat(members).as(file).hasSizeLessThanOrEqualTo(most));
  }

  /** Where several operations make one method, as for images, these stand beside each other. */
  @Test
  void anOperationIsItsOwnFileAndTheMethodThatAppliesIt() {
    Map<String, String> appliedIn =
        Map.of(
            "LogSoftmax", "Tensor",
            "Narrow", "Tensor",
            "Resample", "Images",
            "Standardize", "Tensor",
            "Moments", "Tensor");
    appliedIn.forEach((operation, place) -> {
      Set<String> files = new TreeSet<>(mentioning(operation));
      files.removeIf(file -> !file.startsWith("io/trainyard/tensor/"));
      assertThat(files)
          .as(operation)
          .contains(
              "io/trainyard/tensor/" + operation + ".java",
              "io/trainyard/tensor/" + place + ".java")
          .hasSizeLessThanOrEqualTo(3);
    });
  }
}
