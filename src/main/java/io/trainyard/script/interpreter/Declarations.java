package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Expression;
import io.trainyard.script.syntax.Statement;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Decorated;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Identity;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TypeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes functions and classes of what a text writes. */
final class Declarations {

  /** What Python would call by itself and nothing here does, so that it is better refused. */
  private static final Set<String> UNCALLED =
      Set.of(
          "__new__",
          "__reduce__",
          "__getstate__",
          "__setstate__",
          "__del__",
          "__setattr__",
          "__delattr__",
          "__getattribute__",
          "__init_subclass__",
          "__class_getitem__",
          "__set_name__",
          "__get__",
          "__set__",
          "__format__",
          "__torch_function__",
          "__array__",
          "__aenter__",
          "__aexit__",
          "__aiter__",
          "__anext__",
          "__await__");

  private final Interpreter interpreter;
  private final Evaluation evaluation;
  private final Session session;

  Declarations(Interpreter interpreter, Evaluation evaluation, Session session) {
    this.interpreter = interpreter;
    this.evaluation = evaluation;
    this.session = session;
  }

  Object function(Statement.Function definition, Scope scope) {
    Object function =
        new FunctionValue(
            definition.position(),
            scope.type(),
            definition.name(),
            definition.parameters(),
            evaluation.defaults(definition.parameters(), scope),
            scope.closure(),
            definition.names(),
            documentation(definition.body()),
            (names, ignored) ->
                definition.names().isGenerator()
                    ? Suspension.of(interpreter, definition, names)
                    : interpreter.block(definition.body(), names)
                            instanceof Interpreter.Returned(Object value)
                        ? value
                        : None.NONE);
    return decorated(function, definition.decorators(), scope);
  }

  private static Object documentation(List<Statement> body) {
    return !body.isEmpty()
            && body.getFirst()
                instanceof
                Statement.Evaluation(Position place, Expression.Constant(Position at, String text))
        ? text
        : None.NONE;
  }

  private Object decorated(Object defined, List<Expression> decorators, Scope scope) {
    Object value = defined;
    for (Expression decorator : decorators.reversed()) {
      session.hold(value);
      value = decorated(value, decorator, scope);
    }
    return value;
  }

  private Object decorated(Object function, Expression decorator, Scope scope) {
    if (decorator instanceof Expression.Attribute(Position place, Expression object, String word)
        && word.equals("setter")
        && evaluation.value(object, scope) instanceof Decorated.Property property
        && function instanceof Callable setter) {
      return new Decorated.Property(property.getter(), setter);
    }
    Object value = evaluation.value(decorator, scope);
    var call = new Call(decorator.position(), List.of(function), Map.of(), session);
    return Invocations.call(value, call);
  }

  Object classValue(Statement.ClassDefinition definition, Scope scope) {
    List<TypeValue> bases = new ArrayList<>();
    for (Expression base : definition.bases()) {
      Object value = evaluation.value(base, scope);
      if (value instanceof NativeType type && type.base() != null) {
        value = type.base();
      }
      if (value instanceof TypeValue type) {
        bases.add(type);
      } else if (!Identity.same(value, Builtins.OBJECT) && !Namespaces.isHint(value)) {
        throw ErrorKind.TYPE_ERROR.at(
            base.position(),
            "a class can derive from nn.Module, layers, errors and classes of this text, not from "
                + (value instanceof NativeType type
                    ? type.name()
                    : Types.described(value, session)));
      }
    }
    long classes = bases.stream().mapToLong(TypeValue::classes).sum();
    session.passes(classes * bases.size(), definition.position());
    TypeValue type = TypeValue.of(definition.name(), bases, definition.position());
    if (type.isOfLibrary() && scope.get("__name__") instanceof String module) {
      type.in(module);
    }
    session.hold(type);
    interpreter.block(definition.body(), scope.ofClass(type));
    if (documentation(definition.body()) instanceof String text) {
      type.attributes().putIfAbsent("__doc__", text);
    }
    type.attributes().forEach(Declarations::requireCalled);
    type.completed(new Call(definition.position(), List.of(), Map.of(), session));
    return decorated(type, definition.decorators(), scope);
  }

  /** A method that Python would call by itself and nothing here does is better refused. */
  private static void requireCalled(String name, Object attribute) {
    if (attribute instanceof FunctionValue function && UNCALLED.contains(name)) {
      throw ErrorKind.UNSUPPORTED.at(
          function.position(), "the method '" + name + "' is not taken here");
    }
  }
}
