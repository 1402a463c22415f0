package io.trainyard.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.signature.Faults;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that goes through a collection, a string or a tensor counts what it goes through. */
class WorkOfTextsTest {

  private static final String PRELUDE =
      """
      a = 'a' * 100000
      b = 'a' * 50000 + 'b'
      many = list(range(30000))
      table = {i: i for i in range(5000)}
      unique = set(range(5000))
      key = (1, 2, 3)
      for i in range(3):
          key = (key,) * 15
      endless = ()
      for i in range(60):
          endless = (endless, endless)
      types = (int,) * 10000
      numbers = torch.ones(1000000)
      class Net(nn.Module):
          def __init__(self):
              super().__init__()
      net = Net()
      """;

  private static List<String> faults(String text) {
    Faults faults = new Faults();
    Snippet.run(text, 0, false, faults);
    return faults.list().stream().map(fault -> fault.detail()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b in a",
        "b not in a",
        "a.find(b)",
        "a.count(b)",
        "a.replace(b, 'c')",
        "a.split(b)",
        "a.startswith(b)",
        "a.endswith((b, b))",
        "a.strip(b)",
        "a == 'b' + a[1:]",
        "a < a[1:]",
        "a + a[:0]",
        "a * 1",
        "a[1]",
        "a[::2]",
        "a.upper()",
        "len(a)",
        "'%s' % a",
        "'{}'.format(a)",
        "f'{a}'",
        "str(many[:1000])",
        "repr(a)",
        "''.join([a])",
        "many == list(many)",
        "many + []",
        "many * 1",
        "many[1:]",
        "-1 in many",
        "many.index(29999)",
        "many.count(1)",
        "many.copy()",
        "many.insert(0, many.pop(0))",
        "sorted(many)",
        "sum(many)",
        "max(many)",
        "tuple(many)",
        "list(zip(many, many))",
        "[*many]",
        "print(*many, sep='', end='') if False else len([*many])",
        "table == table.copy()",
        "{**table}",
        "table | table",
        "[k for k in table if k < 0]",
        "list(table.items())",
        "unique == unique | unique",
        "unique & unique",
        "key in table",
        "table.get(key)",
        "isinstance(a, (types, types))",
        "str(numbers)",
        "f'{numbers}'",
        "torch.ones(500, 500).tolist()",
        "math.prod(many)",
        "torch.tensor(many)",
      })
  void countsWhatItGoesThrough(String expression) {
    String loop = PRELUDE + "import math\nfor i in range(100000):\n    x = " + expression;
    assertThat(faults(loop))
        .singleElement()
        .asString()
        .containsAnyOf(
            "takes more than the 500000 steps it may", "writes down more", "is too long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{1}.discard(endless)",
        "endless == (endless, endless)[1]",
        "endless in {1: 2}",
        "nn.Linear(endless, 1)",
        "torch.tensor(endless)",
        "torch.reshape(numbers, [1] * 100000)",
      })
  void isRefusedAtOnceWhereItHasNoEnd(String expression) {
    assertThat(faults(PRELUDE + "x = " + expression + "\n" + "y = " + expression).size())
        .isLessThanOrEqualTo(1);
  }

  @Test
  void findsInStringsWhatPythonFinds() {
    Faults faults = new Faults();
    Snippet snippet =
        Snippet.run(
            """
            a = 'ab' * 3000 + 'abc' + 'ab' * 3000
            b = 'ab' * 40 + 'c'
            print(b in a, a.find(b), a.count(b), a.count('ab'), ''.count(''), 'abc'.count(''))
            print(len(a.split(b)), len(a.split('ab')), a.split(b, 1)[1] == a[6003:], a.split('x') == [a])
            print('a,b,,c,'.split(','), 'a,b,c'.split(',', 1), ','.split(','), ''.split(','))
            print('aXbXc'.replace('X', '--'), 'abc'.replace('', '-'), a.replace(b, '!')[5920:5930])
            print('xxabcxx'.strip('x'), 'xyabyx'.strip('xy'), 'aa'.strip('a') == '')
            """,
            0,
            false,
            faults);
    assertThat(faults.list()).isEmpty();
    assertThat(java.util.Objects.requireNonNull(snippet).printed())
        .containsExactly(
            "True 5922 1 6001 1 4",
            "2 6002 True True",
            "['a', 'b', '', 'c', ''] ['a', 'b,c'] ['', ''] ['']",
            "a--b--c -a-b-c- ab!abababa",
            "abc ab True");
  }
}
