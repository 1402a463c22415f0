package io.trainyard;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;

/** The rules of the house that the compiler does not hold. */
@AnalyzeClasses(packages = "io.trainyard", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] ENGINE = {
    "io.trainyard.signature..",
    "io.trainyard.tensor..",
    "io.trainyard.nn..",
    "io.trainyard.loss..",
    "io.trainyard.optim..",
    "io.trainyard.measure..",
    "io.trainyard.script..",
    "io.trainyard.preparation..",
    "io.trainyard.training.."
  };

  /** Ways to read a clock or draw a number that a test or a second run could not repeat. */
  private static final Map<String, Set<String>> UNREPEATABLE =
      Map.ofEntries(
          Map.entry("java.lang.System", Set.of("nanoTime", "currentTimeMillis")),
          Map.entry(
              "java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis")),
          Map.entry("java.time.InstantSource", Set.of("system")),
          Map.entry("java.lang.Math", Set.of("random")),
          Map.entry("java.util.UUID", Set.of("randomUUID")),
          Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of("current")),
          Map.entry("java.util.Random", Set.of("<init>")),
          Map.entry("java.util.SplittableRandom", Set.of("<init>")),
          Map.entry("java.util.Date", Set.of("<init>")));

  @ArchTest
  static final ArchRule theEngineIsPlainJava =
      classes()
          .that()
          .resideInAnyPackage(ENGINE)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(ENGINE)
                  .or(resideInAnyPackage("java..", "jdk.incubator.vector..", "org.jspecify..")))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule noPackagesNeedEachOther =
      slices().matching("io.trainyard.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theInterpreterKnowsPythonAlone =
      noClasses()
          .that()
          .resideInAPackage("io.trainyard.script.interpreter..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.trainyard.tensor..",
              "io.trainyard.nn..",
              "io.trainyard.loss..",
              "io.trainyard.optim..",
              "io.trainyard.script.torch..",
              "io.trainyard.script.python..");

  @ArchTest
  static final ArchRule theEngineDoesNotLog =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "java.lang.System$Logger")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyTheKernelsSeeTheVectorApi =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.trainyard.tensor.kernel..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.incubator.vector..");

  @ArchTest
  static final ArchRule staticFieldsAreFinal =
      fields().that().areStatic().should().beFinal().allowEmptyShould(true);

  @ArchTest
  static final ArchRule staticFieldsHoldNothingThatChanges =
      fields()
          .that()
          .areStatic()
          .should()
          .notHaveRawType(
              describe(
                  "made to be changed",
                  (JavaClass type) ->
                      type.getPackageName().equals("java.util.concurrent.atomic")
                          || type.isAssignableTo(ConcurrentMap.class)
                          || type.isAssignableTo(ThreadLocal.class)
                          || Set.of("java.util.HashMap", "java.util.ArrayList", "java.util.HashSet")
                              .contains(type.getName())))
          .allowEmptyShould(true)
          .because("two jobs share the JVM");

  @ArchTest
  static final ArchRule clocksAndGeneratorsAreGiven =
      noClasses()
          .that()
          .doNotBelongToAnyOf(TrainyardApplication.class)
          .should()
          .accessTargetWhere(describe("cannot be repeated", ArchitectureTest::readsClockOrChance))
          .because("the application hands out the one clock, and generators are seeded");

  @ArchTest
  static final ArchRule controllersArePackagePrivate =
      classes()
          .that()
          .areAnnotatedWith(RestController.class)
          .or()
          .areAnnotatedWith(Controller.class)
          .should()
          .bePackagePrivate()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule controllersNeverHandOutAnEntity =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(RestController.class)
          .should(returnNoEntity())
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesAreNamedAfterTheBusiness =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..common..", "..impl..", "..dto..", "..service..");

  @ArchTest
  static final ArchRule classesAreNamedAfterWhatTheyAre =
      noClasses().should().haveNameMatching(".*(Impl|Utils?|Manager|Helper)");

  private static boolean readsClockOrChance(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    String owner = target.getOwner().getName();
    boolean nowWithoutClock =
        owner.startsWith("java.time.")
            && target.getName().equals("now")
            && target instanceof AccessTarget.CodeUnitAccessTarget method
            && method.getRawParameterTypes().isEmpty();
    return nowWithoutClock || UNREPEATABLE.getOrDefault(owner, Set.of()).contains(target.getName());
  }

  private static ArchCondition<JavaMethod> returnNoEntity() {
    return new ArchCondition<>("return no entity") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        method.getReturnType().getAllInvolvedRawTypes().stream()
            .filter(type -> type.isAnnotatedWith(Entity.class))
            .forEach(entity ->
                events.add(
                    SimpleConditionEvent.violated(
                        method,
                        method.getFullName() + " hands out the entity " + entity.getName())));
      }
    };
  }
}
