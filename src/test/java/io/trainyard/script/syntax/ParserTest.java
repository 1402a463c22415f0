package io.trainyard.script.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.ScriptLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of Python is read, and what is refused in which words. */
class ParserTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = 1",
        "x: int = 3",
        "self.x: Optional[List[int]]",
        "a = b = c, d = 1, 2",
        "a, (b, *c) = d",
        "x += 1; y @= z",
        "x = 1_000 + 0xff + 0b11 + 0o17 + 1e-4 + .5 + 1. + 1.5E+3",
        "s = 'a' \"b\" r'\\d' f'{x:.2f} {y!r} {z=} {a[\"k\"]:>{w}}' '''t\nu'''",
        "x = a if b else c",
        "f = lambda x, *y, z=1, **k: x",
        "x = [i for i in range(3) if i if not i]",
        "x = {k: v for k, v in z}",
        "x = {1, *y} | {**a, 'b': 1}",
        "x = a[1:, ::-1, ..., None, -1]",
        "x = a < b <= c != d is not None and e not in f or not g",
        "x = -a ** -b // ~c % d @ e << 1 & 2 ^ 3",
        "f(a, *b, c=1, **d)",
        "f(i for i in x)",
        "x = (\n  1,  # one\n  2,\n)",
        "x = 1 + \\\n  2",
        "if a: pass\nelif b:\n  pass\nelse:\n  x = 1",
        "for i, (a, b) in enumerate(x):\n  break\nelse:\n  pass",
        "for x in 1, 2:\n\tcontinue",
        "with torch.no_grad(), b as c:\n  pass",
        "def f(a, /, b: int = 1, *args: int, c, d=2, **kw) -> Tensor:\n  '''doc'''\n  return",
        "def f(a, *, b):\n  return a,",
        "class A: pass",
        "class A(nn.Module, B):\n  x = 1\n\n  @staticmethod\n  def f(): ...",
        "import torch, torch.nn as nn",
        "from torch.nn import (Linear as L, ReLU,)",
        "raise ValueError(f'{x}') from e",
        "assert x, 'message'",
        "del a[0], b",
        "match = type = 1",
        "",
        "# only this",
        "\n\n  # indented\nx = 1\n",
      })
  void itIsRead(String text) {
    assertThat(faults(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          while x pass           | 1 | 9 | expects ':' after the condition of 'while'
          try: pass              | 1 | 10 | expects 'except' or 'finally' after the block of 'try'
          nonlocal x             | 1 | 1 | 'nonlocal' stands outside of a function
          async def f(): pass    | 1 | 1 | 'async' is not taken
          x = (y.z := 1)         | 1 | 10 | gives a value to a name alone
          x = await y            | 1 | 5 | 'await' is not taken
          from . import x        | 1 | 6 | there are no other files
          x = (yield 1)          | 1 | 6 | 'yield' is taken only as a line of its own
          class A(metaclass=M): pass | 1 | 9 | of the arguments of a class
          x = 1j                 | 1 | 5 | complex numbers are not taken
          x = b'a'               | 1 | 5 | bytes are not taken
          x = 99999999999999999999 | 1 | 5 | is beyond the largest whole number
          x = 012                | 1 | 5 | may not begin with 0
          x = 3a                 | 1 | 5 | '3a' is no number
          x = 'abc               | 1 | 5 | never closed
          x = (1, 2              | 1 | 5 | '(' was never closed
          x = (1]                | 1 | 7 | does not close the '('
          x = 1)                 | 1 | 6 | ')' closes nothing
          x = ?                  | 1 | 5 | has no meaning here
          1 = x                  | 1 | 1 | nothing can be assigned here
          f(x) = 1               | 1 | 2 | nothing can be assigned here
          if x = 1: pass         | 1 | 6 | to compare, write '=='
          if x pass              | 1 | 6 | expects ':' after the condition of 'if', got 'pass'
          def f(a=1, b): pass    | 1 | 12 | without a default follows one with a default
          def f(a, a): pass      | 1 | 10 | is there twice
          f(a=1, 2)              | 1 | 8 | follows one with a name
          f(a=1, a=2)            | 1 | 8 | given twice
          return 1               | 1 | 1 | outside of a function
          break                  | 1 | 1 | outside of a loop
          x = f'{'               | 1 | 8 | never closed
          x = f'{}'              | 1 | 8 | empty expression
          x = f'}'               | 1 | 7 | single '}'
          x 1                    | 1 | 3 | expects the end of the statement, got '1'
          x = for                | 1 | 5 | expects an expression, got 'for'
          """)
  void itIsRefusedAtItsPlace(String text, int line, int column, String sentence) {
    List<ScriptException> faults = faults(text);
    assertThat(faults).hasSize(1);
    ScriptException fault = faults.getFirst();
    assertThat(fault).hasMessageContaining(sentence);
    assertThat(List.of(fault.line(), fault.column())).isEqualTo(List.of(line, column));
  }

  @Test
  void allFaultsAreFoundAtOnce() {
    String text =
        """
        class Net(nn.Module):
            def __init__(self)
                x = = 1
            def forward(self, x):
                while x
                    y = 1 +
                return x $ 2
        z = 5 5
        """;
    assertThat(faults(text)).extracting(ScriptException::line).containsExactly(2, 3, 5, 6, 7, 8);
  }

  @Test
  void deepNestingIsRefusedBeforeTheStackEnds() {
    for (String text :
        List.of(
            "x = " + "(".repeat(20_000) + "1" + ")".repeat(20_000),
            "x = " + "[".repeat(20_000) + "]".repeat(20_000),
            "x = " + "-".repeat(20_000) + "1",
            "x = " + "not ".repeat(10_000) + "1",
            "x = 1" + "**1".repeat(10_000),
            "x = " + "lambda:".repeat(9_000) + "1",
            "x = 1" + " if 1 else 1".repeat(5_000),
            indented(300))) {
      assertThat(faults(text)).extracting(ScriptException::kind).contains(ErrorKind.LIMIT_ERROR);
    }
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    assertThat(faults("x".repeat(70_000)).getFirst())
        .hasMessage("the text has 70000 characters; the most is 65536");
  }

  private static String indented(int depth) {
    var text = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      text.append(" ".repeat(i)).append("if x:\n");
    }
    return text.append(" ".repeat(depth)).append("pass\n").toString();
  }

  private static List<ScriptException> faults(String text) {
    List<ScriptException> faults = new ArrayList<>();
    assertThat(Parser.parse(text, ScriptLimits.DEFAULTS, faults)).isNotNull();
    return faults;
  }
}
