package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Expression;
import io.trainyard.script.syntax.Statement;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Callable;
import io.trainyard.script.value.Decorated;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ErrorValue;
import io.trainyard.script.value.Identity;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TypeValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out statements. */
public final class Interpreter {

  /** How a statement ended. */
  private enum End {
    NEXT,
    BREAK,
    CONTINUE
  }

  /** What a class of a text may define for the language to call. */
  private static final List<String> CALLED =
      List.of(
          "__init__",
          "__call__",
          "__len__",
          "__iter__",
          "__getitem__",
          "__setitem__",
          "__str__",
          "__repr__");

  private record Returned(Object value) {}

  private final Session session;
  private final Evaluation evaluation;
  private final Namespaces namespaces = new Namespaces();
  private final Scope globals;

  public Interpreter(Session session) {
    this.session = session;
    this.evaluation = new Evaluation(session);
    Map<String, Object> prelude = new LinkedHashMap<>(namespaces.prelude());
    prelude.put("__name__", session.runsByItself() ? "__main__" : "model");
    this.globals = Scope.global(prelude);
    session.measuring(held -> {
      List<Object> roots = new ArrayList<>(held);
      roots.add(globals);
      return Reach.from(roots);
    });
  }

  /** Carries out a text; what it defines is there afterwards. */
  public void run(List<Statement> statements) {
    Guard.run(Position.START, () -> block(statements, globals));
  }

  /** The value of an expression. */
  public Object value(Expression expression) {
    return Guard.run(expression.position(), () -> evaluation.value(expression, globals));
  }

  /** Calls what a text defined. */
  public Object call(Object function, List<Object> positional, Map<String, Object> keywords) {
    var call = new Call(Position.START, positional, keywords, session);
    return Guard.run(Position.START, () -> Invocations.call(function, call));
  }

  /** What the text defined or assigned, by name. */
  public Map<String, Object> globals() {
    return globals.own();
  }

  private Object block(List<Statement> statements, Scope scope) {
    for (Statement statement : statements) {
      Object end = run(statement, scope);
      if (end != End.NEXT) {
        return end;
      }
    }
    return End.NEXT;
  }

  private Object run(Statement statement, Scope scope) {
    session.step(statement.position());
    int mark = session.held();
    Object end = carriedOut(statement, scope);
    session.letGo(mark);
    return end;
  }

  private Object carriedOut(Statement statement, Scope scope) {
    switch (statement) {
      case Statement.Evaluation expression -> evaluation.value(expression.value(), scope);
      case Statement.Assignment assignment -> {
        Object value = evaluation.value(assignment.value(), scope);
        assignment.targets().forEach(target -> evaluation.assign(target, value, scope));
      }
      case Statement.Declaration declaration -> {}
      case Statement.Augmentation augmentation -> augment(augmentation, scope);
      case Statement.If branches -> {
        return branch(branches, scope);
      }
      case Statement.For loop -> {
        return loop(loop, scope);
      }
      case Statement.With with -> {
        return with(with, 0, scope);
      }
      case Statement.Return returned -> {
        Expression value = returned.value();
        return new Returned(value == null ? None.NONE : evaluation.value(value, scope));
      }
      case Statement.Jump jump -> {
        return switch (jump.word()) {
          case "break" -> End.BREAK;
          case "continue" -> End.CONTINUE;
          default -> End.NEXT;
        };
      }
      case Statement.Raise raise -> raise(raise, scope);
      case Statement.Assert check -> check(check, scope);
      case Statement.Delete delete -> delete.targets().forEach(target -> delete(target, scope));
      case Statement.Function function -> scope.put(function.name(), function(function, scope));
      case Statement.ClassDefinition type -> scope.put(type.name(), classValue(type, scope));
      case Statement.Import taken -> importInto(taken, scope);
    }
    return End.NEXT;
  }

