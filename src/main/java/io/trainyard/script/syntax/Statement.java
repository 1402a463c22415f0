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

  /** {@code target: type} without a value, which only names an attribute. */
  record Declaration(Position position, Expression target) implements Statement {}

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

  record With(Position position, List<Context> contexts, List<Statement> body)
      implements Statement {}

  record Context(Expression value, @Nullable Expression target) {}

  record Return(Position position, @Nullable Expression value) implements Statement {}

  /** {@code pass}, {@code break} or {@code continue}. */
  record Jump(Position position, String word) implements Statement {}

  record Raise(Position position, @Nullable Expression error) implements Statement {}

  record Assert(Position position, Expression test, @Nullable Expression message)
      implements Statement {}

  record Delete(Position position, List<Expression> targets) implements Statement {}

  record Function(
      Position position,
      String name,
      List<Expression> decorators,
      Parameters parameters,
      List<Statement> body)
      implements Statement {}

  record ClassDefinition(
      Position position, String name, List<Expression> bases, List<Statement> body)
      implements Statement {}

  /**
   * {@code import a.b as c}, or {@code from a.b import c as d}.
   *
   * @param name what is taken from the module; null for the module itself
   * @param alias what it is called here; null for its own name
   */
  record Import(Position position, String module, @Nullable String name, @Nullable String alias)
      implements Statement {}
}
