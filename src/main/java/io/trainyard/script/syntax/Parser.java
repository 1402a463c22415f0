package io.trainyard.script.syntax;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.ScriptLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads a text into its tree. */
public final class Parser {

  /** Whoever has so many does not read more of them. */
  static final int MOST_FAULTS = 20;

  private Parser() {}

  /**
   * Reads a text.
   *
   * @param faults gets every fault of the writing, in the order of the text; of many the first
   * @return the statements, as far as they could be read
   */
  public static List<Statement> parse(
      String text, ScriptLimits limits, List<? super ScriptException> faults) {
    return parse(text, limits, Position.START, faults);
  }

  /**
   * Reads a text that comes with the language, all of which stands at {@link Position#OF_LIBRARY}.
   *
   * @throws IllegalArgumentException when it has faults
   */
  public static List<Statement> ofLibrary(String text) {
    List<ScriptException> faults = new ArrayList<>();
    List<Statement> statements = parse(text, ScriptLimits.OF_LIBRARY, Position.OF_LIBRARY, faults);
    for (ScriptException fault : faults) {
      throw new IllegalArgumentException(fault);
    }
    return statements;
  }

  private static List<Statement> parse(
      String text, ScriptLimits limits, Position start, List<? super ScriptException> faults) {
    List<ScriptException> found = new ArrayList<>();
    List<Statement> statements = List.of();
    try {
      requireLength(text, limits);
      var lexer = new Lexer(text, limits.nesting(), start);
      List<Token> tokens = lexer.tokens();
      found.addAll(lexer.faults());
      // Behind unbalanced brackets everything seems wrong.
      List<ScriptException> ofStatements = new ArrayList<>();
      try {
        var cursor = new Cursor(tokens, limits.nesting(), 0);
        statements = new StatementParser(cursor, ofStatements).text();
      } finally {
        if (!lexer.isUnbalanced()) {
          ofStatements.stream().filter(fault -> isNew(fault, found)).forEach(found::add);
        }
      }
    } catch (ScriptException e) {
      if (!found.contains(e)) {
        found.add(e);
      }
    }
    found.stream()
        .sorted(
            Comparator.comparingInt(ScriptException::line)
                .thenComparingInt(ScriptException::column))
        .limit(MOST_FAULTS)
        .forEach(faults::add);
    return statements;
  }

  /** A single expression, such as a lambda. */
  public static Expression expression(String text, ScriptLimits limits) {
    requireLength(text, limits);
    var lexer = new Lexer(text.strip(), limits.nesting(), Position.START);
    List<Token> tokens = lexer.tokens();
    for (ScriptException fault : lexer.faults()) {
      throw fault;
    }
    var cursor = new Cursor(tokens, limits.nesting(), 0);
    Expression expression = new ExpressionParser(cursor).expression();
    if (!cursor.is(Token.Kind.NEWLINE)) {
      throw cursor.expected("the end of the expression");
    }
    return expression;
  }

  private static void requireLength(String text, ScriptLimits limits) {
    if (text.length() > limits.characters()) {
      throw ErrorKind.LIMIT_ERROR.at(
          Position.START,
          "the text has " + text.length() + " characters; the most is " + limits.characters());
    }
  }

  /** One fault of a line is enough where the second only follows from it. */
  private static boolean isNew(ScriptException fault, List<ScriptException> known) {
    return known.stream().noneMatch(other -> other.line() == fault.line());
  }
}
