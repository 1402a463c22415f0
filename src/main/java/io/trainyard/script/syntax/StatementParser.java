package io.trainyard.script.syntax;

import io.trainyard.script.syntax.Statement.Assert;
import io.trainyard.script.syntax.Statement.Assignment;
import io.trainyard.script.syntax.Statement.Augmentation;
import io.trainyard.script.syntax.Statement.Branch;
import io.trainyard.script.syntax.Statement.ClassDefinition;
import io.trainyard.script.syntax.Statement.Context;
import io.trainyard.script.syntax.Statement.Declaration;
import io.trainyard.script.syntax.Statement.Delete;
import io.trainyard.script.syntax.Statement.Evaluation;
import io.trainyard.script.syntax.Statement.For;
import io.trainyard.script.syntax.Statement.Function;
import io.trainyard.script.syntax.Statement.If;
import io.trainyard.script.syntax.Statement.Jump;
import io.trainyard.script.syntax.Statement.Raise;
import io.trainyard.script.syntax.Statement.Return;
import io.trainyard.script.syntax.Statement.With;
import io.trainyard.script.syntax.Token.Kind;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads statements. After a fault it goes on with the next line.
 *
 * @see <a href="https://docs.python.org/3/reference/compound_stmts.html">Compound statements</a>
 */
final class StatementParser {

  private static final Map<String, String> REFUSED =
      Map.of(
          "while",
          "'while' is not taken; repeat a known number of times with 'for … in range(n)'",
          "try",
          "'try' is not taken; test with 'if' before, and let errors stop the run",
          "global",
          "'global' is not taken; keep what changes in an attribute of self",
          "nonlocal",
          "'nonlocal' is not taken; keep what changes in an attribute of self",
          "async",
          "'async' is not taken; write a plain function",
          "yield",
          "'yield' is not taken; return a list");

  /** They go on with the statement before, so they say nothing new when that is at fault. */
  private static final Set<String> CLAUSES = Set.of("elif", "else", "except", "finally");

  private final Cursor cursor;
  private final ExpressionParser expressions;
  private final List<ScriptException> faults;
  private int functions;
  private int loops;

  StatementParser(Cursor cursor, List<ScriptException> faults) {
    this.cursor = cursor;
    this.expressions = new ExpressionParser(cursor);
    this.faults = faults;
  }

  /** All statements of the text that could be read. */
  List<Statement> text() {
    List<Statement> statements = new ArrayList<>();
    while (!cursor.is(Kind.END) && faults.size() < Parser.MOST_FAULTS) {
      line(statements);
    }
    return statements;
  }

  private void line(List<Statement> statements) {
    try {
      statement(statements);
    } catch (ScriptException e) {
      faults.add(e);
      if (e.kind() == ErrorKind.LIMIT_ERROR) {
        throw e;
      }
      recover();
      while (CLAUSES.contains(cursor.peek().text()) && cursor.peek().is(Kind.KEYWORD)) {
        recover();
      }
    }
  }

  /** Goes to the next line of the same block; a block that belongs to this one is read too. */
  private void recover() {
    while (!cursor.is(Kind.NEWLINE) && !cursor.is(Kind.END)) {
      cursor.next();
    }
    cursor.next();
    if (cursor.is(Kind.INDENT)) {
      cursor.next();
      cursor.deeper(() -> {
        functions++;
        loops++;
        List<Statement> skipped = new ArrayList<>();
        while (!cursor.is(Kind.DEDENT)
            && !cursor.is(Kind.END)
            && faults.size() < Parser.MOST_FAULTS) {
          line(skipped);
        }
        functions--;
        loops--;
        return skipped;
      });
      if (cursor.is(Kind.DEDENT)) {
        cursor.next();
      }
    }
  }

