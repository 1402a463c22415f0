package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Expression;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import java.util.List;

/** The left sides of assignments. */
final class Assignments {

  private final Evaluation evaluation;
  private final Session session;

  Assignments(Evaluation evaluation, Session session) {
    this.evaluation = evaluation;
    this.session = session;
  }

  /** Gives names, attributes and items what an assignment says. */
  void assign(Expression target, Object value, Scope scope) {
    switch (target) {
      case Expression.Name name -> scope.put(name.id(), value);
      case Expression.Attribute attribute ->
          Attributes.set(
              evaluation.value(attribute.object(), scope),
              attribute.name(),
              value,
              attribute.position(),
              session);
      case Expression.Subscript subscript ->
          Subscripts.set(
              evaluation.value(subscript.object(), scope),
              evaluation.value(subscript.index(), scope),
              value,
              subscript.position(),
              session);
      case Expression.Display display -> unpack(display, value, scope);
      default -> throw ErrorKind.SYNTAX_ERROR.at(target.position(), "nothing can be assigned here");
    }
  }

  private void unpack(Expression.Display display, Object value, Scope scope) {
    List<Object> items = Iteration.list(value, display.position(), session);
    List<Expression> targets = display.items();
    int starred = -1;
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i) instanceof Expression.Starred) {
        starred = i;
      }
    }
    int fixed = targets.size() - (starred < 0 ? 0 : 1);
    if (starred < 0 ? items.size() != fixed : items.size() < fixed) {
      throw ErrorKind.VALUE_ERROR.at(
          display.position(),
          (items.size() < fixed ? "not enough" : "too many")
              + " values to unpack (expected "
              + fixed
              + ", got "
              + items.size()
              + ")");
    }
    int gathered = items.size() - fixed;
    int next = 0;
    for (Expression target : targets) {
      if (target instanceof Expression.Starred(Position position, Expression inner)) {
        assign(inner, new ListValue(items.subList(next, next + gathered)), scope);
        next += gathered;
      } else {
        assign(target, items.get(next++), scope);
      }
    }
  }
}
