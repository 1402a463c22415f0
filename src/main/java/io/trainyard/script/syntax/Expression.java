package io.trainyard.script.syntax;

import io.trainyard.script.value.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has a value. */
public sealed interface Expression {

  /** Where it stands: for an operator or a call, where the operator or the bracket stands. */
  Position position();

  /** A number, a string, True, False, None or an ellipsis. */
  record Constant(Position position, Object value) implements Expression {}

  record Name(Position position, String id) implements Expression {}

  /** {@code f"…"}: texts and values one after the other. */
  record Formatted(Position position, List<Part> parts) implements Expression {}

  /**
   * A part of a formatted string.
   *
   * @param text what stands there as it is; of a value written {@code {x=}}, what comes before it
   * @param value what is filled in; null for none
   * @param conversion {@code r}, {@code s} or 0
   * @param spec how the value is formatted
   */
  record Part(String text, @Nullable Expression value, char conversion, List<Part> spec) {}

  record Attribute(Position position, Expression object, String name) implements Expression {}

  record Subscript(Position position, Expression object, Expression index) implements Expression {}

  /** {@code start:stop:step}, only within a subscript. */
  record Slice(
      Position position,
      @Nullable Expression start,
      @Nullable Expression stop,
      @Nullable Expression step)
      implements Expression {}

  record Invocation(Position position, Expression function, List<Argument> arguments)
      implements Expression {}

  /**
   * An argument of a call.
   *
   * @param stars 1 for {@code *args}, 2 for {@code **kwargs}
   * @param name of a keyword argument; null for none
   */
  record Argument(int stars, @Nullable String name, Expression value) {}

  /** {@code -x}, {@code +x}, {@code ~x}, {@code not x}. */
  record Unary(Position position, String operator, Expression operand) implements Expression {}

  record Binary(Position position, String operator, Expression left, Expression right)
      implements Expression {}

  /** {@code and} or {@code or}. */
  record Logical(Position position, boolean and, List<Expression> operands) implements Expression {}

  /** {@code a < b <= c}: one operator more than there are operands behind the first. */
  record Comparison(
      Position position, Expression first, List<String> operators, List<Expression> others)
      implements Expression {}

  record Conditional(Position position, Expression test, Expression then, Expression otherwise)
      implements Expression {}

  /** {@code (name := value)}. */
  record Assigned(Position position, Name target, Expression value) implements Expression {}

  /**
   * {@code yield value}, or {@code yield from value}.
   *
   * @param value null for none
   * @param isFrom whether all items of the value are meant
   */
  record Yield(Position position, @Nullable Expression value, boolean isFrom)
      implements Expression {}

  record Lambda(Position position, Parameters parameters, Expression body) implements Expression {}

  /** A list, tuple or set that is written out. */
  record Display(Position position, Collection collection, List<Expression> items)
      implements Expression {}

  /** What a display or comprehension makes. */
  enum Collection {
    LIST,
    TUPLE,
    SET,
    GENERATOR
  }

  record DictDisplay(Position position, List<Entry> entries) implements Expression {}

  /** An entry of a dict; without a key, {@code **value}. */
  record Entry(@Nullable Expression key, Expression value) {}

  /** {@code [element for … in … if …]}. */
  record Comprehension(
      Position position, Collection collection, Expression element, List<Clause> clauses)
      implements Expression {}

  record DictComprehension(
      Position position, Expression key, Expression value, List<Clause> clauses)
      implements Expression {}

  /** {@code for target in iterable if … if …}. */
  record Clause(Expression target, Expression iterable, List<Expression> conditions) {}

  /** {@code *items} within a display or on the left of an assignment. */
  record Starred(Position position, Expression items) implements Expression {}
}