  private void statement(List<Statement> statements) {
    Token token = cursor.peek();
    if (token.is(Kind.INDENT)) {
      cursor.next();
      throw ErrorKind.SYNTAX_ERROR.at(
          cursor.position(), "this line is indented deeper than the one before without a reason");
    }
    if (token.is(Kind.DEDENT)) {
      cursor.next();
      return;
    }
    switch (token.is(Kind.KEYWORD) || token.is("@") ? token.text() : "") {
      case "if" -> statements.add(ifStatement());
      case "for" -> statements.add(forStatement());
      case "with" -> statements.add(with());
      case "def" -> statements.add(function(List.of()));
      case "class" -> statements.add(classDefinition());
      case "@" -> statements.add(decorated());
      default -> simpleStatements(statements);
    }
  }

  private void simpleStatements(List<Statement> statements) {
    simple(statements);
    while (cursor.accept(";")) {
      if (cursor.is(Kind.NEWLINE)) {
        break;
      }
      simple(statements);
    }
    if (!cursor.is(Kind.NEWLINE)) {
      throw cursor.expected("the end of the statement");
    }
    cursor.next();
  }

  private void simple(List<Statement> statements) {
    Token token = cursor.peek();
    Position place = token.position();
    String refusal = token.is(Kind.KEYWORD) ? REFUSED.get(token.text()) : null;
    if (refusal != null) {
      throw cursor.refused(refusal);
    }
    switch (token.is(Kind.KEYWORD) ? token.text() : "") {
      case "pass" -> {
        cursor.next();
        statements.add(new Jump(place, "pass"));
      }
      case "break", "continue" -> {
        if (loops == 0) {
          throw cursor.error("'" + token.text() + "' stands outside of a loop");
        }
        cursor.next();
        statements.add(new Jump(place, token.text()));
      }
      case "return" -> {
        if (functions == 0) {
          throw cursor.error("'return' stands outside of a function");
        }
        cursor.next();
        statements.add(new Return(place, endsStatement() ? null : expressions.expressions()));
      }
      case "raise" -> {
        cursor.next();
        Expression error = endsStatement() ? null : expressions.expression();
        if (cursor.accept("from")) {
          expressions.expression();
        }
        statements.add(new Raise(place, error));
      }
      case "assert" -> {
        cursor.next();
        Expression test = expressions.expression();
        statements.add(
            new Assert(place, test, cursor.accept(",") ? expressions.expression() : null));
      }
      case "del" -> {
        cursor.next();
        statements.add(new Delete(place, deleted(expressions.expressions())));
      }
      case "import", "from" -> new ImportParser(cursor).read(statements);
      default -> statements.add(assignmentOrEvaluation());
    }
  }

  private List<Expression> deleted(Expression targets) {
    Targets.require(targets, cursor);
    return targets instanceof Expression.Display display ? display.items() : List.of(targets);
  }

  private boolean endsStatement() {
    return cursor.is(Kind.NEWLINE) || cursor.is(";");
  }

  private Statement assignmentOrEvaluation() {
    Position place = cursor.position();
    Expression value = expressions.expressions();
    Token operator = cursor.peek();
    if (cursor.accept(":")) {
      Targets.require(value, cursor);
      expressions.expression();
      return cursor.accept("=")
          ? new Assignment(place, List.of(value), expressions.expressions())
          : new Declaration(place, value);
    }
    if (operator.is(Kind.OPERATOR) && operator.text().matches("(\\*\\*|//|<<|>>|[-+*/%@&|^])=")) {
      Targets.require(value, cursor);
      if (value instanceof Expression.Display) {
        throw cursor.error("'" + operator.text() + "' changes one name, not several");
      }
      cursor.next();
      String plain = operator.text().substring(0, operator.text().length() - 1);
      return new Augmentation(operator.position(), value, plain, expressions.expressions());
    }
    if (!cursor.is("=")) {
      return new Evaluation(place, value);
    }
    List<Expression> targets = new ArrayList<>();
    while (cursor.accept("=")) {
      Targets.require(value, cursor);
      targets.add(value);
      value = expressions.expressions();
    }
    return new Assignment(place, targets, value);
  }

