package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Bindings;
import io.trainyard.script.syntax.Parameters;
import io.trainyard.script.syntax.Parameters.Kind;
import io.trainyard.script.syntax.Parameters.Parameter;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import io.trainyard.signature.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A function of the text, with the names around it. */
public final class FunctionValue implements Callable, Holder {

  private final String name;
  private final Parameters parameters;
  private final Map<String, Object> defaults;
  private final Scope closure;
  private final Bindings names;
  private final Object documentation;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final BiFunction<Scope, Session, Object> body;
  private final Position position;
  private @Nullable TypeValue owner;

  /**
   * @param position where it is written
   * @param defaults values of parameters that are left out
   * @param names whose the names in the body are
   * @param documentation its docstring, or None
   * @param body carries it out with the names of a call
   */
  FunctionValue(
      Position position,
      String name,
      Parameters parameters,
      Map<String, Object> defaults,
      Scope closure,
      Bindings names,
      Object documentation,
      BiFunction<Scope, Session, Object> body) {
    this.position = position;
    this.name = name;
    this.parameters = parameters;
    this.defaults = defaults;
    this.closure = closure;
    this.names = names;
    this.documentation = documentation;
    this.body = body;
  }

  @Override
  public String name() {
    return name;
  }

  /** What the text has put on it: {@code wrapper.calls}. */
  public Map<String, Object> attributes() {
    return attributes;
  }

  /** The names of functions around it, which it may change. */
  public List<Map<String, Object>> closures() {
    return closure.functions();
  }

  /** Its docstring, or None. */
  Object documentation() {
    return documentation;
  }

  /** Where it is written. */
  public Position position() {
    return position;
  }

  public Parameters parameters() {
    return parameters;
  }

  /** The class whose method it is; null for none. */
  @Nullable TypeValue owner() {
    return owner;
  }

  void owner(TypeValue type) {
    if (owner == null) {
      owner = type;
    }
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    defaults.values().forEach(held);
    held.accept(closure);
    attributes.values().forEach(held);
    if (owner != null) {
      held.accept(owner);
    }
  }

  @Override
  public Object call(Call call) {
    Session session = call.session();
    session.step(call.position());
    List<Object> positional = call.positional();
    Scope scope = closure.ofCall(this, names, positional.isEmpty() ? null : positional.getFirst());
    bind(call, scope);
    session.enter(call.position());
    int mark = session.held();
    session.hold(scope);
    try {
      return body.apply(scope, session);
    } finally {
      session.letGo(mark);
      session.leave();
    }
  }

  private void bind(Call call, Scope scope) {
    List<Object> positional = call.positional();
    Map<String, Object> keywords = new LinkedHashMap<>(call.keywords());
    int next = 0;
    boolean gathersPositional = false;
    DictValue others = null;
    for (Parameter parameter : parameters.list()) {
      switch (parameter.kind()) {
        case POSITIONAL_ONLY, PLAIN -> {
          if (next < positional.size()) {
            scope.put(parameter.name(), positional.get(next++));
            if (parameter.kind() == Kind.PLAIN && keywords.containsKey(parameter.name())) {
              throw call.error(
                  ErrorKind.TYPE_ERROR,
                  name + "() got multiple values for argument '" + parameter.name() + "'");
            }
          } else {
            scope.put(
                parameter.name(),
                named(parameter, parameter.kind() == Kind.PLAIN ? keywords : Map.of(), call));
          }
        }
        case ALL_POSITIONAL -> {
          gathersPositional = true;
          scope.put(parameter.name(), new TupleValue(positional.subList(next, positional.size())));
          next = positional.size();
        }
        case KEYWORD_ONLY -> scope.put(parameter.name(), named(parameter, keywords, call));
        case ALL_KEYWORDS -> {
          others = new DictValue();
          scope.put(parameter.name(), others);
        }
      }
    }
    if (next < positional.size() && !gathersPositional) {
      throw call.error(ErrorKind.TYPE_ERROR, tooMany(positional.size()));
    }
    if (others != null) {
      keywords.forEach(others::put);
    } else if (!keywords.isEmpty()) {
      String unknown = keywords.keySet().iterator().next();
      throw call.error(
          ErrorKind.TYPE_ERROR,
          name
              + "() got an unexpected keyword argument '"
              + unknown
              + "'"
              + Suggestion.hint(unknown, parameters.list().stream().map(Parameter::name).toList()));
    }
  }

  private Object named(Parameter parameter, Map<String, Object> keywords, Call call) {
    if (keywords.containsKey(parameter.name())) {
      Object value = keywords.remove(parameter.name());
      if (value != null) {
        return value;
      }
    }
    Object standard = defaults.get(parameter.name());
    if (standard == null) {
      throw call.error(
          ErrorKind.TYPE_ERROR, name + "() misses the argument '" + parameter.name() + "'");
    }
    return standard;
  }

  private String tooMany(int given) {
    long most =
        parameters.list().stream()
            .filter(parameter ->
                parameter.kind() == Kind.PLAIN || parameter.kind() == Kind.POSITIONAL_ONLY)
            .count();
    return name
        + "() takes "
        + most
        + (most == 1 ? " positional argument but " : " positional arguments but ")
        + given
        + (given == 1 ? " was given" : " were given");
  }

  @Override
  public String toString() {
    return "<function " + name + ">";
  }
}
