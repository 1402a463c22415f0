package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Expression;
import io.trainyard.script.syntax.Statement;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.Context;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Holder;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The call of a function that yields. It goes on from one {@code yield} to the next whenever an
 * item is asked for: what of Java's stack other statements take is kept here as frames.
 */
public final class Suspension implements Iterator<Object>, Holder {

  /** What is under way: a block, or the statement whose block it is. */
  private sealed interface Frame {}

  private static final class Block implements Frame {
    private final List<Statement> statements;
    private int at;

    private Block(List<Statement> statements) {
      this.statements = statements;
    }
  }

  private record Loop(Statement.For loop, Object iterable, Iterator<Object> items)
      implements Frame {}

  private record Repeat(Statement.While loop) implements Frame {}

  private record Held(Context.Exit exit, Call call) implements Frame {}

  private record Delegated(Object iterable, Iterator<Object> items) implements Frame {}

  private enum Phase {
    BODY,
    HANDLER,
    OTHERWISE,
    LAST
  }

  private static final class Attempt implements Frame {
    private final Statement.Try attempt;
    private Phase phase = Phase.BODY;
    private Object end = Interpreter.End.NEXT;
    private @Nullable ScriptException error;
    private @Nullable ScriptException handled;

    private Attempt(Statement.Try attempt) {
      this.attempt = attempt;
    }
  }

  private final Interpreter interpreter;
  private final Statement.Function function;
  private final Scope scope;
  private final Session session;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private List<Expression> targets = List.of();
  private @Nullable Object ready;
  private Object sent = None.NONE;
  private boolean isRunning;

  private Suspension(Interpreter interpreter, Statement.Function function, Scope scope) {
    this.interpreter = interpreter;
    this.function = function;
    this.scope = scope;
    this.session = interpreter.session();
    frames.push(new Block(function.body()));
  }

  static IteratorValue of(Interpreter interpreter, Statement.Function function, Scope scope) {
    var suspension = new Suspension(interpreter, function, scope);
    return new IteratorValue(suspension, suspension);
  }

  @Override
  public void eachHeld(Consumer<Object> held) {
    held.accept(scope);
    if (ready != null) {
      held.accept(ready);
    }
    for (Frame frame : frames) {
      switch (frame) {
        case Loop loop -> held.accept(loop.iterable());
        case Delegated delegated -> held.accept(delegated.iterable());
        default -> {}
      }
    }
  }

  @Override
  public boolean hasNext() {
    if (ready == null) {
      running(this::goOn);
    }
    return ready != null;
  }

