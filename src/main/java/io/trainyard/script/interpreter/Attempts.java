package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Expression;
import io.trainyard.script.syntax.Statement;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ObjectValue;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deals with errors: {@code try}, {@code except}, {@code finally} and {@code raise}. */
final class Attempts {

  private final Interpreter interpreter;
  private final Evaluation evaluation;
  private final Session session;
  private final Deque<ScriptException> handling = new ArrayDeque<>();

  Attempts(Interpreter interpreter, Evaluation evaluation, Session session) {
    this.interpreter = interpreter;
    this.evaluation = evaluation;
    this.session = session;
  }

  /** Runs a statement within the block that deals with an error; null for none. */
  Object runHandling(Statement statement, Scope scope, @Nullable ScriptException handled) {
    if (handled == null) {
      return interpreter.run(statement, scope);
    }
    handling.push(handled);
    try {
      return interpreter.run(statement, scope);
    } finally {
      handling.pop();
    }
  }

  Object attempt(Statement.Try attempt, Scope scope) {
    int mark = session.held();
    Object end;
    try {
      end = handled(attempt, mark, scope);
    } catch (ScriptException e) {
      if (e.isCatchable()) {
        session.letGo(mark);
        Object last = interpreter.block(attempt.last(), scope);
        if (last != Interpreter.End.NEXT) {
          return last;
        }
      }
      throw e;
    }
    Object last = interpreter.block(attempt.last(), scope);
    return last != Interpreter.End.NEXT ? last : end;
  }

  private Object handled(Statement.Try attempt, int mark, Scope scope) {
    Object end;
    try {
      end = interpreter.block(attempt.body(), scope);
    } catch (ScriptException e) {
      session.letGo(mark);
      Statement.Handler handler = e.isCatchable() ? handler(attempt, e, scope) : null;
      if (handler == null) {
        throw e;
      }
      String name = handler.name();
      if (name != null) {
        scope.put(name, Exceptions.value(e));
      }
      handling.push(e);
      try {
        return interpreter.block(handler.body(), scope);
      } finally {
        handling.pop();
        if (name != null) {
          scope.remove(name);
        }
      }
    }
    return end == Interpreter.End.NEXT ? interpreter.block(attempt.otherwise(), scope) : end;
  }

  /** The first that takes an error; null when none does. */
  Statement.@Nullable Handler handler(Statement.Try attempt, ScriptException error, Scope scope) {
    for (Statement.Handler handler : attempt.handlers()) {
      Expression type = handler.type();
      if (type == null
          || Exceptions.matches(error, evaluation.value(type, scope), handler.position())) {
        return handler;
      }
    }
    return null;
  }

  void raise(Statement.Raise raise, Scope scope) {
    Expression error = raise.error();
    if (error == null) {
      if (handling.isEmpty()) {
        throw ErrorKind.RUNTIME_ERROR.at(raise.position(), "No active exception to reraise");
      }
      throw handling.element();
    }
    Object value = evaluation.value(error, scope);
    if (Exceptions.isErrorType(value)) {
      value = Invocations.call(value, new Call(raise.position(), List.of(), Map.of(), session));
    }
    if (!Exceptions.isError(value)) {
      throw ErrorKind.TYPE_ERROR.at(raise.position(), "exceptions must derive from BaseException");
    }
    ObjectValue raised = (ObjectValue) value;
    Expression cause = raise.cause();
    if (cause != null) {
      Exceptions.cause(raised, evaluation.value(cause, scope));
    }
    throw Exceptions.raised(raised, raise.position(), session);
  }
}
