package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Expression;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code (element for … in … if …)}: each item is computed when it is asked for. */
final class Comprehended implements Iterator<Object>, Holder {

  private final Evaluation evaluation;
  private final Expression.Comprehension comprehension;
  private final Scope scope;
  private final Session session;
  private final List<Iterator<Object>> loops = new ArrayList<>();
  private final List<Object> iterables = new ArrayList<>();
  private @Nullable Object ready;

  private Comprehended(
      Evaluation evaluation, Expression.Comprehension comprehension, Scope scope, Session session) {
    this.evaluation = evaluation;
    this.comprehension = comprehension;
    this.scope = scope;
    this.session = session;
    open(0);
  }

  static IteratorValue of(
      Evaluation evaluation, Expression.Comprehension comprehension, Scope scope, Session session) {
    var items = new Comprehended(evaluation, comprehension, scope, session);
    return new IteratorValue(items, items);
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    held.accept(scope);
    iterables.forEach(held);
    if (ready != null) {
      held.accept(ready);
    }
  }

  private void open(int clause) {
    Expression iterable = comprehension.clauses().get(clause).iterable();
    Object value = evaluation.value(iterable, scope);
    iterables.add(value);
    loops.add(Iteration.over(value, iterable.position(), session));
  }

  @Override
  public boolean hasNext() {
    while (ready == null && !loops.isEmpty()) {
      Expression.Clause clause = comprehension.clauses().get(loops.size() - 1);
      Position position = clause.iterable().position();
      session.step(position);
      if (!loops.getLast().hasNext()) {
        loops.removeLast();
        iterables.removeLast();
        continue;
      }
      evaluation.assign(clause.target(), loops.getLast().next(), scope);
      if (clause.conditions().stream().allMatch(condition -> evaluation.truth(condition, scope))) {
        if (loops.size() < comprehension.clauses().size()) {
          open(loops.size());
        } else {
          ready = evaluation.value(comprehension.element(), scope);
        }
      }
    }
    return ready != null;
  }

  @Override
  public Object next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Object item = java.util.Objects.requireNonNull(ready);
    ready = null;
    return item;
  }
}
