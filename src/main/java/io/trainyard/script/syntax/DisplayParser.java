package io.trainyard.script.syntax;

import io.trainyard.script.syntax.Expression.Clause;
import io.trainyard.script.syntax.Expression.Collection;
import io.trainyard.script.syntax.Expression.Comprehension;
import io.trainyard.script.syntax.Expression.DictComprehension;
import io.trainyard.script.syntax.Expression.DictDisplay;
import io.trainyard.script.syntax.Expression.Display;
import io.trainyard.script.syntax.Expression.Entry;
import io.trainyard.script.syntax.Token.Kind;
import io.trainyard.script.value.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads what stands in brackets: groups, tuples, lists, dicts, sets and comprehensions. */
final class DisplayParser {

  private final Cursor cursor;
  private final ExpressionParser expressions;

  DisplayParser(Cursor cursor, ExpressionParser expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  /** One item, or a tuple of several with commas behind them. */
  Expression tupled(Supplier<Expression> item) {
    Position place = cursor.position();
    Expression first = item.get();
    if (!cursor.is(",")) {
      return first;
    }
    List<Expression> items = new ArrayList<>(List.of(first));
    while (cursor.accept(",")) {
      if (endsList()) {
        break;
      }
      items.add(item.get());
    }
    return new Display(place, Collection.TUPLE, items);
  }

  private boolean endsList() {
    return cursor.is(Kind.NEWLINE)
        || cursor.is(Kind.END)
        || cursor.isAny(")", "]", "}", "=", ";", "in")
        || (cursor.peek().is(Kind.OPERATOR) && cursor.peek().text().endsWith("="));
  }

  Expression bracketed() {
    Position place = cursor.position();
    if (cursor.accept("...")) {
      return ExpressionParser.ellipsis(place);
    }
    if (cursor.accept("(")) {
      return group(place);
    }
    if (cursor.accept("[")) {
      return list(place);
    }
    if (cursor.accept("{")) {
      return dictOrSet(place);
    }
    throw cursor.expected("an expression");
  }

  private Expression group(Position place) {
    if (cursor.accept(")")) {
      return new Display(place, Collection.TUPLE, List.of());
    }
    Expression first = tupled(expressions::starredOrExpression);
    if (cursor.is("for")) {
      first = comprehension(place, Collection.GENERATOR, first);
    }
    cursor.expect(")", "or a comma");
    return first;
  }

  private Expression list(Position place) {
    if (cursor.accept("]")) {
      return new Display(place, Collection.LIST, List.of());
    }
    Expression first = expressions.starredOrExpression();
    if (cursor.is("for")) {
      Expression all = comprehension(place, Collection.LIST, first);
      cursor.expect("]", "at the end of the list");
      return all;
    }
    List<Expression> items = items(first, "]");
    cursor.expect("]", "or a comma");
    return new Display(place, Collection.LIST, items);
  }

  private List<Expression> items(Expression first, String end) {
    List<Expression> items = new ArrayList<>(List.of(first));
    while (cursor.accept(",") && !cursor.is(end)) {
      items.add(expressions.starredOrExpression());
    }
    return items;
  }

  private Expression dictOrSet(Position place) {
    if (cursor.accept("}")) {
      return new DictDisplay(place, List.of());
    }
    if (cursor.is("**")) {
      return dict(place, new ArrayList<>());
    }
    Expression first = expressions.starredOrExpression();
    if (cursor.accept(":")) {
      Expression value = expressions.expression();
      if (cursor.is("for")) {
        var all = new DictComprehension(place, first, value, clauses());
        cursor.expect("}", "at the end of the dict");
        return all;
      }
      List<Entry> entries = new ArrayList<>(List.of(new Entry(first, value)));
      return cursor.accept(",") ? dict(place, entries) : closed(place, entries);
    }
    if (cursor.is("for")) {
      Expression all = comprehension(place, Collection.SET, first);
      cursor.expect("}", "at the end of the set");
      return all;
    }
    List<Expression> items = items(first, "}");
    cursor.expect("}", "or a comma");
    return new Display(place, Collection.SET, items);
  }

  private Expression dict(Position place, List<Entry> entries) {
    while (!cursor.is("}")) {
      if (cursor.accept("**")) {
        entries.add(new Entry(null, expressions.expression()));
      } else {
        Expression key = expressions.expression();
        cursor.expect(":", "after the key");
        entries.add(new Entry(key, expressions.expression()));
      }
      if (!cursor.accept(",")) {
        break;
      }
    }
    return closed(place, entries);
  }

  private Expression closed(Position place, List<Entry> entries) {
    cursor.expect("}", "or a comma");
    return new DictDisplay(place, entries);
  }

  Expression comprehension(Position place, Collection collection, Expression element) {
    return new Comprehension(place, collection, element, clauses());
  }

  private List<Clause> clauses() {
    List<Clause> clauses = new ArrayList<>();
    while (cursor.accept("for")) {
      Expression target = expressions.target();
      Targets.require(target, cursor);
      cursor.expect("in", "after the names of 'for'");
      Expression iterable = expressions.disjunction();
      List<Expression> conditions = new ArrayList<>();
      while (cursor.accept("if")) {
        conditions.add(expressions.disjunction());
      }
      clauses.add(new Clause(target, iterable, conditions));
    }
    return clauses;
  }
}
