package io.trainyard.script.syntax;

import io.trainyard.script.syntax.Statement.Import;
import io.trainyard.script.value.Position;
import java.util.List;

/** Reads {@code import a.b as c} and {@code from a.b import c as d, e}. */
final class ImportParser {

  private final Cursor cursor;

  ImportParser(Cursor cursor) {
    this.cursor = cursor;
  }

  void read(List<Statement> statements) {
    Position place = cursor.position();
    if (cursor.next().is("import")) {
      do {
        String module = dotted();
        statements.add(new Import(place, module, null, alias()));
      } while (cursor.accept(","));
      return;
    }
    if (cursor.isAny(".", "...")) {
      throw cursor.refused("there are no other files; put everything into this one text");
    }
    String module = dotted();
    cursor.expect("import", "after the name of the module");
    if (cursor.accept("*")) {
      statements.add(new Import(place, module, Import.ALL, null));
      return;
    }
    boolean bracketed = cursor.accept("(");
    do {
      if (bracketed && cursor.is(")")) {
        break;
      }
      Token name = cursor.name("a name to import");
      statements.add(new Import(name.position(), module, name.text(), alias()));
    } while (cursor.accept(","));
    if (bracketed) {
      cursor.expect(")", "or a comma after the imported name");
    }
  }

  private String dotted() {
    var name = new StringBuilder(cursor.name("the name of a module").text());
    while (cursor.accept(".")) {
      name.append('.').append(cursor.name("the name of a module").text());
    }
    return name.toString();
  }

  private @org.jspecify.annotations.Nullable String alias() {
    return cursor.accept("as") ? cursor.name("another name").text() : null;
  }
}