  private Statement ifStatement() {
    Position place = cursor.position();
    List<Branch> branches = new ArrayList<>();
    do {
      cursor.next();
      Expression test = expressions.expression();
      if (cursor.is("=")) {
        throw cursor.error("'=' assigns; to compare, write '=='");
      }
      branches.add(new Branch(test, block("after the condition of 'if'")));
    } while (cursor.is("elif"));
    List<Statement> otherwise = cursor.accept("else") ? block("after 'else'") : List.of();
    return new If(place, branches, otherwise);
  }

  private Statement forStatement() {
    Position place = cursor.next().position();
    Expression target = expressions.target();
    Targets.require(target, cursor);
    cursor.expect("in", "after the names of 'for'");
    Expression iterable = expressions.expressions();
    loops++;
    List<Statement> body;
    try {
      body = block("after what 'for' goes through");
    } finally {
      loops--;
    }
    List<Statement> otherwise = cursor.accept("else") ? block("after 'else'") : List.of();
    return new For(place, target, iterable, body, otherwise);
  }

  private Statement with() {
    Position place = cursor.next().position();
    List<Context> contexts = new ArrayList<>();
    do {
      Expression value = expressions.expression();
      contexts.add(new Context(value, cursor.accept("as") ? expressions.target() : null));
    } while (cursor.accept(","));
    return new With(place, contexts, block("after what 'with' holds"));
  }

  private Statement decorated() {
    List<Expression> decorators = new ArrayList<>();
    while (cursor.accept("@")) {
      decorators.add(expressions.expression());
      if (!cursor.is(Kind.NEWLINE)) {
        throw cursor.expected("the end of the line of the decorator");
      }
      cursor.next();
    }
    if (cursor.is("class")) {
      throw cursor.refused("decorators of classes are not taken");
    }
    if (!cursor.is("def")) {
      throw cursor.expected("'def' after a decorator");
    }
    return function(decorators);
  }

  private Statement function(List<Expression> decorators) {
    cursor.next();
    Token name = cursor.name("the name of the function");
    cursor.expect("(", "after the name of the function");
    Parameters parameters = expressions.parameters(")", true);
    cursor.expect(")", "or a comma after the parameter");
    if (cursor.accept("->")) {
      expressions.expression();
    }
    int around = loops;
    loops = 0;
    functions++;
    try {
      List<Statement> body = block("after the parameters of the function");
      return new Function(name.position(), name.text(), decorators, parameters, body);
    } finally {
      functions--;
      loops = around;
    }
  }

  private Statement classDefinition() {
    cursor.next();
    Token name = cursor.name("the name of the class");
    List<Expression> bases = new ArrayList<>();
    if (cursor.accept("(")) {
      while (!cursor.is(")")) {
        if (cursor.is(Kind.NAME) && cursor.peek(1).is("=")) {
          throw cursor.refused("arguments of a class, such as a metaclass, are not taken");
        }
        bases.add(expressions.expression());
        if (!cursor.accept(",")) {
          break;
        }
      }
      cursor.expect(")", "or a comma after the base class");
    }
    List<Statement> body = block("after the name of the class");
    return new ClassDefinition(name.position(), name.text(), bases, body);
  }

  private List<Statement> block(String where) {
    cursor.expect(":", where);
    return cursor.deeper(() -> {
      List<Statement> statements = new ArrayList<>();
      if (!cursor.is(Kind.NEWLINE)) {
        simpleStatements(statements);
        return statements;
      }
      cursor.next();
      if (!cursor.is(Kind.INDENT)) {
        throw cursor.expected("an indented block");
      }
      cursor.next();
      while (!cursor.is(Kind.DEDENT)
          && !cursor.is(Kind.END)
          && faults.size() < Parser.MOST_FAULTS) {
        line(statements);
      }
      if (cursor.is(Kind.DEDENT)) {
        cursor.next();
      }
      return statements;
    });
  }
}