  private void augment(Statement.Augmentation augmentation, Scope scope) {
    Expression target = augmentation.target();
    Object old = evaluation.value(target, scope);
    Object operand = evaluation.value(augmentation.value(), scope);
    String operator = augmentation.operator();
    Position position = augmentation.position();
    if (old instanceof TensorValue tensor) {
      Object changed = Tensors.inPlace(operator, tensor, operand, position, session);
      // A subscript made a tensor of its own, which has to go back to where it was taken from.
      if (target instanceof Expression.Subscript || !Identity.same(changed, old)) {
        evaluation.assign(target, changed, scope);
      }
      return;
    }
    if (old instanceof ListValue list && operator.equals("+")) {
      list.items().addAll(Iteration.list(operand, position, session));
      session.claimItems(list.items().size(), position);
      return;
    }
    evaluation.assign(target, Arithmetic.binary(operator, old, operand, position, session), scope);
  }

  private Object branch(Statement.If branches, Scope scope) {
    for (Statement.Branch branch : branches.branches()) {
      if (evaluation.truth(branch.test(), scope)) {
        return block(branch.body(), scope);
      }
    }
    return block(branches.otherwise(), scope);
  }

  private Object loop(Statement.For loop, Scope scope) {
    Object iterable = evaluation.value(loop.iterable(), scope);
    Iterator<Object> items = Iteration.over(iterable, loop.iterable().position(), session);
    while (items.hasNext()) {
      session.step(loop.position());
      evaluation.assign(loop.target(), items.next(), scope);
      Object end = block(loop.body(), scope);
      if (end == End.BREAK) {
        return End.NEXT;
      }
      if (end instanceof Returned) {
        return end;
      }
    }
    return block(loop.otherwise(), scope);
  }

  private Object with(Statement.With with, int from, Scope scope) {
    if (from == with.contexts().size()) {
      return block(with.body(), scope);
    }
    Statement.Context context = with.contexts().get(from);
    Position position = context.value().position();
    if (!(evaluation.value(context.value(), scope) instanceof GradMode mode)) {
      throw ErrorKind.UNSUPPORTED.at(
          position, "'with' takes only torch.no_grad() and torch.enable_grad()");
    }
    return GradModes.within(mode, position, session, () -> with(with, from + 1, scope));
  }

  private void raise(Statement.Raise raise, Scope scope) {
    Expression error = raise.error();
    Object value = error == null ? "an error" : evaluation.value(error, scope);
    if (value instanceof NativeType type) {
      value = type.call(new Call(raise.position(), List.of(), Map.of(), session));
    }
    if (value instanceof ErrorValue(ErrorKind kind, String message)) {
      throw kind.at(raise.position(), message);
    }
    throw ErrorKind.TYPE_ERROR.at(
        raise.position(), "only errors such as ValueError(…) can be raised");
  }

  private void check(Statement.Assert check, Scope scope) {
    if (!evaluation.truth(check.test(), scope)) {
      Expression message = check.message();
      throw ErrorKind.ASSERTION_ERROR.at(
          check.position(),
          message == null
              ? "the assertion does not hold"
              : Texts.str(evaluation.value(message, scope), check.position(), session));
    }
  }

  private void delete(Expression target, Scope scope) {
    switch (target) {
      case Expression.Name name -> {
        if (!scope.remove(name.id())) {
          throw ErrorKind.NAME_ERROR.at(
              name.position(), "the name '" + name.id() + "' is not defined here");
        }
      }
      case Expression.Attribute attribute ->
          Attributes.delete(
              evaluation.value(attribute.object(), scope), attribute.name(), attribute.position());
      case Expression.Subscript subscript ->
          Subscripts.delete(
              evaluation.value(subscript.object(), scope),
              evaluation.value(subscript.index(), scope),
              subscript.position(),
              session);
      default -> throw ErrorKind.SYNTAX_ERROR.at(target.position(), "this cannot be deleted");
    }
  }

