package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Bindings;
import io.trainyard.script.syntax.Parameters;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TypeValue;
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
  private final Binder binder;
  private final Scope closure;
  private final Bindings names;
  private final Object documentation;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final BiFunction<Scope, Session, Object> body;
  private final Position position;
  private final @Nullable TypeValue owner;

  /**
   * @param position where it is written
   * @param owner the class in whose body it is written; null for none
   * @param defaults values of parameters that are left out
   * @param names whose the names in the body are
   * @param documentation its docstring, or None
   * @param body carries it out with the names of a call
   */
  FunctionValue(
      Position position,
      @Nullable TypeValue owner,
      String name,
      Parameters parameters,
      Map<String, Object> defaults,
      Scope closure,
      Bindings names,
      Object documentation,
      BiFunction<Scope, Session, Object> body) {
    this.position = position;
    this.owner = owner;
    this.name = name;
    this.parameters = parameters;
    this.defaults = defaults;
    this.binder =
        new Binder(
            name,
            parameters.list().stream()
                .map(parameter ->
                    new Binder.Slot(
                        parameter.name(), parameter.kind(), defaults.get(parameter.name())))
                .toList());
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

  /** What a parameter is when a call does not give it; null if each call has to. */
  public @Nullable Object standard(String parameter) {
    return defaults.get(parameter);
  }

  /** The class whose method it is; null for none. */
  @Nullable TypeValue owner() {
    return owner;
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
    binder.bind(call).forEach(scope::put);
    session.enter(call.position());
    int mark = session.held();
    session.hold(scope);
    try {
      return body.apply(scope, session);
    } catch (ScriptException e) {
      throw e.outside(call.position());
    } finally {
      session.letGo(mark);
      session.leave();
    }
  }

  @Override
  public String toString() {
    return "<function " + name + ">";
  }
}
