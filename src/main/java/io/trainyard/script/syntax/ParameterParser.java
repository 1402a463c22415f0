package io.trainyard.script.syntax;

import io.trainyard.script.syntax.Parameters.Kind;
import io.trainyard.script.syntax.Parameters.Parameter;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the parameters of a function; annotations are read over. */
final class ParameterParser {

  private final Cursor cursor;
  private final ExpressionParser expressions;
  private final List<Parameter> parameters = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private Kind kind = Kind.PLAIN;

  ParameterParser(Cursor cursor, ExpressionParser expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  Parameters parameters(String end, boolean annotated) {
    while (!cursor.is(end)) {
      one(annotated);
      if (!cursor.accept(",")) {
        break;
      }
    }
    return new Parameters(List.copyOf(parameters));
  }

  private void one(boolean annotated) {
    if (!parameters.isEmpty() && parameters.getLast().kind() == Kind.ALL_KEYWORDS) {
      throw cursor.error("no parameter may follow one with **");
    }
    if (cursor.is("/") && kind == Kind.PLAIN && !parameters.isEmpty()) {
      cursor.next();
      parameters.replaceAll(parameter ->
          new Parameter(
              parameter.position(), parameter.name(), Kind.POSITIONAL_ONLY, parameter.standard()));
      return;
    }
    if (cursor.accept("**")) {
      add(Kind.ALL_KEYWORDS, annotated);
      return;
    }
    if (cursor.is("*")) {
      if (kind == Kind.KEYWORD_ONLY) {
        throw cursor.error("'*' can stand only once among parameters");
      }
      cursor.next();
      kind = Kind.KEYWORD_ONLY;
      if (!cursor.is(",")) {
        add(Kind.ALL_POSITIONAL, annotated);
      }
      return;
    }
    add(kind, annotated);
  }

  private void add(Kind as, boolean annotated) {
    Token name = cursor.name("the name of a parameter");
    Position place = name.position();
    if (!names.add(name.text())) {
      throw ErrorKind.SYNTAX_ERROR.at(place, "the parameter '" + name.text() + "' is there twice");
    }
    if (annotated && cursor.accept(":")) {
      expressions.expression();
    }
    boolean gathers = as == Kind.ALL_POSITIONAL || as == Kind.ALL_KEYWORDS;
    Expression standard = !gathers && cursor.accept("=") ? expressions.expression() : null;
    if (as == Kind.PLAIN
        && standard == null
        && parameters.stream().anyMatch(parameter -> parameter.standard() != null)) {
      throw ErrorKind.SYNTAX_ERROR.at(
          place,
          "the parameter '" + name.text() + "' without a default follows one with a default");
    }
    parameters.add(new Parameter(place, name.text(), as, standard));
  }
}
