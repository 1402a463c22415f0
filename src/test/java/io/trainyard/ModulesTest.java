package io.trainyard;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import jakarta.persistence.Entity;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.data.repository.Repository;
import org.springframework.modulith.core.ApplicationModules;

/** Each package directly below {@code io.trainyard} is a module; this holds who may use whom. */
class ModulesTest {
  private static final String BASE = "io.trainyard.";

  /** Module to the modules it may use; data falls downwards, so nothing here goes in a circle. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("signature", Set.of()),
          Map.entry("tensor", Set.of()),
          Map.entry("nn", Set.of("tensor", "signature")),
          Map.entry("loss", Set.of("nn", "tensor", "signature")),
          Map.entry("optim", Set.of("tensor", "signature")),
          Map.entry("measure", Set.of("tensor", "signature")),
          Map.entry("script", Set.of("nn", "loss", "optim", "tensor", "signature")),
          Map.entry("preparation", Set.of("tensor", "signature")),
          Map.entry(
              "training",
              Set.of(
                  "preparation",
                  "script",
                  "nn",
                  "loss",
                  "optim",
                  "measure",
                  "tensor",
                  "signature")),
          Map.entry("limits", Set.of("signature")),
          Map.entry("rest", Set.of("signature", "limits")),
          Map.entry("computing", Set.of("tensor", "rest", "limits")),
          Map.entry("store", Set.of("rest")),
          Map.entry("dataset", Set.of("tensor", "signature", "store", "rest", "limits")),
          Map.entry(
              "model",
              Set.of(
                  "training",
                  "preparation",
                  "measure",
                  "tensor",
                  "signature",
                  "dataset",
                  "store",
                  "computing",
                  "rest",
                  "limits")),
          Map.entry(
              "job",
              Set.of(
                  "training",
                  "preparation",
                  "tensor",
                  "signature",
                  "dataset",
                  "model",
                  "store",
                  "computing",
                  "rest",
                  "limits")),
          Map.entry(
              "snippet", Set.of("script", "tensor", "signature", "computing", "rest", "limits")),
          Map.entry("examples", Set.of("rest")),
          Map.entry("access", Set.of("rest")),
          Map.entry("page", Set.of()),
          Map.entry("metrics", Set.of("job", "training", "rest", "tensor")),
          Map.entry(
              "capabilities",
              Set.of(
                  "training",
                  "preparation",
                  "nn",
                  "loss",
                  "optim",
                  "measure",
                  "signature",
                  "rest",
                  "limits")));

  /** The rooms of {@code nn} are open; it knows no Spring, so it cannot say so by an annotation. */
  private static final String ROOMS_OF_LAYERS = "non-exposed type io.trainyard.nn.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages(TrainyardApplication.class.getPackageName());

  @Test
  void modulesHaveNoCyclesAndKeepTheirNestedPackagesToThemselves() {
    ApplicationModules.of(TrainyardApplication.class)
        .detectViolations()
        .filter(violation -> !violation.getMessage().contains(ROOMS_OF_LAYERS))
        .throwIfPresent();
  }

  /** They are public only because their module has rooms. */
  @Test
  void entitiesAndTheirRepositoriesAreTheirModulesOwnAffair() {
    assertThat(
            CLASSES.stream()
                .filter(type ->
                    type.isAnnotatedWith(Entity.class) || type.isAssignableTo(Repository.class))
                .flatMap(type -> type.getDirectDependenciesToSelf().stream())
                .filter(use -> !module(use.getOriginClass()).equals(module(use.getTargetClass())))
                .map(Dependency::getDescription))
        .isEmpty();
  }

  @Test
  void everyModuleIsInTheTableOfWhoMayUseWhom() {
    Set<String> modules =
        CLASSES.stream()
            .map(ModulesTest::module)
            .filter(module -> !module.isEmpty())
            .collect(toCollection(TreeSet::new));
    assertThat(MAY_USE.keySet()).containsAll(modules);
  }

  @TestFactory
  Iterable<DynamicTest> aModuleUsesOnlyWhatItMay() {
    return MAY_USE.entrySet().stream()
        .map(entry -> {
          String module = entry.getKey();
          Set<String> allowed = entry.getValue();
          return DynamicTest.dynamicTest(
              module + " uses only " + new TreeSet<>(allowed), () -> uses(module, allowed));
        })
        .toList();
  }

  private static void uses(String module, Set<String> allowed) {
    noClasses()
        .that(
            are(
                DescribedPredicate.describe(
                    "in module " + module, type -> module(type).equals(module))))
        .should()
        .dependOnClassesThat(
            are(
                DescribedPredicate.describe(
                    "in another module than " + allowed,
                    type ->
                        type.getPackageName().startsWith("io.trainyard")
                            && !module(type).equals(module)
                            && !allowed.contains(module(type)))))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  /** The module a class lives in; empty for the base package and for foreign classes. */
  private static String module(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(BASE)) {
      return "";
    }
    String below = name.substring(BASE.length());
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }
}
