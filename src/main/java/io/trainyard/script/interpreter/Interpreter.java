package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Expression;
import io.trainyard.script.syntax.Statement;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Context;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Identity;
import io.trainyard.script.value.Kind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.TypeValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Carries out statements. */
public final class Interpreter {

  /** How a statement ended. */
  enum End {
    NEXT,
    BREAK,
    CONTINUE
  }

  /** How a statement ended that gives the value of a function. */
  record Returned(Object value) {}

  private final Session session;
  private final Evaluation evaluation;
  private final Namespaces namespaces;
  private final Declarations declarations;
  private final Attempts attempts;
  private final Scope globals;

  public Interpreter(Session session) {
    this.session = session;
    this.evaluation = new Evaluation(session);
    this.namespaces = new Namespaces(session.environment());
    this.declarations = new Declarations(this, evaluation, session);
    this.attempts = new Attempts(this, evaluation, session);
    Map<String, Object> prelude = new LinkedHashMap<>(namespaces.prelude());
    prelude.put("__name__", session.runsByItself() ? "__main__" : "model");
    this.globals = Scope.global(prelude);
    session
        .environment()
        .written()
        .forEach((name, members) ->
            members.carriedOutBy(() -> WrittenParts.carriedOut(name, members, prelude, this)));
    session.measuring(held -> {
      List<Object> roots = new ArrayList<>(held);
      roots.add(globals);
      return session.environment().reach().apply(roots);
    });
  }

  /** Carries out a text; what it defines is there afterwards. */
  public void run(List<Statement> statements) {
    Guard.run(Position.START, session, () -> block(statements, globals));
  }

  /** The value of an expression. */
  public Object value(Expression expression) {
    return Guard.run(expression.position(), session, () -> evaluation.value(expression, globals));
  }

  /** Calls what a text defined. */
  public Object call(Object function, List<Object> positional, Map<String, Object> keywords) {
    var call = new Call(Position.START, positional, keywords, session);
    return Guard.run(Position.START, session, () -> Invocations.call(function, call));
  }

  /** What the text defined or assigned, by name. */
  public Map<String, Object> globals() {
    return globals.own();
  }

  Attempts attempts() {
    return attempts;
  }

  Session session() {
    return session;
  }

  Object value(Expression expression, Scope scope) {
    return evaluation.value(expression, scope);
  }

  boolean truth(Expression expression, Scope scope) {
    return evaluation.truth(expression, scope);
  }

  void assign(Expression target, Object value, Scope scope) {
    evaluation.assign(target, value, scope);
  }

  Object block(List<Statement> statements, Scope scope) {
    for (Statement statement : statements) {
      Object end = run(statement, scope);
      if (end != End.NEXT) {
        return end;
      }
    }
    return End.NEXT;
  }

  Object run(Statement statement, Scope scope) {
    session.step(statement.position());
    int mark = session.held();
    try {
      return carriedOut(statement, scope);
    } catch (ScriptException e) {
      throw e.outside(statement.position());
    } finally {
      session.letGo(mark);
    }
  }

  private Object carriedOut(Statement statement, Scope scope) {
    switch (statement) {
      case Statement.Evaluation expression -> evaluation.value(expression.value(), scope);
      case Statement.Assignment assignment -> {
        Object value = evaluation.value(assignment.value(), scope);
        assignment.targets().forEach(target -> evaluation.assign(target, value, scope));
      }
      case Statement.Declaration declaration -> declare(declaration, scope);
      case Statement.Augmentation augmentation -> augment(augmentation, scope);
      case Statement.If branches -> {
        return branch(branches, scope);
      }
      case Statement.For loop -> {
        return loop(loop, scope);
      }
      case Statement.While loop -> {
        return repeat(loop, scope);
      }
      case Statement.Try attempt -> {
        return attempts.attempt(attempt, scope);
      }
      case Statement.With with -> {
        return with(with, 0, scope);
      }
      case Statement.Outer outer -> {}
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
      case Statement.Raise raise -> attempts.raise(raise, scope);
      case Statement.Assert check -> check(check, scope);
      case Statement.Delete delete -> delete.targets().forEach(target -> delete(target, scope));
      case Statement.Function function ->
          scope.put(function.name(), declarations.function(function, scope));
      case Statement.ClassDefinition type ->
          scope.put(type.name(), declarations.classValue(type, scope));
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
    Kind kind = session.kind(old);
    Object changed = kind == null ? null : kind.inPlace(operator, old, operand, position, session);
    if (changed != null) {
      // A subscript made a value of its own, which has to go back to where it was taken from.
      if (target instanceof Expression.Subscript || !Identity.same(changed, old)) {
        evaluation.assign(target, changed, scope);
      }
      return;
    }
    Object own = Overloads.inPlace(operator, old, operand, position, session);
    if (own != null) {
      evaluation.assign(target, own, scope);
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

  private Object repeat(Statement.While loop, Scope scope) {
    while (evaluation.truth(loop.test(), scope)) {
      session.step(loop.position());
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

  private void declare(Statement.Declaration declaration, Scope scope) {
    Expression value = declaration.value();
    if (value != null) {
      evaluation.assign(declaration.target(), evaluation.value(value, scope), scope);
    }
    TypeValue type = scope.type();
    if (type != null && declaration.target() instanceof Expression.Name name) {
      type.declare(name.id(), declaration.type().toString().contains("id=ClassVar"));
    }
  }

  private Object with(Statement.With with, int from, Scope scope) {
    if (from == with.contexts().size()) {
      return block(with.body(), scope);
    }
    Statement.Context context = with.contexts().get(from);
    var call = new Call(context.value().position(), List.of(), Map.of(), session);
    Object manager = evaluation.value(context.value(), scope);
    Context.Entered entered = Contexts.enter(manager, call);
    session.hold(manager);
    Object end;
    int mark = session.held();
    try {
      if (context.target() != null) {
        evaluation.assign(context.target(), entered.value(), scope);
      }
      end = with(with, from + 1, scope);
    } catch (ScriptException e) {
      session.letGo(mark);
      if (e.isCatchable() && entered.exit().leave(e, call)) {
        return End.NEXT;
      }
      throw e;
    }
    entered.exit().leave(null, call);
    return end;
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
              evaluation.value(attribute.object(), scope),
              attribute.name(),
              attribute.position(),
              session);
      case Expression.Subscript subscript ->
          Subscripts.delete(
              evaluation.value(subscript.object(), scope),
              evaluation.value(subscript.index(), scope),
              subscript.position(),
              session);
      default -> throw ErrorKind.SYNTAX_ERROR.at(target.position(), "this cannot be deleted");
    }
  }

  private void importInto(Statement.Import taken, Scope scope) {
    String alias = taken.alias();
    String name = taken.name();
    if (Statement.Import.ALL.equals(name)) {
      namespaces.all(taken.module(), taken.position()).forEach(scope::put);
      return;
    }
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
