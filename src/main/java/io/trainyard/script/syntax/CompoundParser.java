package io.trainyard.script.syntax;

import io.trainyard.script.syntax.Statement.Branch;
import io.trainyard.script.syntax.Statement.Context;
import io.trainyard.script.syntax.Statement.For;
import io.trainyard.script.syntax.Statement.Handler;
import io.trainyard.script.syntax.Statement.If;
import io.trainyard.script.syntax.Statement.Try;
import io.trainyard.script.syntax.Statement.While;
import io.trainyard.script.syntax.Statement.With;
import io.trainyard.script.value.Position;
import java.util.ArrayList;
import java.util.List;

/** Reads statements that hold others. */
final class CompoundParser {

  private final Cursor cursor;
  private final ExpressionParser expressions;
  private final StatementParser statements;

  CompoundParser(Cursor cursor, ExpressionParser expressions, StatementParser statements) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.statements = statements;
  }

  Statement ifStatement() {
    Position place = cursor.position();
    List<Branch> branches = new ArrayList<>();
    do {
      cursor.next();
      Expression test = expressions.expression();
      if (cursor.is("=")) {
        throw cursor.error("'=' assigns; to compare, write '=='");
      }
      branches.add(new Branch(test, statements.block("after the condition of 'if'")));
    } while (cursor.is("elif"));
    List<Statement> otherwise =
        cursor.accept("else") ? statements.block("after 'else'") : List.of();
    return new If(place, branches, otherwise);
  }

  Statement forStatement() {
    Position place = cursor.next().position();
    Expression target = expressions.target();
    Targets.require(target, cursor);
    cursor.expect("in", "after the names of 'for'");
    Expression iterable = expressions.expressions();
    List<Statement> body = statements.repeated("after what 'for' goes through");
    List<Statement> otherwise =
        cursor.accept("else") ? statements.block("after 'else'") : List.of();
    return new For(place, target, iterable, body, otherwise);
  }

  Statement whileStatement() {
    Position place = cursor.next().position();
    Expression test = expressions.expression();
    List<Statement> body = statements.repeated("after the condition of 'while'");
    List<Statement> otherwise =
        cursor.accept("else") ? statements.block("after 'else'") : List.of();
    return new While(place, test, body, otherwise);
  }

  Statement tryStatement() {
    Position place = cursor.next().position();
    List<Statement> body = statements.block("after 'try'");
    List<Handler> handlers = new ArrayList<>();
    while (cursor.is("except")) {
      handlers.add(handler());
    }
    List<Statement> otherwise =
        !handlers.isEmpty() && cursor.accept("else") ? statements.block("after 'else'") : List.of();
    boolean hasLast = cursor.accept("finally");
    if (handlers.isEmpty() && !hasLast) {
      throw cursor.expected("'except' or 'finally' after the block of 'try'");
    }
    List<Statement> last = hasLast ? statements.block("after 'finally'") : List.of();
    return new Try(place, body, handlers, otherwise, last);
  }

  private Handler handler() {
    Position place = cursor.next().position();
    Expression type = cursor.is(":") ? null : expressions.expression();
    String name = cursor.accept("as") ? cursor.name("a name for the error").text() : null;
    return new Handler(place, type, name, statements.block("after 'except'"));
  }

  Statement with() {
    Position place = cursor.next().position();
    boolean isBracketed = cursor.is("(") && cursor.closesBefore(":");
    if (isBracketed) {
      cursor.next();
    }
    List<Context> contexts = new ArrayList<>();
    do {
      if (isBracketed && cursor.is(")")) {
        break;
      }
      Expression value = expressions.expression();
      contexts.add(new Context(value, cursor.accept("as") ? withTarget() : null));
    } while (cursor.accept(","));
    if (isBracketed) {
      cursor.expect(")", "or a comma");
    }
    return new With(place, contexts, statements.block("after what 'with' holds"));
  }

  /** One name, or several in brackets: a comma alone begins the next context. */
  private Expression withTarget() {
    Expression target = expressions.disjunction();
    Targets.require(target, cursor);
    return target;
  }
}
