package io.trainyard.script.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.script.Libraries;
import io.trainyard.script.syntax.Parser;
import io.trainyard.script.syntax.Statement;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ScriptException;
import io.trainyard.script.value.ScriptLimits;
import io.trainyard.script.value.Session;
import io.trainyard.tensor.Generator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plain values, functions and classes, as Python has them; the expected texts are Python's. */
class InterpreterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          7 // 2, -7 // 2, 7 % -3, -7 % 3, 2 ** -1, 2 ** 10 | (3, -4, -2, 2, 0.5, 1024)
          7 / 2, 1e3, 1e16, 1e-5, 0.1 + 0.2, -0.0     | (3.5, 1000.0, 1e+16, 1e-05, 0.30000000000000004, -0.0)
          7.5 // 2, -7.5 % 2, 10 ** 0.5               | (3.0, 0.5, 3.1622776601683795)
          True + 1, not 0, 1 == 1.0 == True, 1 is None | (2, True, True, False)
          1 < 2 < 3, 3 > 2 > 2, 'a' < 'b', [1, 2] < [1, 3] | (True, False, True, True)
          5 & 3, 5 ^ 3, ~5, 1 << 4, 256 >> 2          | (1, 6, -6, 16, 64)
          0 or 'x', 1 and 2, '' or None               | ('x', 2, None)
          'ab' * 2 + 'c', [1] * 3, (1,) + (2,)        | ('ababc', [1, 1, 1], (1, 2))
          [1, 2, 3, 4][1:3], [1, 2, 3][::-1], 'abc'[-1], (1, 2, 3)[:-1] | ([2, 3], [3, 2, 1], 'c', (1, 2))
          {'a': 1, **{'b': 2}}, {1: 'x'}.get(2), {'a': 1}['a'] | ({'a': 1, 'b': 2}, None, 1)
          {1, 2, 2}, 2 in {1, 2}, 3 not in [1, 2], 'b' in 'abc' | ({1, 2}, True, True, True)
          [i * j for i in range(3) for j in range(2) if i != j] | [0, 0, 0, 2]
          {k: v for k, v in zip('ab', range(2))}      | {'a': 0, 'b': 1}
          list(enumerate('ab', 1)), list(range(5, 0, -2)) | ([(1, 'a'), (2, 'b')], [5, 3, 1])
          len('abc'), sum([1, 2.5]), min(3, 1), max([1, 5, 2]), abs(-2), round(2.5), round(2.675, 2) | (3, 3.5, 1, 5, 2, 2, 2.67)
          any(x > 2 for x in [1, 3]), all([]), sorted([3, 1, 2], reverse=True), list(reversed([1, 2])) | (True, True, [3, 2, 1], [2, 1])
          list(map(lambda x: x * 2, [1, 2])), list(filter(bool, [0, 1]))      | ([2, 4], [1])
          int(3.9), int('12'), float('1e-3'), str(1.0), bool([]), divmod(7, 2) | (3, 12, 0.001, '1.0', False, (3, 1))
          isinstance(1, int), isinstance(1, (float, str)), isinstance('a', str) | (True, False, True)
          f'{3.14159:.2f}', f'{5:03d}', f'{"a":>3}', f'{1234567:,}', f'{0.5:.0%}', f'{1e-7:.2e}', f'{2!r:>4}' | ('3.14', '005', '  a', '1,234,567', '50%', '1.00e-07', '   2')
          'a,b'.split(','), ' x '.strip(), '-'.join(['a', 'b']), 'aB'.upper(), 'abc'.replace('b', 'x') | (['a', 'b'], 'x', 'a-b', 'AB', 'axc')
          '{} {1} {x:.1f}'.format(1, 2, x=3) | '1 2 3.0'
          '%d %s %.2f' % (1, 'a', 2) | '1 a 2.00'
          math.sqrt(16), math.ceil(1.2), math.prod([2, 3]) | (4.0, 2, 6)
          (lambda a, *b, c=3, **d: (a, b, c, d))(1, 2, x=4) | (1, (2,), 3, {'x': 4})
          [*range(2), *'ab'] | [0, 1, 'a', 'b']
          'yes' if [] else 'no' | 'no'
          """)
  void expressionsHaveThePythonValue(String expression, String expected) {
    assertThat(
            printed(
                "print(repr(" + (isTuple(expected) ? "(" + expression + ")" : expression) + "))"))
        .containsExactly(expected);
  }

  private static boolean isTuple(String expected) {
    return expected.startsWith("(");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x = 1 / 0              | ZERO_DIVISION_ERROR | 1 | 7 | division by zero
          x = y                  | NAME_ERROR      | 1 | 5 | the name 'y' is not defined
          lenn([1])              | NAME_ERROR      | 1 | 1 | did you mean 'len'?
          x = [1][3]             | INDEX_ERROR     | 1 | 8 | list index out of range
          x = {}['a']            | KEY_ERROR       | 1 | 7 | there is no key 'a'
          x = 1 + 'a'            | TYPE_ERROR      | 1 | 7 | unsupported operand types for +: 'int' and 'str'
          a, b = 1, 2, 3         | VALUE_ERROR     | 1 | 1 | too many values to unpack (expected 2, got 3)
          raise ValueError(f'{1 + 1} is bad') | VALUE_ERROR | 1 | 1 | 2 is bad
          assert 1 > 2, 'no'     | ASSERTION_ERROR | 1 | 1 | no
          'a'.uper()             | ATTRIBUTE_ERROR | 1 | 5 | did you mean 'upper'?
          torch.sqr(1)           | ATTRIBUTE_ERROR | 1 | 7 | did you mean 'sqrt'?
          nn.Linaer(1, 2)        | ATTRIBUTE_ERROR | 1 | 4 | did you mean 'Linear'?
          nn.Linear(0, 2)        | VALUE_ERROR     | 1 | 10 | in_features
          nn.Linear(2)           | TYPE_ERROR      | 1 | 10 | out_features
          nn.Linear(2, 3, bas=True) | TYPE_ERROR  | 1 | 10 | did you mean 'bias'?
          import quux            | IMPORT_ERROR    | 1 | 1 | there is no module 'quux'
          import pandas as pd; pd | IMPORT_ERROR    | 1 | 22 | pandas is not there
          from torch.nn import Foo | IMPORT_ERROR  | 1 | 22 | cannot import 'Foo' from 'torch.nn'
          x = (1).__class__      | ATTRIBUTE_ERROR | 1 | 9 | cannot be reached from a text
          x = torch.__dict__     | ATTRIBUTE_ERROR | 1 | 11 | cannot be reached from a text
          eval('1')              | NAME_ERROR      | 1 | 1 | 'eval' is not defined
          open('x')              | NAME_ERROR      | 1 | 1 | 'open' is not defined
          __import__('os')       | NAME_ERROR      | 1 | 1 | '__import__' is not defined
          x = 10 ** 10 ** 10     | LIMIT_ERROR     | 1 | 8 | beyond the largest whole number
          x = 'a' * 10 ** 9      | LIMIT_ERROR     | 1 | 9 | too long
          x = [0] * 10 ** 9      | LIMIT_ERROR     | 1 | 9 | too long
          x = list(range(10 ** 12)) | LIMIT_ERROR  | 1 | 9 | too long
          x = [[a, b, c] for a in range(999) for b in range(999) for c in range(99)] | LIMIT_ERROR | 1 | 5 | too long
          x = torch.randn(10 ** 5, 10 ** 5) | LIMIT_ERROR | 1 | 16 | too large
          x = nn.Linear(10 ** 6, 10 ** 6) | LIMIT_ERROR | 1 | 14 | too large
          x = {[]: 1}            | TYPE_ERROR      | 1 | 6 | unhashable
          with open: pass        | NAME_ERROR      | 1 | 6 | 'open' is not defined
          """)
  void faultsAreSaidAtTheirPlace(
      String text, ErrorKind kind, int line, int column, String sentence) {
    assertThatThrownBy(() -> printed(text))
        .isInstanceOfSatisfying(
            ScriptException.class,
            fault -> {
              assertThat(fault).hasMessageContaining(sentence);
              assertThat(List.of(fault.kind(), fault.line(), fault.column()))
                  .isEqualTo(List.of(kind, line, column));
            });
  }

  @Test
  void whatRunsForeverIsEnded() {
    for (String text :
        List.of(
            "def f(): return f()\nf()",
            "def f(x): return -(-(-f(x)))\nf(1)",
            "f = lambda: [g() for _ in range(2)]\ng = f\nf()",
            "for i in range(10 ** 15): pass",
            "x = [1]\nfor i in x: x.append(i)",
            "x = 'a'\nfor i in range(99): x += x",
            "x = []\nfor i in range(99): x = [x, x]\nprint(x)",
            "x = ()\nfor i in range(99): x = (x, x)\ny = {x: 1}",
            "x = []\ny = []\nfor i in range(99):\n  x = [x, x]\n  y = [y, y]\nprint(x == y)",
            "x = [1]\nx.append(x)\nprint(x)",
            "for i in range(10 ** 6): print('a' * 1000)",
            "class A(nn.Module):\n  def __init__(self):\n    super().__init__()\n    self.a = A()\nA()",
            "m = nn.Identity()\nfor i in range(99): m = nn.Sequential(m, m)",
            "m = nn.Sequential()\nm.append(m)",
            "x = 1" + " + 1".repeat(16_000),
            "x = a" + ".b".repeat(16_000),
            "x = torch.ones(1)\nfor i in range(10 ** 6): x = torch.cat([x, x])")) {
      assertThatThrownBy(() -> printed(text))
          .as(text.length() > 200 ? text.substring(0, 200) : text)
          .isInstanceOf(ScriptException.class);
    }
  }

  @Test
  void classesHaveBasesPropertiesAndMethodsOfTheirOwn() {
    assertThat(
            printed(
                """
                class Shape:
                    sides = 0
                    def __init__(self, name="x"):
                        self._name = name
                    def describe(self):
                        return f"{self._name}: {self.sides} {self.area:.1f}"
                    @property
                    def area(self):
                        return 0.0
                    @staticmethod
                    def twice(x):
                        return 2 * x
                    @classmethod
                    def make(cls, *args):
                        return cls(*args)
                class Loud:
                    def describe(self):
                        return super().describe().upper()
                class Square(Loud, Shape):
                    sides = 4
                    def __init__(self, width):
                        super().__init__("square")
                        self.width = width
                    @property
                    def area(self):
                        return self.width ** 2
                    def __call__(self, x): return x + self.width
                    def __len__(self): return 4
                    def __getitem__(self, i): return i * self.width
                s = Square.make(3)
                print(s.describe(), Square.twice(4), s(1), len(s), s[2])
                print(isinstance(s, Shape), hasattr(s, "width"), hasattr(s, "height"), type(s).__name__)
                s.width += 1
                print(s.area)
                """))
        .containsExactly("SQUARE: 4 9.0 8 4 4 6", "True True False Square", "16");
  }

  @Test
  void functionsRememberWhatIsAroundThem() {
    assertThat(
            printed(
                """
                def counter(step=2):
                    seen = []
                    def count(x):
                        seen.append(x * step)
                        return seen
                    return count
                c = counter(step=3)
                c(1)
                print(c(2))
                first, *rest, last = range(5)
                print(first, rest, last)
                for i in range(5):
                    if i == 1: continue
                    if i == 3: break
                    print(i)
                else:
                    print("never")
                x = y = 1
                x += 2; y -= 1
                del x
                print(y)
                """))
        .containsExactly("[3, 6]", "0 [1, 2, 3] 4", "0", "2", "0");
  }

  private static List<String> printed(String text) {
    List<ScriptException> faults = new ArrayList<>();
    List<Statement> statements = Parser.parse(text, ScriptLimits.DEFAULTS, faults);
    if (!faults.isEmpty()) {
      throw faults.getFirst();
    }
    var session =
        new Session(ScriptLimits.DEFAULTS, new Generator(0)).with(Libraries.environment());
    new Interpreter(session).run(statements);
    return session.printed();
  }
}
