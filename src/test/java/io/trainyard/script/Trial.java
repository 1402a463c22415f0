package io.trainyard.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.trainyard.nn.Module;
import io.trainyard.script.interpreter.Interpreter;
import io.trainyard.script.syntax.Parser;
import io.trainyard.script.syntax.Statement;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.ScriptLimits;
import io.trainyard.script.value.Session;
import io.trainyard.signature.Faults;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a text of which nothing is known. Whatever it says, it ends with errors of texts or
 * with none, soon, and without much memory.
 *
 * @param faults what is wrong with the text, as users are told; empty when it ran to its end
 * @param nanoseconds how long the processor was busy with it
 * @param bytes how much it allocated
 */
record Trial(List<String> faults, long nanoseconds, long bytes) {

  private static final ScriptLimits LIMITS =
      new ScriptLimits(65_536, 100, 20_000, 20_000, 500_000, 5_000_000, 1_000_000_000);
  private static final long MOST_NANOSECONDS = 10_000_000_000L;
  private static final long MOST_BYTES = 500_000_000;
  private static final Pattern PLACED =
      Pattern.compile("line (\\d+), column (\\d+): (\\w+): (.*)", Pattern.DOTALL);

  /** Reads a text as one of a job is, without carrying it out. */
  static Trial ofReading(String text) {
    return measured(
        text,
        faults -> {
          var found = new Faults();
          Script.read(text, found);
          found.list().forEach(fault -> faults.add(fault.detail()));
        });
  }

  /** Runs a text as {@code /v1/autograd} does, within its limits. */
  static Trial ofSnippet(String text) {
    return measured(
        text,
        faults -> {
          var found = new Faults();
          Snippet.run(text, 0, false, found);
          found.list().forEach(fault -> faults.add(fault.detail()));
        });
  }

  /** Runs a text within limits that are soon reached. */
  static Trial of(String text) {
    return measured(
        text,
        faults -> {
          List<ScriptException> found = new ArrayList<>();
          List<Statement> statements = Parser.parse(text, LIMITS, found);
          if (found.isEmpty()) {
            var session = new Session(LIMITS, new Generator(0)).with(Libraries.environment());
            try {
              new Interpreter(session).run(statements);
            } catch (ScriptException e) {
              found.add(e);
            }
          }
          found.forEach(fault -> faults.add(fault.sentence()));
        });
  }

  /**
   * Makes a module of a text and records what is done with it, as a job does before it begins.
   *
   * @param type the class; null for the only module
   * @param arguments of its {@code __init__}
   * @param step what a step does with the module
   */
  static Trial ofJob(
      String text,
      @Nullable String type,
      Map<String, Object> arguments,
      Function<Module, Tensor> step) {
    return measured(
        text,
        faults -> {
          var found = new Faults();
          Program.record(() -> sketched(text, type, arguments, step, found));
          found.list().stream()
              .filter(fault -> fault.pointer().equals("/source"))
              .forEach(fault -> faults.add(fault.detail()));
        });
  }

  private static Tensor sketched(
      String text,
      @Nullable String type,
      Map<String, Object> arguments,
      Function<Module, Tensor> step,
      Faults faults) {
    Script script = Script.read(text, faults.at("source"));
    Module module =
        script == null
            ? null
            : script.make(type, arguments, new Generator(0), LIMITS.total_elements(), faults);
    try {
      return module == null ? Tensor.placeholder(Shape.of()) : step.apply(module);
    } catch (ScriptException e) {
      faults.at("source").add(e);
      return Tensor.placeholder(Shape.of());
    } catch (IllegalStateException e) { // of the backward pass, as in training
      Script.addBackwardFault(module, e, faults);
      return Tensor.placeholder(Shape.of());
    }
  }

  private static Trial measured(String text, Consumer<List<String>> work) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<String> faults = new ArrayList<>();
    long bytesBefore = threads.getCurrentThreadAllocatedBytes();
    long began = threads.getCurrentThreadCpuTime();
    work.accept(faults);
    long nanoseconds = threads.getCurrentThreadCpuTime() - began;
    var trial =
        new Trial(faults, nanoseconds, threads.getCurrentThreadAllocatedBytes() - bytesBefore);
    trial.requireGoodManners(text);
    return trial;
  }

  private void requireGoodManners(String text) {
    long lines = text.lines().count() + 1;
    for (String fault : faults) {
      Matcher parts = PLACED.matcher(fault);
      assertThat(parts.matches()).as(fault).isTrue();
      assertThat(Long.parseLong(parts.group(1))).as(fault).isBetween(1L, lines);
      assertThat(Integer.parseInt(parts.group(2))).as(fault).isBetween(1, text.length() + 1);
      assertThat(parts.group(4)).isNotBlank().doesNotContain("io.trainyard");
      assertThat(fault.length()).isLessThan(5_000);
    }
    assertThat(faults.size()).isLessThanOrEqualTo(20);
    assertThat(nanoseconds).as("nanoseconds").isLessThan(MOST_NANOSECONDS);
    assertThat(bytes).as("bytes").isLessThan(MOST_BYTES);
  }

  /** What kinds the faults are of. */
  List<String> kinds() {
    return faults.stream()
        .map(PLACED::matcher)
        .filter(Matcher::matches)
        .map(parts -> parts.group(3))
        .toList();
  }
}
