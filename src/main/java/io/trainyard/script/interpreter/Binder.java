package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Expression;
import io.trainyard.script.syntax.Parameters;
import io.trainyard.script.syntax.Parameters.Kind;
import io.trainyard.script.syntax.Parser;
import io.trainyard.script.syntax.Statement;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.ScriptLimits;
import io.trainyard.script.value.TupleValue;
import io.trainyard.signature.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Matches the arguments of a call to the parameters of a function: of one that a text defines as of
 * those that are built in.
 *
 * @param function what error messages call it
 * @param slots its parameters, in order
 */
public record Binder(String function, List<Slot> slots) {

  /**
   * A parameter.
   *
   * @param kind how it takes its argument
   * @param standard the value where it is left out; null where it must not be
   */
  public record Slot(String name, Kind kind, @Nullable Object standard) {

    boolean gathers() {
      return kind == Kind.ALL_POSITIONAL || kind == Kind.ALL_KEYWORDS;
    }

    private boolean takesPosition() {
      return kind == Kind.PLAIN || kind == Kind.POSITIONAL_ONLY;
    }

    private boolean takesName() {
      return kind == Kind.PLAIN || kind == Kind.KEYWORD_ONLY;
    }
  }

  public Binder {
    slots = List.copyOf(slots);
  }

  /**
   * One that is written as in Python: {@code clamp(input, min=None, *, out=None)}.
   *
   * @throws IllegalArgumentException when it is not, or a default is no plain value
   */
  public static Binder of(String signature) {
    List<ScriptException> faults = new ArrayList<>();
    List<Statement> read =
        Parser.parse("def " + signature + ": pass", ScriptLimits.DEFAULTS, faults);
    if (!faults.isEmpty() || !(read.getFirst() instanceof Statement.Function function)) {
      throw new IllegalArgumentException(signature + " is no signature");
    }
    return new Binder(
        function.name(),
        function.parameters().list().stream()
            .map(parameter ->
                new Slot(parameter.name(), parameter.kind(), standard(parameter, signature)))
            .toList());
  }

  private static @Nullable Object standard(Parameters.Parameter parameter, String signature) {
    return switch (parameter.standard()) {
      case null -> null;
      case Expression.Constant constant -> constant.value();
      case Expression.Unary(var place, String sign, Expression.Constant(var at, Long whole))
          when sign.equals("-") ->
          -whole;
      case Expression.Unary(var place, String sign, Expression.Constant(var at, Double number))
          when sign.equals("-") ->
          -number;
      default ->
          throw new IllegalArgumentException(
              "the default of " + parameter.name() + " in " + signature + " is no plain value");
    };
  }

  /** Whether it has a parameter of that name. */
  public boolean has(String name) {
    return slots.stream().anyMatch(slot -> slot.name().equals(name));
  }

  /** The arguments by the names of the parameters; those that were left out have their defaults. */
  public Map<String, Object> bind(Call call) {
    Map<String, Object> bound = new LinkedHashMap<>();
    Map<String, Object> keywords = new LinkedHashMap<>(call.keywords());
    List<String> missing = new ArrayList<>();
    List<Object> given = call.positional();
    int next = 0;
    for (Slot slot : slots) {
      if (slot.kind() == Kind.ALL_POSITIONAL) {
        bound.put(slot.name(), new TupleValue(given.subList(next, given.size())));
        next = given.size();
      } else if (slot.takesPosition() && next < given.size()) {
        bound.put(slot.name(), given.get(next++));
        if (slot.takesName() && keywords.containsKey(slot.name())) {
          throw error(call, "got multiple values for argument '" + slot.name() + "'");
        }
      } else if (slot.takesName() && keywords.containsKey(slot.name())) {
        bound.put(slot.name(), Objects.requireNonNull(keywords.remove(slot.name())));
      } else if (slot.standard() != null) {
        bound.put(slot.name(), slot.standard());
      } else if (!slot.gathers()) {
        missing.add(slot.name());
      }
    }
    if (next < given.size()) {
      throw error(call, tooMany(given.size()));
    }
    if (!missing.isEmpty()) {
      throw error(
          call,
          "misses the argument"
              + (missing.size() == 1 ? "" : "s")
              + " '"
              + String.join("', '", missing)
              + "'");
    }
    gather(keywords, bound, call);
    return bound;
  }

  /** Puts the keywords that are left where there is room for any. */
  private void gather(Map<String, Object> keywords, Map<String, Object> bound, Call call) {
    for (Slot slot : slots) {
      if (slot.kind() == Kind.ALL_KEYWORDS) {
        var others = new DictValue();
        keywords.forEach(others::put);
        bound.put(slot.name(), others);
        return;
      }
    }
    for (String name : keywords.keySet()) {
      throw error(
          call,
          "got an unexpected keyword argument '"
              + name
              + "'"
              + Suggestion.hint(name, slots.stream().map(Slot::name).toList()));
    }
  }

  private ScriptException error(Call call, String message) {
    return call.error(ErrorKind.TYPE_ERROR, function + "() " + message);
  }

  private String tooMany(int given) {
    List<Slot> takers = slots.stream().filter(Slot::takesPosition).toList();
    long least = takers.stream().filter(slot -> slot.standard() == null).count();
    return "takes "
        + (least == takers.size() ? "" : "from " + least + " to ")
        + takers.size()
        + " positional argument"
        + (takers.size() == 1 ? "" : "s")
        + " but "
        + given
        + (given == 1 ? " was given" : " were given");
  }
}
