package io.trainyard.script.syntax;

import io.trainyard.script.syntax.Statement.Assert;
import io.trainyard.script.syntax.Statement.Assignment;
import io.trainyard.script.syntax.Statement.Augmentation;
import io.trainyard.script.syntax.Statement.ClassDefinition;
import io.trainyard.script.syntax.Statement.Declaration;
import io.trainyard.script.syntax.Statement.Delete;
import io.trainyard.script.syntax.Statement.Evaluation;
import io.trainyard.script.syntax.Statement.Function;
import io.trainyard.script.syntax.Statement.Jump;
import io.trainyard.script.syntax.Statement.Outer;
import io.trainyard.script.syntax.Statement.Raise;
import io.trainyard.script.syntax.Statement.Return;
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
      Map.of("async", "'async' is not taken; write a plain function");

  /** They go on with the statement before, so they say nothing new when that is at fault. */
  private static final Set<String> CLAUSES = Set.of("elif", "else", "except", "finally");

  private final Cursor cursor;
  private final ExpressionParser expressions;
  private final CompoundParser compounds;
  private final List<ScriptException> faults;
  private int functions;
  private int loops;

  StatementParser(Cursor cursor, List<ScriptException> faults) {
    this.cursor = cursor;
    this.expressions = new ExpressionParser(cursor);
    this.compounds = new CompoundParser(cursor, expressions, this);
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
      case "if" -> statements.add(compounds.ifStatement());
      case "while" -> statements.add(compounds.whileStatement());
      case "try" -> statements.add(compounds.tryStatement());
      case "for" -> statements.add(compounds.forStatement());
      case "with" -> statements.add(compounds.with());
      case "def" -> statements.add(function(List.of()));
      case "class" -> statements.add(classDefinition(List.of()));
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
        Expression cause = cursor.accept("from") ? expressions.expression() : null;
        statements.add(new Raise(place, error, cause));
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
      case "global", "nonlocal" -> statements.add(outer());
      case "import", "from" -> new ImportParser(cursor).read(statements);
      default -> statements.add(assignmentOrEvaluation());
    }
  }

  private Statement outer() {
    Token word = cursor.next();
    if (functions == 0 && word.is("nonlocal")) {
      throw ErrorKind.SYNTAX_ERROR.at(word.position(), "'nonlocal' stands outside of a function");
    }
    List<String> names = new ArrayList<>();
    do {
      names.add(cursor.name("a name").text());
    } while (cursor.accept(","));
    return new Outer(word.position(), word.is("global"), names);
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
    Expression value = valueOrYield();
    Token operator = cursor.peek();
    if (cursor.accept(":")) {
      Targets.require(value, cursor);
      Expression type = expressions.expression();
      return new Declaration(
          place, value, type, cursor.accept("=") ? expressions.expressions() : null);
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
      value = valueOrYield();
    }
    return new Assignment(place, targets, value);
  }

  private Expression valueOrYield() {
    Position place = cursor.position();
    if (!cursor.is("yield")) {
      return expressions.expressions();
    }
    if (functions == 0) {
      throw cursor.error("'yield' stands outside of a function");
    }
    cursor.next();
    if (cursor.accept("from")) {
      return new Expression.Yield(place, expressions.expression(), true);
    }
    return new Expression.Yield(place, endsStatement() ? null : expressions.expressions(), false);
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
      return classDefinition(decorators);
    }
    if (!cursor.is("def")) {
      throw cursor.expected("'def' or 'class' after a decorator");
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
      return new Function(
          name.position(),
          name.text(),
          decorators,
          parameters,
          body,
          Bindings.of(parameters, body));
    } finally {
      functions--;
      loops = around;
    }
  }

  private Statement classDefinition(List<Expression> decorators) {
    cursor.next();
    Token name = cursor.name("the name of the class");
    List<Expression> bases = new ArrayList<>();
    if (cursor.accept("(")) {
      while (!cursor.is(")")) {
        if (cursor.is(Kind.NAME) && cursor.peek(1).is("=")) {
          metaclass();
        } else {
          bases.add(expressions.expression());
        }
        if (!cursor.accept(",")) {
          break;
        }
      }
      cursor.expect(")", "or a comma after the base class");
    }
    int around = loops;
    int outside = functions;
    loops = 0;
    functions = 0;
    try {
      List<Statement> body = block("after the name of the class");
      return new ClassDefinition(name.position(), name.text(), decorators, bases, body);
    } finally {
      loops = around;
      functions = outside;
    }
  }

  /** {@code metaclass=ABCMeta}, which changes nothing for what is abstract here. */
  private void metaclass() {
    boolean isMeta = cursor.is("metaclass");
    Token word = cursor.next();
    cursor.next();
    boolean isAbstract = expressions.expression().toString().contains("ABCMeta");
    if (!isMeta || !isAbstract) {
      throw ErrorKind.UNSUPPORTED.at(
          word.position(), "of the arguments of a class only metaclass=ABCMeta is taken");
    }
  }

  /** The block of a loop. */
  List<Statement> repeated(String where) {
    loops++;
    try {
      return block(where);
    } finally {
      loops--;
    }
  }

  List<Statement> block(String where) {
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