  private Object function(Statement.Function definition, Scope scope) {
    Object function =
        new FunctionValue(
            definition.position(),
            definition.name(),
            definition.parameters(),
            evaluation.defaults(definition.parameters(), scope),
            scope,
            (names, ignored) ->
                block(definition.body(), names) instanceof Returned(Object value)
                    ? value
                    : None.NONE);
    List<Expression> decorators = new ArrayList<>(definition.decorators());
    for (Expression decorator : decorators.reversed()) {
      function = decorated(function, decorator, scope);
    }
    return function;
  }

  private Object decorated(Object function, Expression decorator, Scope scope) {
    if (decorator instanceof Expression.Attribute(Position place, Expression object, String word)
        && word.equals("setter")
        && evaluation.value(object, scope) instanceof Decorated.Property property
        && function instanceof Callable setter) {
      return new Decorated.Property(property.getter(), setter);
    }
    Object value = evaluation.value(decorator, scope);
    if (function instanceof Callable callable) {
      if (Identity.same(value, Builtins.PROPERTY)) {
        return new Decorated.Property(callable, null);
      }
      if (Identity.same(value, Builtins.STATIC_METHOD)) {
        return new Decorated.Static(callable);
      }
      if (Identity.same(value, Builtins.CLASS_METHOD)) {
        return new Decorated.OfClass(callable);
      }
    }
    if (value instanceof GradMode mode) {
      var call = new Call(decorator.position(), List.of(function), Map.of(), session);
      return mode.call(call);
    }
    throw ErrorKind.UNSUPPORTED.at(
        decorator.position(),
        "of decorators, only @staticmethod, @classmethod, @property and @torch.no_grad() are"
            + " taken");
  }

  private Object classValue(Statement.ClassDefinition definition, Scope scope) {
    List<TypeValue> bases = new ArrayList<>();
    for (Expression base : definition.bases()) {
      Object value = evaluation.value(base, scope);
      if (value instanceof TypeValue type) {
        bases.add(type);
      } else if (!Identity.same(value, Builtins.OBJECT)) {
        throw ErrorKind.TYPE_ERROR.at(
            base.position(),
            "a class can derive from nn.Module, nn.Sequential, nn.ModuleList, nn.ModuleDict and"
                + " classes of this text, not from "
                + (value instanceof NativeType type ? type.name() : Types.described(value)));
      }
    }
    long classes = bases.stream().mapToLong(TypeValue::classes).sum();
    session.passes(classes * bases.size(), definition.position());
    TypeValue type = TypeValue.of(definition.name(), bases, definition.position());
    session.hold(type);
    block(definition.body(), scope.nested(type.attributes()));
    type.attributes().values().forEach(attribute -> own(attribute, type));
    type.attributes().forEach(Interpreter::requireCalled);
    return type;
  }

  /** A method that Python would call by itself and nothing here does is better refused. */
  private static void requireCalled(String name, Object attribute) {
    if (name.startsWith("__")
        && name.endsWith("__")
        && attribute instanceof FunctionValue function
        && !CALLED.contains(name)) {
      throw ErrorKind.UNSUPPORTED.at(
          function.position(),
          "the method '"
              + name
              + "' is not taken; of those that Python calls by itself, "
              + String.join(", ", CALLED)
              + " are");
    }
  }

  /** Tells the functions of a class whose they are. */
  private static void own(@Nullable Object attribute, TypeValue type) {
    switch (attribute) {
      case FunctionValue function -> function.owner(type);
      case Decorated.Property property -> {
        own(property.getter(), type);
        own(property.setter(), type);
      }
      case Decorated.Static(Callable function) -> own(function, type);
      case Decorated.OfClass(Callable function) -> own(function, type);
      case null, default -> {}
    }
  }

  private void importInto(Statement.Import taken, Scope scope) {
    String alias = taken.alias();
    String name = taken.name();
    Object value = namespaces.imported(taken.module(), name, taken.position());
    if (alias != null) {
      scope.put(alias, value);
    } else if (name != null) {
      scope.put(name, value);
    } else {
      String root = taken.module().split("\\.", -1)[0];
      scope.put(root, namespaces.imported(root, null, taken.position()));
    }
  }
}
