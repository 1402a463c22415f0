package io.trainyard.script;

import io.trainyard.nn.Module;
import io.trainyard.script.interpreter.Interpreter;
import io.trainyard.script.syntax.Parser;
import io.trainyard.script.syntax.Statement;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.ScriptLimits;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import io.trainyard.signature.Faults;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.GradientCheck;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A text that is carried out once, at once: what it printed, and what is left behind. */
public final class Snippet {

  /** So many elements of a leaf are held against finite differences, in so many backward passes. */
  private static final int ELEMENTS_CHECKED = 24;

  private static final int PASSES_CHECKED = 20;

  /** What one text takes besides its tensors. */
  private static final long BYTES_BESIDES = 16 << 20;

  /** What a text may ask for of itself: enough for small networks and some hundred steps. */
  public static final ScriptLimits LIMITS = limits(20_000_000);

  /** About the memory that a text has from the start. */
  public static final long MEMORY_BYTES = bytes(LIMITS.total_elements());

  private final Session session;
  private final Map<Tensor, Gradient> checked = new IdentityHashMap<>();
  private Map<String, Object> globals = Map.of();
  private int passes;

  /**
   * A tensor that is left behind.
   *
   * @param dtype what its elements are: {@code float32}
   */
  public record Variable(Tensor tensor, String dtype) {

    private static Variable of(TensorValue value) {
      return new Variable(value.tensor(), value.dtype().word());
    }
  }

  /**
   * The gradients of one leaf against finite differences.
   *
   * @param compared how many elements, in all passes
   * @param skipped how many were not: at kinks, or beyond what is checked
   * @param difference the largest distance, as a part of the larger of 1 and the slope
   */
  public record Gradient(long compared, long skipped, double difference) {

    private Gradient and(GradientCheck.Finding finding) {
      return new Gradient(
          compared + finding.compared(),
          skipped + finding.skipped(),
          Math.max(difference, finding.difference()));
    }
  }

  private Snippet(Session session) {
    this.session = session;
  }

  private static ScriptLimits limits(long elements) {
    return new ScriptLimits(65_536, 100, 500_000, 100_000, elements, elements, 1_000_000_000_000L);
  }

  private static ScriptLimits within(long bytes) {
    return limits(Math.max(1, (bytes - BYTES_BESIDES) / Float.BYTES));
  }

  private static long bytes(long elements) {
    return Float.BYTES * elements + BYTES_BESIDES;
  }

  /** Carries out a text within the memory that it has from the start. */
  public static @Nullable Snippet run(String source, long seed, boolean check, Faults faults) {
    return run(source, seed, check, MEMORY_BYTES, bytes -> {}, faults);
  }

  /**
   * Carries out a text.
   *
   * @param seed of the random numbers, until the text calls {@code torch.manual_seed}
   * @param check whether gradients are held against finite differences
   * @param memory the most that it may take, in bytes, about
   * @param need told the bytes of all that it makes before these get more than {@link
   *     #MEMORY_BYTES}; throws something when there is no room for so many
   * @param faults gets why the text cannot be carried out
   * @return null when there is a fault
   */
  public static @Nullable Snippet run(
      String source, long seed, boolean check, long memory, LongConsumer need, Faults faults) {
    ScriptLimits limits = within(memory);
    List<ScriptException> found = new ArrayList<>();
    List<Statement> statements = Parser.parse(source, limits, found);
    found.forEach(faults::add);
    if (!found.isEmpty()) {
      return null;
    }
    var session =
        new Session(limits, new Generator(seed))
            .with(Libraries.environment())
            .program(seed)
            .growing(LIMITS.total_elements(), elements -> need.accept(bytes(elements)));
    var snippet = new Snippet(session);
    if (check) {
      session.beforeBackward(snippet::check);
    }
    try {
      var interpreter = new Interpreter(session);
      interpreter.run(statements);
      snippet.globals = interpreter.globals();
      return snippet;
    } catch (ScriptException e) {
      faults.add(e);
      return null;
    }
  }

  private void check(Tensor root, Tensor seed) {
    if (passes++ >= PASSES_CHECKED) {
      return;
    }
    long size = GradientCheck.size(root);
    session.steps(size * ELEMENTS_CHECKED, Position.START);
    for (GradientCheck.Finding finding : GradientCheck.of(root, seed, ELEMENTS_CHECKED)) {
      checked.merge(
          finding.leaf(),
          new Gradient(finding.compared(), finding.skipped(), finding.difference()),
          (before, now) -> before.and(finding));
    }
  }

  /** The printed lines. */
  public List<String> printed() {
    return session.printed();
  }

  /**
   * All tensors that names of the text mean at its end, in the order in which the names came up,
   * and the parameters of modules: {@code model.linear1.weight}.
   */
  public Map<String, Variable> variables() {
    Map<String, Variable> variables = new LinkedHashMap<>();
    globals.forEach((name, value) -> {
      switch (value) {
        case TensorValue tensor -> variables.put(name, Variable.of(tensor));
        case Module module ->
            module
                .namedParameters()
                .forEach((own, tensor) ->
                    variables.put(name + "." + own, Variable.of(TensorValue.of(tensor))));
        default -> {}
      }
    });
    return variables;
  }

  /** What the check found, by the names of {@link #variables}; leaves without one by numbers. */
  public Map<String, Gradient> checked() {
    Map<Tensor, String> names = new IdentityHashMap<>();
    variables().forEach((name, value) -> names.putIfAbsent(value.tensor(), name));
    Map<String, Gradient> byName = new LinkedHashMap<>();
    variables()
        .values()
        .forEach(value -> {
          Gradient gradient = checked.get(value.tensor());
          if (gradient != null) {
            byName.putIfAbsent(names.getOrDefault(value.tensor(), ""), gradient);
          }
        });
    int unnamed = 0;
    for (Map.Entry<Tensor, Gradient> entry : checked.entrySet()) {
      if (!names.containsKey(entry.getKey())) {
        byName.put("(unnamed " + ++unnamed + ")", entry.getValue());
      }
    }
    return byName;
  }
}
