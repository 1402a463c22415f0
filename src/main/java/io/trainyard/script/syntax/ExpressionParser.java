package io.trainyard.script.syntax;

import io.trainyard.script.syntax.Expression.Argument;
import io.trainyard.script.syntax.Expression.Assigned;
import io.trainyard.script.syntax.Expression.Attribute;
import io.trainyard.script.syntax.Expression.Binary;
import io.trainyard.script.syntax.Expression.Comparison;
import io.trainyard.script.syntax.Expression.Conditional;
import io.trainyard.script.syntax.Expression.Constant;
import io.trainyard.script.syntax.Expression.Formatted;
import io.trainyard.script.syntax.Expression.Invocation;
import io.trainyard.script.syntax.Expression.Lambda;
import io.trainyard.script.syntax.Expression.Logical;
import io.trainyard.script.syntax.Expression.Name;
import io.trainyard.script.syntax.Expression.Part;
import io.trainyard.script.syntax.Expression.Slice;
import io.trainyard.script.syntax.Expression.Subscript;
import io.trainyard.script.syntax.Expression.Unary;
import io.trainyard.script.syntax.Token.Kind;
import io.trainyard.script.value.Ellipsis;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions, by recursive descent and, among binary operators, by their strength.
 *
 * @see <a href="https://docs.python.org/3/reference/expressions.html">Expressions</a>
 */
final class ExpressionParser {

  private static final Map<String, Integer> STRENGTH =
      Map.ofEntries(
          Map.entry("|", 1),
          Map.entry("^", 2),
          Map.entry("&", 3),
          Map.entry("<<", 4),
          Map.entry(">>", 4),
          Map.entry("+", 5),
          Map.entry("-", 5),
          Map.entry("*", 6),
          Map.entry("/", 6),
          Map.entry("//", 6),
          Map.entry("%", 6),
          Map.entry("@", 6));

  private final Cursor cursor;
  private final DisplayParser displays;

  ExpressionParser(Cursor cursor) {
    this.cursor = cursor;
    this.displays = new DisplayParser(cursor, this);
  }

  /** One expression, without commas. */
  Expression expression() {
    return cursor.deeper(() -> {
      if (cursor.is("lambda")) {
        return lambda();
      }
      Expression value = logical(false);
      Position place = cursor.position();
      if (cursor.is(":=")) {
        if (!(value instanceof Name name)) {
          throw cursor.error("':=' gives a value to a name alone");
        }
        cursor.next();
        return new Assigned(place, name, expression());
      }
      if (!cursor.accept("if")) {
        return value;
      }
      Expression test = logical(false);
      cursor.expect("else", "after the condition of the conditional expression");
      return new Conditional(place, test, value, expression());
    });
  }

  /** One expression, or several with commas between them, which make a tuple. */
  Expression expressions() {
    return displays.tupled(this::starredOrExpression);
  }

  /** What is assigned to in a {@code for}: no comparison, because {@code in} follows. */
  Expression target() {
    return displays.tupled(() -> {
      Position place = cursor.position();
      return cursor.accept("*") ? new Expression.Starred(place, operand()) : operand();
    });
  }

  Expression starredOrExpression() {
    Position place = cursor.position();
    return cursor.accept("*") ? new Expression.Starred(place, operand()) : expression();
  }

  private Expression operand() {
    return cursor.deeper(() -> binary(1));
  }

  private Expression lambda() {
    Position place = cursor.next().position();
    Parameters parameters = parameters(":", false);
    cursor.expect(":", "after the parameters of lambda");
    return new Lambda(place, parameters, expression());
  }

  Parameters parameters(String end, boolean annotated) {
    return new ParameterParser(cursor, this).parameters(end, annotated);
  }

  /** An expression without {@code lambda} and {@code if}, which have a meaning behind it. */
  Expression disjunction() {
    return cursor.deeper(() -> logical(false));
  }

  private Expression logical(boolean and) {
    Expression first = and ? negation() : logical(true);
    String word = and ? "and" : "or";
    if (!cursor.is(word)) {
      return first;
    }
    Position place = cursor.position();
    List<Expression> operands = new ArrayList<>(List.of(first));
    while (cursor.accept(word)) {
      operands.add(and ? negation() : logical(true));
    }
    return new Logical(place, and, operands);
  }

  private Expression negation() {
    Position place = cursor.position();
    return cursor.accept("not")
        ? new Unary(place, "not", cursor.deeper(this::negation))
        : comparison();
  }

  private Expression comparison() {
    Expression first = binary(1);
    Position place = cursor.position();
    List<String> operators = new ArrayList<>();
    List<Expression> others = new ArrayList<>();
    String operator = comparator();
    while (operator != null) {
      operators.add(operator);
      others.add(binary(1));
      operator = comparator();
    }
    return operators.isEmpty() ? first : new Comparison(place, first, operators, others);
  }

  private @Nullable String comparator() {
    if (cursor.isAny("<", ">", "==", ">=", "<=", "!=", "in")) {
      return cursor.next().text();
    }
    if (cursor.is("not") && cursor.peek(1).is("in")) {
      cursor.next();
      cursor.next();
      return "not in";
    }
    if (cursor.accept("is")) {
      return cursor.accept("not") ? "is not" : "is";
    }
    return null;
  }

