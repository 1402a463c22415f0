package io.trainyard.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.trainyard.Recorded;
import io.trainyard.loss.Loss;
import io.trainyard.nn.Layer;
import io.trainyard.optim.LRScheduler;
import io.trainyard.optim.Optimizer;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Signature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Nothing is without a case that PyTorch computed: these are what values, gradients, finite
 * differences and replays are held against.
 */
class EverythingIsRecordedTest {
  private static final Pattern LAYER_OF_A_TEXT = Pattern.compile("nn\\.(\\w+)\\(");

  @ParameterizedTest
  @CsvSource({
    "layers, layers.layers sequences.layers",
    "losses, losses.losses",
    "optimizers, optimizers.optimizers optimizers.closures",
    "schedulers, schedulers.schedulers"
  })
  void everyMemberOfACatalogHasARecordedCase(String family, String recordedIn) {
    Set<String> recorded = new HashSet<>();
    for (String place : recordedIn.split(" ")) {
      String[] fileAndList = place.split("\\.");
      Recorded.read(fileAndList[0])
          .get(fileAndList[1])
          .forEach(node -> recorded.add(node.get("type").asString()));
    }
    if (family.equals("layers")) { // those of two sequences are called by texts
      Matcher named = LAYER_OF_A_TEXT.matcher(Recorded.read("sequences").get("texts").toString());
      named.results().forEach(found -> recorded.add(found.group(1)));
    }
    Catalog<?> catalog =
        switch (family) {
          case "layers" -> Catalog.of(Layer.class);
          case "losses" -> Catalog.of(Loss.class);
          case "optimizers" -> Catalog.of(Optimizer.class);
          default -> Catalog.of(LRScheduler.class);
        };
    assertThat(recorded).containsAll(catalog.signatures().stream().map(Signature::name).toList());
  }

  @Test
  void everyOperationIsPartOfARecordedCase() {
    Set<String> met = new TreeSet<>();
    for (String file : List.of("operations", "functions")) {
      for (JsonNode recorded : Recorded.read(file).get("operations")) {
        List<Tensor> inputs = RecordedOperationsTest.inputs(recorded);
        note(met, recorded, inputs, () -> RecordedOperationsTest.apply(recorded, inputs));
      }
    }
    for (JsonNode recorded : Recorded.read("layers").get("layers")) {
      Layer layer =
          Catalog.of(Layer.class)
              .read(Recorded.request(recorded), new Faults())
              .create(new Generator(1));
      Tensor input = Recorded.tensor(recorded.get("input"));
      input.requiresGrad(recorded.has("input_gradient"));
      List<Tensor> leaves = new ArrayList<>(layer.parameters());
      leaves.add(input);
      note(met, recorded, leaves, () -> layer.forward(input));
    }
    for (JsonNode recorded : Recorded.read("losses").get("losses")) {
      Loss loss = Catalog.of(Loss.class).read(Recorded.request(recorded), new Faults()).create();
      Tensor input = Recorded.tensor(recorded.get("input")).requiresGrad(true);
      Tensor target = Recorded.tensor(recorded.get("target"));
      note(met, recorded, List.of(input), () -> loss.forward(input, target));
    }
    // What only optimizers and generators use has tests of its own.
    met.addAll(List.of("Assign", "Draw$Bernoulli", "Draw$Normal", "Draw$Uniform"));
    // What only a generator of PyTorch's numbers draws is in the recorded prints of those.
    met.addAll(List.of("Draw$Exponential", "Draw$Permutation", "Draw$Whole"));
    // What whole numbers alone need is in the recorded texts of types.
    met.addAll(
        List.of(
            "Binary$And",
            "Binary$Or",
            "Binary$Xor",
            "Cast",
            "Draw$FullOfWhole",
            "Draw$Places",
            "Pairwise$Shift",
            "Pairwise$TruncDivide"));
    // What doubles alone need is in the recorded prints of float64.
    met.addAll(List.of("Draw$Exact", "Draw$FullOfDouble"));
    // What has a slope of its own at 0 is in the recorded prints of spreads and of zeros.
    met.addAll(List.of("Deviation", "Pairwise$Xlogy"));
    // What a change of a view is made of is in the recorded texts of views.
    met.add("Strided$Paste");
    // What a text's own Function gives is in the recorded prints of those.
    met.add("Custom");
    assertThat(operations()).hasSizeGreaterThan(60);
    assertThat(met).containsAll(operations());
  }

  /** Takes down which operations a case, its backward pass and the one of that are made of. */
  private static void note(
      Set<String> met, JsonNode recorded, List<Tensor> leaves, Supplier<Tensor> work) {
    List<Instruction> instructions = new ArrayList<>();
    Execution.record(
        instructions,
        () -> {
          Tensor output = work.get();
          if (output.requiresGrad() && recorded.has("upstream")) {
            Tensor upstream = Recorded.tensor(recorded.get("upstream")).requiresGrad(true);
            output.backward(upstream, true);
            output.gradients(leaves, upstream, true, true).stream()
                .filter(gradient -> gradient != null && gradient.requiresGrad())
                .forEach(gradient -> gradient.sum().backward(true));
          }
          return output;
        });
    instructions.forEach(instruction -> met.add(shortName(instruction.operation().getClass())));
    // Views are applied without an instruction.
    met.add("Movement$View");
  }

  private static String shortName(Class<?> type) {
    return type.getName().substring(type.getName().lastIndexOf('.') + 1);
  }

  private static Set<String> operations() {
    Set<String> names = new TreeSet<>();
    for (JavaClass type : new ClassFileImporter().importPackagesOf(Operation.class)) {
      if (type.isAssignableTo(Operation.class)
          && !type.getModifiers().contains(JavaModifier.ABSTRACT)
          && !type.getSimpleName().endsWith("Test")) {
        names.add(type.getName().substring(type.getName().lastIndexOf('.') + 1));
      }
    }
    return names;
  }
}
