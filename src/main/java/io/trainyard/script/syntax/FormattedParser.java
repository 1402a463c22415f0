package io.trainyard.script.syntax;

import io.trainyard.script.syntax.Expression.Part;
import io.trainyard.script.syntax.Token.Kind;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import java.util.ArrayList;
import java.util.List;

/** Reads the parts of a formatted string. */
final class FormattedParser {

  private final String body;
  private final boolean raw;
  private final Position start;
  private final Cursor around;
  private int at;

  FormattedParser(Token token, Cursor around) {
    this.body = token.text();
    this.raw = token.is(Kind.RAW_FORMATTED);
    this.start = token.position();
    this.around = around;
  }

  List<Part> parts() {
    return parts(false);
  }

  /** Reads up to the end, or within the format of a value up to its closing brace. */
  private List<Part> parts(boolean inSpec) {
    List<Part> parts = new ArrayList<>();
    var text = new StringBuilder();
    while (at < body.length()) {
      char c = body.charAt(at);
      if (c == '}' && inSpec) {
        break;
      }
      if ((c == '{' || c == '}') && at + 1 < body.length() && body.charAt(at + 1) == c) {
        text.append(c);
        at += 2;
      } else if (c == '{') {
        parts.add(new Part(content(text), null, (char) 0, List.of()));
        text.setLength(0);
        at++;
        parts.add(around.deeper(this::value));
      } else if (c == '}') {
        throw error("a single '}' in a formatted string; write '}}' for the character");
      } else {
        text.append(c);
        at++;
      }
    }
    parts.add(new Part(content(text), null, (char) 0, List.of()));
    return parts;
  }

  private String content(StringBuilder text) {
    try {
      return raw ? text.toString() : Escapes.resolved(text.toString());
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  private Part value() {
    int from = at;
    int end = endOfExpression();
    String written = body.substring(from, end);
    at = end;
    String label = "";
    if (at < body.length() && body.charAt(at) == '=') {
      label = written + "=";
      at++;
      while (at < body.length() && body.charAt(at) == ' ') {
        label += " ";
        at++;
      }
    }
    Expression expression = parsed(written, from);
    char conversion = 0;
    if (at < body.length() && body.charAt(at) == '!') {
      conversion = at + 1 < body.length() ? body.charAt(at + 1) : 0;
      if (conversion != 'r' && conversion != 's') {
        throw error("expects 'r' or 's' after '!' in a formatted string");
      }
      at += 2;
    } else if (!label.isEmpty() && at < body.length() && body.charAt(at) == '}') {
      conversion = 'r';
    }
    List<Part> spec = List.of();
    if (at < body.length() && body.charAt(at) == ':') {
      at++;
      spec = parts(true);
    }
    if (at >= body.length() || body.charAt(at) != '}') {
      throw error("expects '}' in a formatted string");
    }
    at++;
    return new Part(label, expression, conversion, spec);
  }

  private int endOfExpression() {
    int depth = 0;
    char quote = 0;
    for (int i = at; i < body.length(); i++) {
      char c = body.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (depth > 0 && ")]}".indexOf(c) >= 0) {
        depth--;
      } else if (depth == 0 && ends(i)) {
        return i;
      }
    }
    throw error("the '{' of a formatted string is never closed");
  }

  private boolean ends(int i) {
    char c = body.charAt(i);
    char next = i + 1 < body.length() ? body.charAt(i + 1) : 0;
    char before = i > 0 ? body.charAt(i - 1) : 0;
    return switch (c) {
      case '}', ':' -> true;
      case '!' -> next != '=';
      case '=' -> next != '=' && "=!<>".indexOf(before) < 0;
      default -> false;
    };
  }

  private Expression parsed(String written, int from) {
    if (written.isBlank()) {
      throw error("an empty expression in a formatted string");
    }
    var place =
        start.equals(Position.OF_LIBRARY)
            ? start
            : new Position(start.line(), start.column() + from + 2);
    var lexer = new Lexer(written.replace('\n', ' ').stripTrailing(), around.nesting(), place);
    var cursor = new Cursor(lexer.tokens(), around.nesting(), around.depth());
    for (ScriptException fault : lexer.faults()) {
      throw fault;
    }
    if (cursor.is(Kind.INDENT)) {
      cursor.next();
    }
    Expression expression = new ExpressionParser(cursor).expressions();
    if (!cursor.is(Kind.NEWLINE)) {
      throw cursor.expected("the end of the expression in the formatted string");
    }
    return expression;
  }

  private ScriptException error(String message) {
    return ErrorKind.SYNTAX_ERROR.at(
        new Position(start.line(), start.column() + Math.min(at, body.length()) + 2), message);
  }
}
