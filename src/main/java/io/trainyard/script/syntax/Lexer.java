package io.trainyard.script.syntax;

import io.trainyard.script.syntax.Token.Kind;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Cuts a text into tokens, with Python's rules for indentation, line joining and comments. Goes on
 * after a fault, so that one reading finds them all.
 *
 * @see <a href="https://docs.python.org/3/reference/lexical_analysis.html">Lexical analysis</a>
 */
final class Lexer {

  private static final Set<String> KEYWORDS =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield");

  /** Longest first, so that the first that fits is the right one. */
  private static final List<String> OPERATORS =
      List.of(
          "**=", "//=", "<<=", ">>=", "...", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "->",
          ":=", "+=", "-=", "*=", "/=", "%=", "@=", "&=", "|=", "^=", "+", "-", "*", "/", "%", "@",
          "&", "|", "^", "~", "<", ">", "(", ")", "[", "]", "{", "}", ",", ":", ".", ";", "=");

  private static final int TAB = 8;

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private final List<ScriptException> faults = new ArrayList<>();
  private final Deque<Integer> indents = new ArrayDeque<>(List.of(0));
  private final Deque<Token> brackets = new ArrayDeque<>();
  private final int nesting;
  private final boolean isOfLibrary;
  private int at;
  private int line;
  private int lineStart;
  private boolean unbalanced;

  /**
   * @param start where the text stands, when it is a part of another
   */
  Lexer(String text, int nesting, Position start) {
    String unix = text.replace("\r\n", "\n").replace('\r', '\n');
    this.text = unix.startsWith("\uFEFF") ? unix.substring(1) : unix;
    this.nesting = nesting;
    this.isOfLibrary = start.equals(Position.OF_LIBRARY);
    this.line = start.line();
    this.lineStart = 1 - start.column();
  }

  /** All tokens, the last of which is {@link Kind#END}. */
  List<Token> tokens() {
    boolean lineBegins = true;
    while (at < text.length()) {
      if (lineBegins && brackets.isEmpty()) {
        lineBegins = !indentation();
        continue;
      }
      lineBegins = next();
    }
    if (!brackets.isEmpty()) {
      Token open = brackets.getLast();
      fault(open.position(), "'" + open.text() + "' was never closed");
      unbalanced = true;
    }
    if (!tokens.isEmpty() && !tokens.getLast().is(Kind.NEWLINE)) {
      add(Kind.NEWLINE, "");
    }
    while (indents.size() > 1) {
      indents.removeLast();
      add(Kind.DEDENT, "");
    }
    add(Kind.END, "");
    return tokens;
  }

  List<ScriptException> faults() {
    return faults;
  }

  /** Whether brackets do not match, so that what else seems wrong only follows from that. */
  boolean isUnbalanced() {
    return unbalanced;
  }

  /** Reads the blanks before a line; gives whether a statement begins behind them. */
  private boolean indentation() {
    int width = 0;
    while (at < text.length() && " \t\f".indexOf(text.charAt(at)) >= 0) {
      width = text.charAt(at) == '\t' ? (width / TAB + 1) * TAB : width + 1;
      at++;
    }
    if (at == text.length()) {
      return false;
    }
    char c = text.charAt(at);
    if (c == '#') {
      comment();
      return false;
    }
    if (c == '\n') {
      newLine();
      return false;
    }
    if (width > indents.getLast()) {
      if (indents.size() > nesting) {
        throw ErrorKind.LIMIT_ERROR.at(
            position(), "blocks are nested more than " + nesting + " deep");
      }
      indents.addLast(width);
      add(Kind.INDENT, "");
    } else if (width < indents.getLast()) {
      while (width < indents.getLast()) {
        indents.removeLast();
        add(Kind.DEDENT, "");
      }
      if (width != indents.getLast()) {
        fault(position(), "this line is indented like none of the blocks around it");
      }
    }
    return true;
  }

  /** Reads one token or what stands between tokens; gives whether a new line begins behind it. */
  private boolean next() {
    char c = text.charAt(at);
    if (c == '\n') {
      boolean ends = brackets.isEmpty();
      if (ends && !tokens.isEmpty() && !tokens.getLast().is(Kind.NEWLINE)) {
        add(Kind.NEWLINE, "");
      }
      newLine();
      return ends;
    }
    if (" \t\f".indexOf(c) >= 0) {
      at++;
    } else if (c == '#') {
      comment();
    } else if (c == '\\') {
      joinLines();
    } else if (isDigit(c) || (c == '.' && isDigit(ahead(1)))) {
      number();
    } else if (isNameStart(c)) {
      word();
    } else if (c == '"' || c == '\'') {
      string("");
    } else {
      operator();
    }
    return false;
  }

