package io.trainyard.script.value;

import io.trainyard.tensor.DType;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Interruption;
import io.trainyard.tensor.OutOfTimeException;
import io.trainyard.tensor.SequentialGenerator;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One text being carried out: what it has used up, where its random numbers come from, what it
 * printed. For one thread at a time.
 */
public final class Session {

  private static final long MOST_VALUES = 10_000_000;

  private static final int STEPS_BETWEEN_QUESTIONS = 128;

  /** To go through so many items takes about as long as a statement. */
  private static final int ITEMS_OF_A_STEP = 16;

  /** To make a tensor takes about as long, and as much memory, as so many statements. */
  private static final int STEPS_OF_A_TENSOR = 3;

  /** To look at so many things while what is alive is measured takes as long as a statement. */
  private static final int LOOKS_OF_A_STEP = 16;

  private ScriptLimits limits;
  private Generator generator;
  private boolean isProgram;
  private Environment environment = Environment.NONE;
  private BiConsumer<Tensor, Tensor> beforeBackward = (root, seed) -> {};
  private final Printed printed = new Printed();
  private final Map<Class<?>, Object> kept = new HashMap<>();
  private final AliveElements alive = new AliveElements();
  private LongConsumer room = elements -> {};
  private long roomy;
  private @Nullable Map<String, Object> repeated;
  private long calls;
  private long steps;
  private long operations;
  private long values;
  private int depth;

  /**
   * @param generator draws initial values, {@code torch.randn} and whatever else is random
   */
  public Session(ScriptLimits limits, Generator generator) {
    this.limits = limits;
    this.generator = generator;
    this.roomy = limits.total_elements();
  }

  public ScriptLimits limits() {
    return limits;
  }

  public Generator generator() {
    return generator;
  }

  /** Has somebody look at each backward pass, its root and the root's gradient, before it runs. */
  public void beforeBackward(BiConsumer<Tensor, Tensor> watcher) {
    beforeBackward = watcher;
  }

  /** Who looks at backward passes. */
  public BiConsumer<Tensor, Tensor> beforeBackward() {
    return beforeBackward;
  }

  /**
   * Begins with little memory and asks for more as it is needed.
   *
   * @param elements what all tensors together may have without asking
   * @param room told how many they are about to have; throws something when there is no room
   */
  public Session growing(long elements, LongConsumer room) {
    this.roomy = Math.min(elements, limits.total_elements());
    this.room = room;
    return this;
  }

  /** What a library keeps for the text, of which there is one. */
  public <T> T kept(Class<T> kind, Supplier<T> first) {
    return kind.cast(kept.computeIfAbsent(kind, missing -> first.get()));
  }

  /** Makes it a whole program, whose random numbers are PyTorch's from the first on. */
  public Session program(long seed) {
    isProgram = true;
    seed(seed);
    return this;
  }

  /** Whether the text is a whole program, as a snippet is, and not what others make modules of. */
  public boolean runsByItself() {
    return isProgram;
  }

  /** What {@code torch.manual_seed} does: PyTorch's own numbers are drawn from now on. */
  public void seed(long seed) {
    generator = sequence(seed);
  }

  /** A generator of PyTorch's own numbers; what a recording repeats is drawn as without it. */
  public SequentialGenerator sequence(long seed) {
    return new SequentialGenerator(seed, generator);
  }

  /**
   * The modules of a job are made: each call from now on belongs to a step, which is recorded once
   * and repeated.
   *
   * @param others what one call may take
   * @param globals the names of the text
   */
  public void repeatCalls(ScriptLimits others, Map<String, Object> globals) {
    limits = others;
    roomy = others.total_elements();
    repeated = globals;
    renew();
  }

  /** The names of the text while a call of a step that will be repeated is under way; else null. */
  public @Nullable Map<String, Object> repeated() {
    return repeated;
  }

  /** The number of the call from outside that is under way. */
  public long call() {
    return calls;
  }

  /** Gives the whole budget again: to each call from outside, not to each call within a text. */
  public void renew() {
    calls++;
    steps = 0;
    alive.clear();
    operations = 0;
    values = 0;
    depth = 0;
    printed.clear();
  }

  /**
   * Counts one more statement, call or round of a loop.
   *
   * @throws ScriptException when it is one too many, or time is over
   */
  public void step(Position position) {
    steps(1, position);
  }

  /** How many steps have been taken. */
  public long stepsTaken() {
    return steps;
  }

  /** Gives the text what comes with the language. */
  public Session with(Environment given) {
    environment = given;
    return this;
  }

  public Environment environment() {
    return environment;
  }

  /** The kind of a value that a library brought; null for one of the language itself. */
  public @Nullable Kind kind(Object value) {
    return environment.kind(value);
  }

  /** The kind of the first of two values that has one; null when neither has. */
  public @Nullable Kind kind(Object one, Object other) {
    Kind kind = kind(one);
    return kind == null ? kind(other) : kind;
  }

  /** Counts the work of so many steps at once, before it is done. */
  public void steps(long count, Position position) {
    long before = steps;
    steps += count;
    if (steps > limits.steps() || steps < 0) {
      throw ErrorKind.LIMIT_ERROR.at(
          position, "the text takes more than the " + limits.steps() + " steps it may");
    }
    if (before / STEPS_BETWEEN_QUESTIONS != steps / STEPS_BETWEEN_QUESTIONS) {
      askInterruption(position);
    }
  }

