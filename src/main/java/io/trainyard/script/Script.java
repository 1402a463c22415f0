package io.trainyard.script;

import io.trainyard.nn.Module;
import io.trainyard.script.interpreter.Interpreter;
import io.trainyard.script.syntax.Expression;
import io.trainyard.script.syntax.Parser;
import io.trainyard.script.syntax.Statement;
import io.trainyard.script.torch.nn.Definitions;
import io.trainyard.script.torch.nn.ScriptModule;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.ScriptLimits;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import io.trainyard.signature.Faults;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A text that has been read: classes of PyTorch modules and losses. */
public final class Script {

  /** What a text of a job may ask for; a step that it records is held to the job's memory. */
  private static final ScriptLimits LIMITS =
      new ScriptLimits(
          65_536, 100, 300_000, 100_000, 400_000_000, 1_000_000_000_000L, Long.MAX_VALUE);

  /** So much may be computed to make a module: seconds, not minutes. */
  private static final long OPERATIONS_OF_MAKING = 20_000_000_000L;

  private final List<Statement> statements;

  private Script(List<Statement> statements) {
    this.statements = statements;
  }

  /**
   * Reads a text.
   *
   * @param faults gets everything that is wrong with how it is written
   * @return null when there is a fault
   */
  public static @Nullable Script read(String source, Faults faults) {
    List<ScriptException> found = new ArrayList<>();
    List<Statement> statements = Parser.parse(source, LIMITS, found);
    found.forEach(faults::add);
    return found.isEmpty() ? new Script(statements) : null;
  }

  /**
   * Makes an object of a class of the text.
   *
   * @param name the class; null for the only one that derives from {@code nn.Module}
   * @param arguments of its {@code __init__}, by name, as JSON has them
   * @param generator draws initial values and whatever else is random
   * @param elements the most that all tensors may have which are made on the way, together
   * @param faults gets, at {@code source}, {@code class} and {@code args}, why it cannot be made
   * @return a module; null when there is a fault
   */
  public @Nullable Module make(
      @Nullable String name,
      Map<String, Object> arguments,
      Generator generator,
      long elements,
      Faults faults) {
    var session = new Session(making(elements), generator).with(Libraries.environment());
    try {
      var interpreter = new Interpreter(session);
      interpreter.run(statements);
      Module made = new Definitions(interpreter).make(name, arguments, faults);
      session.repeatCalls(LIMITS, interpreter.globals());
      return made == null || trainsFloats(made, faults.at("source")) ? made : null;
    } catch (ScriptException e) {
      faults.at("source").add(e);
      return null;
    }
  }

  /**
   * What a job keeps, exports and trains is float32; other floats are computed within a step alone.
   */
  private static boolean trainsFloats(Module made, Faults faults) {
    made.stateDict()
        .forEach((name, tensor) -> {
          DType dtype = tensor.dtype();
          if (dtype.isFloatingPoint() && dtype != DType.FLOAT32) {
            faults.add(
                "unsupported",
                "'"
                    + name
                    + "' is "
                    + dtype.word()
                    + "; what a job trains and keeps is float32, so make it with .float()");
          }
        });
    return !faults.isAtFault();
  }

  private static ScriptLimits making(long elements) {
    return new ScriptLimits(
        LIMITS.characters(),
        LIMITS.nesting(),
        LIMITS.steps(),
        LIMITS.items(),
        LIMITS.elements(),
        elements,
        OPERATIONS_OF_MAKING);
  }

  /**
   * Calls a loss of a text.
   *
   * @param loss a module that {@link #make} gave
   * @param input what was predicted
   * @param target what it is compared with
   * @param isClassNumbers whether the targets are numbers of classes, which are int64 to PyTorch
   * @throws ScriptException when it cannot be computed
   */
  public static Tensor loss(Module loss, Tensor input, Tensor target, boolean isClassNumbers) {
    if (!(loss instanceof ScriptModule module)) {
      throw new IllegalArgumentException("a loss of a text is needed");
    }
    DType type = isClassNumbers ? DType.INT64 : DType.FLOAT32;
    return module.call(List.of(TensorValue.of(input), TensorValue.of(target.to(type))));
  }

  /**
   * Takes down that what a module gives, or what it is given, has another shape than is needed.
   *
   * @param faults of the module; one of a text has the fault at its {@code source}
   */
  public static void addShapeFault(@Nullable Module module, String message, Faults faults) {
    add(ErrorKind.SHAPE_ERROR, module, message, faults);
  }

  /** As {@link #addShapeFault}, of what cannot be trained with. */
  public static void addValueFault(@Nullable Module module, String message, Faults faults) {
    add(ErrorKind.VALUE_ERROR, module, message, faults);
  }

  /** As {@link #addShapeFault}, of gradients that cannot be computed. */
  public static void addBackwardFault(
      @Nullable Module module, IllegalStateException fault, Faults faults) {
    add(ErrorKind.RUNTIME_ERROR, module, String.valueOf(fault.getMessage()), faults);
  }

  private static void add(ErrorKind kind, @Nullable Module module, String message, Faults faults) {
    if (module instanceof ScriptModule text) {
      faults.at("source").add(kind.at(text.position(), message));
    } else {
      faults.add(kind.code(), message);
    }
  }

  /**
   * A function of a whole number that gives a number: {@code lambda epoch: 0.95 ** epoch}.
   *
   * @throws IllegalArgumentException with a sentence for the user when it is none; so does the
   *     function when it cannot be computed
   */
  public static LongToDoubleFunction function(String source) {
    try {
      Expression expression = Parser.expression(source, LIMITS);
      var session = new Session(LIMITS, new Generator(0)).with(Libraries.environment());
      var interpreter = new Interpreter(session);
      Object function = interpreter.value(expression);
      return number -> {
        session.renew();
        return number(function, number, interpreter);
      };
    } catch (ScriptException e) {
      throw new IllegalArgumentException(e.sentence(), e);
    }
  }

  private static double number(Object function, long argument, Interpreter interpreter) {
    try {
      Object result = interpreter.call(function, List.of(argument), Map.of());
      return switch (result) {
        case Double number -> number;
        case Long whole -> whole;
        case Boolean bool -> bool ? 1 : 0;
        default ->
            throw ErrorKind.TYPE_ERROR.at(
                Position.START, "the function has to give a number for " + argument);
      };
    } catch (ScriptException e) {
      throw new IllegalArgumentException(e.sentence(), e);
    }
  }
}
