package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Expression;
import io.trainyard.script.syntax.Expression.Clause;
import io.trainyard.script.syntax.Expression.Collection;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Makes lists, sets and dicts out of what loops within brackets go through. */
final class Comprehensions {

  private final Evaluation evaluation;
  private final Session session;

  Comprehensions(Evaluation evaluation, Session session) {
    this.evaluation = evaluation;
    this.session = session;
  }

  Object comprehension(Expression.Comprehension comprehension, Scope scope) {
    if (comprehension.collection() == Collection.GENERATOR) {
      return Comprehended.of(evaluation, comprehension, scope.nested(), session);
    }
    List<Object> items = new ArrayList<>();
    rounds(
        comprehension.clauses(),
        0,
        held(scope.nested()),
        inner -> {
          items.add(evaluation.value(comprehension.element(), inner));
          claim(items.size(), comprehension.position());
        });
    return evaluation.collected(comprehension.collection(), items, comprehension.position());
  }

  Object comprehension(Expression.DictComprehension comprehension, Scope scope) {
    var dict = new DictValue();
    rounds(
        comprehension.clauses(),
        0,
        held(scope.nested()),
        inner -> {
          Object key =
              Keys.checked(
                  evaluation.value(comprehension.key(), inner), comprehension.position(), session);
          dict.put(key, evaluation.value(comprehension.value(), inner));
          claim(dict.size(), comprehension.position());
        });
    return dict;
  }

  private Scope held(Scope scope) {
    session.hold(scope);
    return scope;
  }

  private void claim(int size, Position position) {
    if (size > session.limits().items()) {
      session.claimItems(size, position);
    }
  }

  private void rounds(
      List<Clause> clauses, int from, Scope scope, java.util.function.Consumer<Scope> each) {
    if (from == clauses.size()) {
      each.accept(scope);
      return;
    }
    Clause clause = clauses.get(from);
    Position position = clause.iterable().position();
    Iterator<Object> items =
        Iteration.over(evaluation.value(clause.iterable(), scope), position, session);
    while (items.hasNext()) {
      session.step(position);
      evaluation.assign(clause.target(), items.next(), scope);
      if (clause.conditions().stream().allMatch(condition -> evaluation.truth(condition, scope))) {
        rounds(clauses, from + 1, scope, each);
      }
    }
  }
}