  private void comment() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private void newLine() {
    at++;
    line++;
    lineStart = at;
  }

  private void joinLines() {
    if (ahead(1) == '\n') {
      at++;
      newLine();
    } else {
      fault(position(), "behind a backslash that joins lines nothing may stand");
      at++;
    }
  }

  private void number() {
    Position place = position();
    int end = Numerals.end(text, at);
    String written = text.substring(at, end);
    at = end;
    try {
      tokens.add(new Token(Kind.NUMBER, written, Numerals.value(written), place));
    } catch (NumberFormatException e) {
      fault(place, String.valueOf(e.getMessage()));
      tokens.add(new Token(Kind.NUMBER, written, 0L, place));
    }
  }

  private void word() {
    int start = at;
    while (at < text.length() && Character.isUnicodeIdentifierPart(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    if (at < text.length()
        && (text.charAt(at) == '"' || text.charAt(at) == '\'')
        && word.length() <= 2
        && word.toLowerCase(java.util.Locale.ROOT).matches("[rbfu]+")) {
      at = start + word.length();
      string(word.toLowerCase(java.util.Locale.ROOT));
      return;
    }
    Kind kind = KEYWORDS.contains(word) ? Kind.KEYWORD : Kind.NAME;
    tokens.add(new Token(kind, word, word, place(start)));
  }

  private void string(String prefix) {
    Position place = place(at - prefix.length());
    char quote = text.charAt(at);
    boolean triple = ahead(1) == quote && ahead(2) == quote;
    at += triple ? 3 : 1;
    int start = at;
    while (true) {
      if (at >= text.length() || (!triple && text.charAt(at) == '\n')) {
        fault(place, "the string that begins here is never closed");
        break;
      }
      char c = text.charAt(at);
      if (c == quote && (!triple || (ahead(1) == quote && ahead(2) == quote))) {
        break;
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
      }
      if (text.charAt(at) == '\n') {
        newLine();
      } else {
        at++;
      }
    }
    String body = text.substring(start, Math.min(at, text.length()));
    if (at < text.length() && text.charAt(at) == quote) {
      at += triple ? 3 : 1;
    }
    if (prefix.contains("b")) {
      fault(place, "bytes are not taken; leave the b before the string away");
    }
    boolean raw = prefix.contains("r");
    if (prefix.contains("f")) {
      tokens.add(new Token(raw ? Kind.RAW_FORMATTED : Kind.FORMATTED, body, body, place));
      return;
    }
    String content = raw ? body : unescaped(body, place);
    tokens.add(new Token(Kind.STRING, content, content, place));
  }

  private String unescaped(String body, Position place) {
    try {
      return Escapes.resolved(body);
    } catch (IllegalArgumentException e) {
      fault(place, String.valueOf(e.getMessage()));
      return body;
    }
  }

  private void operator() {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, at)) {
        var token = new Token(Kind.OPERATOR, operator, operator, position());
        bracket(token);
        tokens.add(token);
        at += operator.length();
        return;
      }
    }
    int symbol = text.codePointAt(at);
    fault(
        position(),
        "the character '"
            + (Character.isISOControl(symbol)
                ? "\\u%04x".formatted(symbol)
                : Character.toString(symbol))
            + "' has no meaning here");
    at += Character.charCount(symbol);
  }

  private void bracket(Token token) {
    switch (token.text()) {
      case "(", "[", "{" -> brackets.addLast(token);
      case ")", "]", "}" -> {
        Token open = brackets.pollLast();
        if (open == null) {
          fault(token.position(), "'" + token.text() + "' closes nothing");
          unbalanced = true;
        } else if ("([{".indexOf(open.text()) != ")]}".indexOf(token.text())) {
          fault(
              token.position(),
              "'"
                  + token.text()
                  + "' does not close the '"
                  + open.text()
                  + "' of "
                  + open.position());
          unbalanced = true;
        }
      }
      default -> {}
    }
  }

  private void add(Kind kind, String content) {
    tokens.add(new Token(kind, content, content, position()));
  }

  private void fault(Position place, String message) {
    if (faults.size() < Parser.MOST_FAULTS) {
      faults.add(ErrorKind.SYNTAX_ERROR.at(place, message));
    }
  }

  private Position position() {
    return place(at);
  }

  private Position place(int character) {
    return isOfLibrary ? Position.OF_LIBRARY : new Position(line, character - lineStart + 1);
  }

  private char ahead(int distance) {
    return at + distance < text.length() ? text.charAt(at + distance) : 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return c == '_' || Character.isUnicodeIdentifierStart(c);
  }
}