  @Override
  public Object next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Object item = ready;
    ready = null;
    return item == null ? None.NONE : item;
  }

  /** What {@code yield} gives when the function goes on; gives the item that comes then. */
  public Object send(Object value) {
    sent = value;
    return next();
  }

  /** Lets an error come out of the {@code yield} where the function stands. */
  public void raise(ScriptException error) {
    running(() -> {
      thrown(error);
      goOn();
    });
  }

  /** Ends it; blocks of {@code finally} are carried out. */
  public void close() {
    running(() -> {
      ready = null;
      unwind(new Interpreter.Returned(None.NONE));
      goOn();
    });
  }

  private void running(Runnable work) {
    Position place = function.position();
    if (isRunning) {
      throw ErrorKind.VALUE_ERROR.at(place, "generator already executing");
    }
    session.enter(place);
    int mark = session.held();
    session.hold(scope);
    isRunning = true;
    try {
      work.run();
    } finally {
      isRunning = false;
      session.letGo(mark);
      session.leave();
    }
  }

  private void goOn() {
    while (ready == null && !frames.isEmpty()) {
      try {
        step();
      } catch (ScriptException e) {
        if (!e.isCatchable()) {
          frames.clear();
          throw e;
        }
        thrown(e);
      }
    }
  }

  private void step() {
    switch (frames.element()) {
      case Block block -> {
        if (block == frames.element() && !targets.isEmpty()) {
          List<Expression> waiting = targets;
          targets = List.of();
          Object value = sent;
          sent = None.NONE;
          waiting.forEach(target -> interpreter.assign(target, value, scope));
        } else if (block.at == block.statements.size()) {
          frames.pop();
        } else {
          statement(block.statements.get(block.at++));
        }
      }
      case Loop loop -> {
        session.step(loop.loop().position());
        if (loop.items().hasNext()) {
          interpreter.assign(loop.loop().target(), loop.items().next(), scope);
          frames.push(new Block(loop.loop().body()));
        } else {
          frames.pop();
          frames.push(new Block(loop.loop().otherwise()));
        }
      }
      case Repeat repeat -> {
        session.step(repeat.loop().position());
        if (interpreter.truth(repeat.loop().test(), scope)) {
          frames.push(new Block(repeat.loop().body()));
        } else {
          frames.pop();
          frames.push(new Block(repeat.loop().otherwise()));
        }
      }
      case Held held -> {
        frames.pop();
        held.exit().leave(null, held.call());
      }
      case Delegated delegated -> {
        if (delegated.items().hasNext()) {
          ready = delegated.items().next();
        } else {
          frames.pop();
        }
      }
      case Attempt attempt -> goOn(attempt);
    }
  }

  private void goOn(Attempt attempt) {
    switch (attempt.phase) {
      case BODY -> {
        attempt.phase = Phase.OTHERWISE;
        frames.push(new Block(attempt.attempt.otherwise()));
      }
      case HANDLER, OTHERWISE -> last(attempt);
      case LAST -> {
        frames.pop();
        if (attempt.error != null) {
          throw attempt.error;
        }
        if (attempt.end != Interpreter.End.NEXT) {
          unwind(attempt.end);
        }
      }
    }
  }

  private void last(Attempt attempt) {
    attempt.phase = Phase.LAST;
    frames.push(new Block(attempt.attempt.last()));
  }

  private void statement(Statement statement) {
    if (!function.names().suspends(statement)) {
      Object end = interpreter.attempts().runHandling(statement, scope, handled());
      if (end != Interpreter.End.NEXT) {
        unwind(end);
      }
      return;
    }
    session.step(statement.position());
    switch (statement) {
      case Statement.Evaluation(Position place, Expression.Yield yield) -> hand(yield);
      case Statement.Assignment(Position place, List<Expression> names, Expression.Yield yield) -> {
        hand(yield);
        targets = names;
      }
      case Statement.If branches -> {
        List<Statement> chosen = branches.otherwise();
        for (Statement.Branch branch : branches.branches()) {
          if (interpreter.truth(branch.test(), scope)) {
            chosen = branch.body();
            break;
          }
        }
        frames.push(new Block(chosen));
      }
      case Statement.For loop -> {
        Object iterable = interpreter.value(loop.iterable(), scope);
        frames.push(
            new Loop(
                loop, iterable, Iteration.over(iterable, loop.iterable().position(), session)));
      }
      case Statement.While loop -> frames.push(new Repeat(loop));
      case Statement.Try attempt -> {
        frames.push(new Attempt(attempt));
        frames.push(new Block(attempt.body()));
      }
      case Statement.With with -> {
        for (Statement.Context context : with.contexts()) {
          var call = new Call(context.value().position(), List.of(), Map.of(), session);
          Context.Entered entered = Contexts.enter(interpreter.value(context.value(), scope), call);
          frames.push(new Held(entered.exit(), call));
          if (context.target() != null) {
            interpreter.assign(context.target(), entered.value(), scope);
          }
        }
        frames.push(new Block(with.body()));
      }
      default ->
          throw ErrorKind.UNSUPPORTED.at(
              statement.position(),
              "'yield' is taken only as a line of its own, or alone on the right of '='");
    }
  }

  private void hand(Expression.Yield yield) {
    Expression value = yield.value();
    Object item = value == null ? None.NONE : interpreter.value(value, scope);
    if (yield.isFrom()) {
      frames.push(new Delegated(item, Iteration.over(item, yield.position(), session)));
    } else {
      ready = item;
    }
  }

  private @Nullable ScriptException handled() {
    for (Frame frame : frames) {
      if (frame instanceof Attempt attempt && attempt.phase == Phase.HANDLER) {
        return attempt.handled;
      }
    }
    return null;
  }

  /** Goes out of blocks as break, continue and return do. */
  private void unwind(Object end) {
    while (!frames.isEmpty()) {
      Frame frame = frames.element();
      boolean isLoop = frame instanceof Loop || frame instanceof Repeat;
      if (isLoop && end == Interpreter.End.CONTINUE) {
        return;
      }
      if (frame instanceof Attempt attempt && attempt.phase != Phase.LAST) {
        attempt.end = end;
        last(attempt);
        return;
      }
      frames.pop();
      if (frame instanceof Held held) {
        held.exit().leave(null, held.call());
      }
      if (isLoop && end == Interpreter.End.BREAK) {
        return;
      }
    }
  }

  /** Goes out of blocks until an error is dealt with. */
  private void thrown(ScriptException thrown) {
    ScriptException error = thrown;
    targets = List.of();
    while (!frames.isEmpty()) {
      switch (frames.element()) {
        case Attempt attempt when attempt.phase == Phase.BODY -> {
          Statement.Handler handler = interpreter.attempts().handler(attempt.attempt, error, scope);
          if (handler == null) {
            attempt.error = error;
            last(attempt);
            return;
          }
          attempt.phase = Phase.HANDLER;
          attempt.handled = error;
          if (handler.name() != null) {
            scope.put(handler.name(), Exceptions.value(error));
          }
          frames.push(new Block(handler.body()));
          return;
        }
        case Attempt attempt when attempt.phase != Phase.LAST -> {
          attempt.error = error;
          last(attempt);
          return;
        }
        case Held held -> {
          frames.pop();
          try {
            if (held.exit().leave(error, held.call())) {
              return;
            }
          } catch (ScriptException other) {
            error = other;
          }
        }
        default -> frames.pop();
      }
    }
    throw error;
  }
}
