package io.trainyard.script.syntax;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose the names in the body of a function are.
 *
 * @param own those that it assigns; read before that, they are nobody's
 * @param globals those of the text that it assigns
 * @param nonlocals those of a function around that it assigns
 * @param suspending the statements in which it yields, each by its identity; none where it is no
 *     generator
 */
public record Bindings(
    Set<String> own, Set<String> globals, Set<String> nonlocals, Set<Statement> suspending) {

  /** Of what has no names but its parameters. */
  public static final Bindings NONE = new Bindings(Set.of(), Set.of(), Set.of(), Set.of());

  /** Of a lambda, which assigns nothing. */
  public static Bindings of(Parameters parameters) {
    return of(parameters, List.of());
  }

  static Bindings of(Parameters parameters, List<Statement> body) {
    var found =
        new Bindings(
            new HashSet<>(),
            new HashSet<>(),
            new HashSet<>(),
            Collections.newSetFromMap(new IdentityHashMap<>()));
    parameters.list().forEach(parameter -> found.own.add(parameter.name()));
    body.forEach(found::visit);
    found.own.removeAll(found.globals);
    found.own.removeAll(found.nonlocals);
    return found;
  }

  /** Whether a call gives what yields its items one by one. */
  public boolean isGenerator() {
    return !suspending.isEmpty();
  }

  /** Whether a statement, or one within, yields. */
  public boolean suspends(Statement statement) {
    return suspending.contains(statement);
  }

  /** Takes down the names of a statement; gives whether it yields. */
  private boolean visit(Statement statement) {
    boolean yields =
        switch (statement) {
          case Statement.Evaluation evaluation -> expression(evaluation.value());
          case Statement.Assignment assignment -> {
            assignment.targets().forEach(this::target);
            yield expression(assignment.value());
          }
          case Statement.Declaration declaration -> {
            if (declaration.value() != null) {
              target(declaration.target());
            }
            yield false;
          }
          case Statement.Augmentation augmentation -> {
            target(augmentation.target());
            yield expression(augmentation.value());
          }
          case Statement.If branches -> {
            boolean any = false;
            for (Statement.Branch branch : branches.branches()) {
              any |= any(expression(branch.test()), block(branch.body()));
            }
            yield any(any, block(branches.otherwise()));
          }
          case Statement.For loop -> {
            target(loop.target());
            yield any(expression(loop.iterable()), block(loop.body()), block(loop.otherwise()));
          }
          case Statement.While loop ->
              any(expression(loop.test()), block(loop.body()), block(loop.otherwise()));
          case Statement.Try attempt -> {
            boolean any = block(attempt.body());
            for (Statement.Handler handler : attempt.handlers()) {
              if (handler.name() != null) {
                own.add(handler.name());
              }
              any |= block(handler.body());
            }
            yield any(any, block(attempt.otherwise()), block(attempt.last()));
          }
          case Statement.With with -> {
            for (Statement.Context context : with.contexts()) {
              if (context.target() != null) {
                target(context.target());
              }
            }
            yield block(with.body());
          }
          case Statement.Return returned -> expression(returned.value());
          case Statement.Delete delete -> {
            delete.targets().forEach(this::target);
            yield false;
          }
          case Statement.Function function -> {
            own.add(function.name());
            yield false;
          }
          case Statement.ClassDefinition type -> {
            own.add(type.name());
            yield false;
          }
          case Statement.Import taken -> imported(taken);
          case Statement.Outer outer -> {
            (outer.isGlobal() ? globals : nonlocals).addAll(outer.names());
            yield false;
          }
          case Statement.Jump jump -> false;
          case Statement.Raise raise -> false;
          case Statement.Assert check -> expression(check.test());
        };
    if (yields) {
      suspending.add(statement);
    }
    return yields;
  }

  /** Whether one of several holds, all of which have been looked at. */
  private static boolean any(boolean... some) {
    boolean any = false;
    for (boolean one : some) {
      any |= one;
    }
    return any;
  }

  private boolean block(List<Statement> statements) {
    boolean any = false;
    for (Statement statement : statements) {
      any |= visit(statement);
    }
    return any;
  }

  private boolean imported(Statement.Import taken) {
    String name = taken.name() == null ? taken.module().split("\\.", -1)[0] : taken.name();
    own.add(taken.alias() == null ? name : taken.alias());
    return false;
  }

  private void target(Expression target) {
    switch (target) {
      case Expression.Name name -> own.add(name.id());
      case Expression.Starred starred -> target(starred.items());
      case Expression.Display display -> display.items().forEach(this::target);
      default -> expression(target);
    }
  }

  /** Takes down what is assigned within an expression; gives whether it is a yield. */
  private boolean expression(@Nullable Expression expression) {
    switch (expression) {
      case Expression.Assigned assigned -> {
        own.add(assigned.target().id());
        expression(assigned.value());
      }
      case Expression.Yield yield -> {
        expression(yield.value());
        return true;
      }
      case Expression.Attribute attribute -> expression(attribute.object());
      case Expression.Subscript subscript -> {
        expression(subscript.object());
        expression(subscript.index());
      }
      case Expression.Invocation invocation -> {
        expression(invocation.function());
        invocation.arguments().forEach(argument -> expression(argument.value()));
      }
      case Expression.Unary unary -> expression(unary.operand());
      case Expression.Binary binary -> {
        expression(binary.left());
        expression(binary.right());
      }
      case Expression.Logical logical -> logical.operands().forEach(this::expression);
      case Expression.Comparison comparison -> {
        expression(comparison.first());
        comparison.others().forEach(this::expression);
      }
      case Expression.Conditional conditional -> {
        expression(conditional.test());
        expression(conditional.then());
        expression(conditional.otherwise());
      }
      case Expression.Display display -> display.items().forEach(this::expression);
      case Expression.Comprehension comprehension -> {
        expression(comprehension.element());
        clauses(comprehension.clauses());
      }
      case Expression.DictComprehension comprehension -> {
        expression(comprehension.key());
        expression(comprehension.value());
        clauses(comprehension.clauses());
      }
      case null, default -> {}
    }
    return false;
  }

  private void clauses(List<Expression.Clause> clauses) {
    for (Expression.Clause clause : clauses) {
      expression(clause.iterable());
      clause.conditions().forEach(this::expression);
    }
  }
}