  private static void askInterruption(Position position) {
    try {
      Interruption.ask();
    } catch (OutOfTimeException e) {
      throw new ScriptException(ErrorKind.LIMIT_ERROR, position, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Has to be asked before a tensor is made.
   *
   * @return the shape itself
   * @throws ScriptException when it has too many elements, or all tensors together have
   */
  public Shape claim(Shape shape, Position position) {
    return claim(shape, DType.FLOAT32, position);
  }

  /** As {@link #claim(Shape, Position)}, of elements of that type; whole numbers count twice. */
  public Shape claim(Shape shape, DType dtype, Position position) {
    long count;
    try {
      count = shape.numel();
    } catch (ArithmeticException e) {
      count = Long.MAX_VALUE;
    }
    if (count > limits.elements()) {
      throw ErrorKind.LIMIT_ERROR.at(
          position,
          "a tensor of the shape "
              + shape
              + " is too large: the most is "
              + limits.elements()
              + " elements");
    }
    steps(STEPS_OF_A_TENSOR, position);
    take(dtype.floats() * count, position);
    return shape;
  }

  /**
   * Has to be asked before an operation takes that much working memory, in floats.
   *
   * @throws ScriptException when it is too much, together with all tensors
   */
  public void claimScratch(long floats, Position position) {
    take(floats, position);
  }

  private void take(long count, Position position) {
    steps(alive.take(count, roomy) / LOOKS_OF_A_STEP, position);
    if (alive.elements() > limits.total_elements()) {
      throw ErrorKind.LIMIT_ERROR.at(
          position,
          "the tensors of the text have more than "
              + limits.total_elements()
              + " elements together");
    }
    if (alive.elements() > roomy) {
      long wanted = Math.clamp(2 * roomy, alive.elements(), limits.total_elements());
      room.accept(wanted);
      roomy = wanted;
    }
  }

  /**
   * Says who can measure what is alive.
   *
   * @param measure gets what is being computed with, beyond what names mean; gives null when it
   *     cannot tell
   */
  public void measuring(Function<List<Object>, @Nullable Alive> measure) {
    alive.measuring(measure);
  }

  /** Does an operation; all that it makes counts as alive until it is over. */
  public <T> T operation(Supplier<T> work) {
    alive.begin();
    try {
      return work.get();
    } finally {
      alive.end();
    }
  }

  /** Keeps a value that no name means while something is computed with it. */
  public void hold(Object value) {
    alive.held().add(value);
  }

  /** A mark for {@link #letGo}: all that is held by now. */
  public int held() {
    return alive.held().size();
  }

  /** Lets go what has been held since a mark. */
  public void letGo(int mark) {
    if (mark < held()) {
      alive.held().subList(mark, held()).clear();
    }
  }

  /**
   * Has to be asked before so many floating-point operations are carried out.
   *
   * @throws ScriptException when they are too many, or all together are
   */
  public void claimWork(long count, Position position) {
    operations = operations + count < 0 ? Long.MAX_VALUE : operations + count;
    if (operations > limits.operations()) {
      throw ErrorKind.LIMIT_ERROR.at(
          position,
          "the text takes more than the "
              + limits.operations()
              + " floating-point operations it may");
    }
  }

  /**
   * Has to be asked before so many numbers are written down for a tensor, which takes memory even
   * while a step is recorded.
   *
   * @throws ScriptException when they are too many, or all that were written down are
   */
  public void claimValues(long count, Position position) {
    values += count;
    if (values > MOST_VALUES) {
      throw ErrorKind.LIMIT_ERROR.at(
          position,
          "the text writes down more than "
              + MOST_VALUES
              + " numbers; let torch.zeros, torch.randn or data make them");
    }
  }

  /**
   * Has to be asked before a list or a string of that length is made.
   *
   * @throws ScriptException when it is too long
   */
  public void claimItems(long count, Position position) {
    if (count > limits.items()) {
      throw ErrorKind.LIMIT_ERROR.at(
          position,
          "a list or string of length "
              + count
              + " is too long: "
              + "the most is "
              + limits.items());
    }
    passes(count, position);
  }

  /** Counts going through so many items of a collection, or characters of a string. */
  public void passes(long items, Position position) {
    steps(items / ITEMS_OF_A_STEP, position);
  }

  /**
   * Goes one call deeper; {@link #leave} has to follow.
   *
   * @throws ScriptException when calls are nested too deeply
   */
  public void enter(Position position) {
    if (depth >= limits.nesting()) {
      throw new ScriptException(
          ErrorKind.LIMIT_ERROR,
          position,
          "calls are nested more than " + limits.nesting() + " deep; does a function call itself?");
    }
    depth++;
  }

  public void leave() {
    depth--;
  }

  /**
   * Takes down what is printed, which ends a line where it ends with a line break; all lines
   * together may have as many characters as a text.
   */
  public void print(String text, Position position) {
    printed.add(text, limits.characters(), position);
  }

  /** What was printed so far, without the line breaks that ended it. */
  public List<String> printed() {
    return printed.lines();
  }

  /** Runs a part of a text; the modes that it switches hold no longer than that. */
  public <T> T within(Supplier<T> work) {
    return Tensor.gradEnabled(Tensor.isGradEnabled(), work);
  }
}
