package io.trainyard.script.syntax;

import io.trainyard.script.syntax.Token.Kind;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.ScriptException;
import java.util.List;
import java.util.function.Supplier;

/** A place in the row of tokens. */
final class Cursor {

  private final List<Token> tokens;
  private final int nesting;
  private int at;
  private int depth;

  /**
   * @param nesting how deep expressions may stand in each other
   * @param depth how deep what is read here stands already
   */
  Cursor(List<Token> tokens, int nesting, int depth) {
    this.tokens = tokens;
    this.nesting = nesting;
    this.depth = depth;
  }

  int nesting() {
    return nesting;
  }

  int depth() {
    return depth;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int distance) {
    return tokens.get(Math.min(at + distance, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  Position position() {
    return peek().position();
  }

  boolean is(String word) {
    return peek().is(word);
  }

  boolean is(Kind kind) {
    return peek().is(kind);
  }

  boolean isAny(String... words) {
    for (String word : words) {
      if (is(word)) {
        return true;
      }
    }
    return false;
  }

  /** Goes on if this operator or keyword comes. */
  boolean accept(String word) {
    if (is(word)) {
      next();
      return true;
    }
    return false;
  }

  /**
   * Goes on behind an operator or keyword that has to come.
   *
   * @param where in words that fit behind it: "after the condition of 'if'"
   */
  Token expect(String word, String where) {
    if (!is(word)) {
      throw expected("'" + word + "' " + where);
    }
    return next();
  }

  /** Whether the bracket that opens here closes right before a word. */
  boolean closesBefore(String word) {
    int depth = 0;
    for (int i = at; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.is("(") || token.is("[") || token.is("{")) {
        depth++;
      } else if (token.is(")") || token.is("]") || token.is("}")) {
        depth--;
        if (depth == 0) {
          return tokens.get(Math.min(i + 1, tokens.size() - 1)).is(word);
        }
      }
    }
    return false;
  }

  /** Reads a name. */
  Token name(String what) {
    if (!is(Kind.NAME)) {
      throw expected(what);
    }
    return next();
  }

  ScriptException expected(String what) {
    return error("expects " + what + ", got " + peek().described());
  }

  ScriptException error(String message) {
    return ErrorKind.SYNTAX_ERROR.at(position(), message);
  }

  /** Says that Python has this and the language here has not. */
  ScriptException refused(String message) {
    return ErrorKind.UNSUPPORTED.at(position(), message);
  }

  /** Reads what stands one level deeper. */
  <T> T deeper(Supplier<T> read) {
    if (depth >= nesting) {
      throw ErrorKind.LIMIT_ERROR.at(
          position(), "expressions and blocks are nested more than " + nesting + " deep");
    }
    depth++;
    try {
      return read.get();
    } finally {
      depth--;
    }
  }
}
