package io.trainyard.script.syntax;

import io.trainyard.script.value.ErrorKind;

/** What can stand on the left of an assignment. */
final class Targets {

  private Targets() {}

  /** Refuses what nothing can be assigned to. */
  static void require(Expression target, Cursor cursor) {
    switch (target) {
      case Expression.Name name -> {}
      case Expression.Attribute attribute -> {}
      case Expression.Subscript subscript -> {}
      case Expression.Starred(var place, Expression items) -> require(items, cursor);
      case Expression.Display(var place, Expression.Collection collection, var items)
          when collection == Expression.Collection.TUPLE
              || collection == Expression.Collection.LIST ->
          cursor.deeper(() -> {
            items.forEach(item -> require(item, cursor));
            return target;
          });
      default ->
          throw ErrorKind.SYNTAX_ERROR.at(
              target.position(),
              "nothing can be assigned here; expects a name, an attribute or a subscript"
                  + " (to compare, write ==)");
    }
  }
}