  private Expression binary(int least) {
    Expression left = unary();
    while (true) {
      Token operator = cursor.peek();
      Integer strength = operator.is(Kind.OPERATOR) ? STRENGTH.get(operator.text()) : null;
      if (strength == null || strength < least) {
        return left;
      }
      cursor.next();
      left = new Binary(operator.position(), operator.text(), left, binary(strength + 1));
    }
  }

  private Expression unary() {
    Token operator = cursor.peek();
    if (!cursor.isAny("-", "+", "~")) {
      return power();
    }
    cursor.next();
    return new Unary(operator.position(), operator.text(), cursor.deeper(this::unary));
  }

  private Expression power() {
    Expression base = primary();
    Position place = cursor.position();
    return cursor.accept("**") ? new Binary(place, "**", base, cursor.deeper(this::unary)) : base;
  }

  private Expression primary() {
    Expression value = atom();
    while (true) {
      Position place = cursor.position();
      if (cursor.accept(".")) {
        Position name = cursor.position();
        value = new Attribute(name, value, cursor.name("the name of an attribute").text());
      } else if (cursor.accept("(")) {
        value = new Invocation(place, value, arguments());
      } else if (cursor.accept("[")) {
        Expression index = displays.tupled(this::subscript);
        cursor.expect("]", "at the end of the subscript");
        value = new Subscript(place, value, index);
      } else {
        return value;
      }
    }
  }

  private List<Argument> arguments() {
    List<Argument> arguments = new ArrayList<>();
    while (!cursor.is(")")) {
      arguments.add(argument(arguments));
      if (!cursor.accept(",")) {
        break;
      }
    }
    cursor.expect(")", "or a comma after the argument");
    return arguments;
  }

  private Argument argument(List<Argument> before) {
    if (cursor.accept("*")) {
      return new Argument(1, null, expression());
    }
    if (cursor.accept("**")) {
      return new Argument(2, null, expression());
    }
    if (cursor.is(Kind.NAME) && cursor.peek(1).is("=")) {
      Token name = cursor.peek();
      if (before.stream().anyMatch(argument -> name.text().equals(argument.name()))) {
        throw cursor.error("the argument '" + name.text() + "' is given twice");
      }
      cursor.next();
      cursor.next();
      return new Argument(0, name.text(), expression());
    }
    if (before.stream().anyMatch(argument -> argument.name() != null || argument.stars() == 2)) {
      throw cursor.error("an argument without a name follows one with a name");
    }
    Position place = cursor.position();
    Expression value = expression();
    return new Argument(
        0,
        null,
        cursor.is("for")
            ? displays.comprehension(place, Expression.Collection.GENERATOR, value)
            : value);
  }

  private Expression subscript() {
    Position place = cursor.position();
    Expression start = cursor.is(":") ? null : starredOrExpression();
    if (!cursor.accept(":")) {
      if (start == null) {
        throw cursor.expected("a subscript");
      }
      return start;
    }
    Expression stop = cursor.isAny(":", ",", "]") ? null : expression();
    Expression step = cursor.accept(":") && !cursor.isAny(",", "]") ? expression() : null;
    return new Slice(place, start, stop, step);
  }

  private Expression atom() {
    Token token = cursor.peek();
    return switch (token.kind()) {
      case NUMBER -> new Constant(token.position(), cursor.next().value());
      case NAME -> new Name(token.position(), cursor.next().text());
      case STRING, FORMATTED, RAW_FORMATTED -> strings();
      case KEYWORD -> keyword(token);
      default -> displays.bracketed();
    };
  }

  private Expression keyword(Token token) {
    Object constant =
        switch (token.text()) {
          case "True" -> true;
          case "False" -> false;
          case "None" -> None.NONE;
          case "yield" ->
              throw cursor.refused(
                  "'yield' is taken only as a line of its own, or alone on the right of '='");
          case "await" -> throw cursor.refused("'await' is not taken; write a plain function");
          default -> throw cursor.expected("an expression");
        };
    cursor.next();
    return new Constant(token.position(), constant);
  }

  /** Strings that follow each other are one. */
  private Expression strings() {
    Position place = cursor.position();
    var plain = new StringBuilder();
    List<Part> parts = new ArrayList<>();
    boolean formatted = false;
    while (cursor.peek().is(Kind.STRING)
        || cursor.peek().is(Kind.FORMATTED)
        || cursor.peek().is(Kind.RAW_FORMATTED)) {
      Token token = cursor.next();
      if (token.is(Kind.STRING)) {
        plain.append(token.text());
        parts.add(new Part(token.text(), null, (char) 0, List.of()));
      } else {
        formatted = true;
        parts.addAll(new FormattedParser(token, cursor).parts());
      }
    }
    return formatted ? new Formatted(place, parts) : new Constant(place, plain.toString());
  }

  static Expression ellipsis(Position place) {
    return new Constant(place, Ellipsis.ELLIPSIS);
  }
}
