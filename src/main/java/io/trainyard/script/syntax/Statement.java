package io.trainyard.script.syntax;

import io.trainyard.script.value.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is carried out. */
public sealed interface Statement {

  Position position();

  /** An expression alone: a call, or a docstring. */
  record Evaluation(Position position, Expression value) implements Statement {}

  /** {@code a = b = value}. */
  record Assignment(Position position, List<Expression> targets, Expression value)
      implements Statement {}

  /**
   * {@code target: type = value}; without a value it only names an attribute.
   *
   * @param type is never looked at but by what lists the fields of a class
   */
  record Declaration(
      Position position, Expression target, Expression type, @Nullable Expression value)
      implements Statement {}

  /** {@code target += value}; the operator without its equals sign. */
  record Augmentation(Position position, Expression target, String operator, Expression value)
      implements Statement {}

  record If(Position position, List<Branch> branches, List<Statement> otherwise)
      implements Statement {}

  record Branch(Expression test, List<Statement> body) {}

  record For(
      Position position,
      Expression target,
      Expression iterable,
      List<Statement> body,
      List<Statement> otherwise)
      implements Statement {}

  record While(Position position, Expression test, List<Statement> body, List<Statement> otherwise)
      implements Statement {}

  record Try(
      Position position,
      List<Statement> body,
      List<Handler> handlers,
      List<Statement> otherwise,
      List<Statement> last)
      implements Statement {}

  /**
   * {@code except type as name:}.
   *
   * @param type null for all errors
   * @param name null for none
   */
  record Handler(
      Position position, @Nullable Expression type, @Nullable String name, List<Statement> body) {}

  record With(Position position, List<Context> contexts, List<Statement> body)
      implements Statement {}

  record Context(Expression value, @Nullable Expression target) {}

  record Return(Position position, @Nullable Expression value) implements Statement {}

  /** {@code pass}, {@code break} or {@code continue}. */
  record Jump(Position position, String word) implements Statement {}

  /** {@code raise error from cause}. */
  record Raise(Position position, @Nullable Expression error, @Nullable Expression cause)
      implements Statement {}

  record Assert(Position position, Expression test, @Nullable Expression message)
      implements Statement {}

  record Delete(Position position, List<Expression> targets) implements Statement {}

  /**
   * A function.
   *
   * @param names whose the names in its body are
   */
  record Function(
      Position position,
      String name,
      List<Expression> decorators,
      Parameters parameters,
      List<Statement> body,
      Bindings names)
      implements Statement {}

  record ClassDefinition(
      Position position,
      String name,
      List<Expression> decorators,
      List<Expression> bases,
      List<Statement> body)
      implements Statement {}

  /** {@code global a, b} or {@code nonlocal a, b}; what it says stands in {@link Bindings}. */
  record Outer(Position position, boolean isGlobal, List<String> names) implements Statement {}

  /**
   * {@code import a.b as c}, or {@code from a.b import c as d}, or {@code from a.b import *}.
   *
   * @param name what is taken from the module; null for the module itself
   * @param alias what it is called here; null for its own name
   */
  record Import(Position position, String module, @Nullable String name, @Nullable String alias)
      implements Statement {

    /** The name that stands for all names of a module. */
    public static final String ALL = "*";
  }
}
