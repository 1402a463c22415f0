package io.trainyard.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.Recorded;
import io.trainyard.signature.Fault;
import io.trainyard.signature.Faults;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are carried out once. */
class SnippetTest {

  private static Snippet run(String source) {
    Faults faults = new Faults();
    Snippet snippet = Snippet.run(source, 0, true, faults);
    assertThat(faults.list()).as(source).isEmpty();
    return snippet;
  }

  private static String refusal(String source) {
    Faults faults = new Faults();
    assertThat(Snippet.run(source, 0, true, faults)).isNull();
    return String.join("\n", faults.list().stream().map(Fault::detail).toList());
  }

  @Test
  void aMessageHasAnEndWhateverTheTextPutsIntoIt() {
    for (String text : List.of("assert False, 'ab' * 9000", "raise ValueError('ab' * 9000)")) {
      var faults = new Faults();
      Snippet.run(text, 0, false, faults);
      assertThat(faults.list())
          .extracting(Fault::detail)
          .singleElement()
          .asString()
          .startsWith("line 1, column 1: ")
          .endsWith("abab…")
          .hasSizeLessThan(2100);
    }
  }

  /** What stands for values in Java is none of the users' business. */
  @Test
  void whateverIsPrintedHasWordsOfPython() {
    String text =
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.f = nn.Linear(1, 1)
            def forward(self, x):
                return self.f(x)
        class Plain:
            def method(self):
                return super()
        def function(x):
            yielded = x
            return yielded
        net = Net()
        optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
        values = [None, True, 1, 1.5, 'a', [1], (1,), {1: 2}, {1}, range(3), slice(3), ..., torch.ones(1),
                  torch.float32, net, nn.Linear(1, 1), nn.MSELoss(), Net, Plain, Plain(), Plain().method,
                  function, lambda x: x, print, len, int, nn.Linear, torch.sum, torch.ones(1).sum, torch, nn,
                  math, torch.no_grad(), torch.enable_grad(), optimizer, optimizer.step, optimizer.param_groups,
                  torch.optim.lr_scheduler.StepLR(optimizer, 2), torch.optim.SGD, net.parameters(), net.forward,
                  iter([1]), enumerate([1]), zip([1], [2]), ValueError('x'), ValueError, Optional[int],
                  torch.Size([1]), torch.max(torch.ones(2, 2), 0), partial(function, 1), [1].append, 'a'.join]
        for value in values:
            print(value)
            print(repr(value), str([value]), f'{value}')
        """;
    var faults = new Faults();
    Snippet snippet = Snippet.run(text, 0, false, faults);
    assertThat(faults.list()).isEmpty();
    assertThat(Objects.requireNonNull(snippet).printed())
        .hasSizeGreaterThan(100)
        .allSatisfy(line ->
            assertThat(line)
                .doesNotContain("trainyard", "java.", "Lambda")
                .doesNotContainPattern("[A-Z]\\w+\\[\\w+=|@[0-9a-f]{4}"));
  }

  @Test
  void theArticlesTextsGiveItsResults() {
    Snippet snippet =
        run(
            """
            x = torch.tensor(2.0, requires_grad=True)
            y = 3*x
            z = 5*y
            z.backward()
            print(x.grad)
            # tensor(15.)
            """);
    assertThat(snippet.printed()).containsExactly("tensor(15.)");
    assertThat(snippet.variables().keySet()).containsExactly("x", "y", "z");
    assertThat(snippet.checked()).containsOnlyKeys("x");
    assertThat(snippet.checked().get("x").difference()).isLessThan(1e-3);
  }

  @Test
  void aRangeOfOnePlaceIsItsStart() {
    assertThat(run("print(torch.linspace(1, 2, 1))").printed()).containsExactly("tensor([1.])");
  }

  @Test
  void gradTakesOnlyInputs() {
    String source =
        """
        x = torch.tensor(3., requires_grad=True)
        print(torch.autograd.grad(x * x, x, create_graph=True, only_inputs=True)[0].item())
        """;
    assertThat(run(source).printed()).containsExactly("6.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F.cross_entropy(s, F.one_hot(y, 3)) | Expected floating point type for target with class probabilities, got Long; instead of one-hot rows give the class numbers",
        "nn.CrossEntropyLoss()(s, F.one_hot(y, 3)) | Expected floating point type for target with class probabilities, got Long; instead of one-hot rows give the class numbers",
        "F.cross_entropy(s, y.float()) | expected target dtype to be Long or Byte, but got Float; class numbers are whole numbers",
        "nn.NLLLoss()(s, y.bool()) | expected target dtype to be Long or Byte, but got Bool; class numbers are whole numbers"
      })
  void targetsOfTheWrongTypeAreRefusedAndToldWhatToGive(String loss, String reason) {
    String given = "y = torch.tensor([0, 2, 1])\ns = torch.zeros(3, 3)\n";
    assertThat(refusal(given + loss)).startsWith("line 3, column ").contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"y", "F.one_hot(y, 3).float()", "s.argmax(dim=1)", "torch.randint(0, 3, (3,))"})
  void classNumbersAndProbabilitiesAreCompared(String target) {
    String given = "y = torch.tensor([0, 2, 1])\ns = torch.zeros(3, 3)\n";
    assertThat(run(given + "print(F.cross_entropy(s, " + target + "))").printed())
        .containsExactly("tensor(1.0986)");
  }

  @Test
  void theArticlesTrainingLoopRunsAsItStands() {
    Snippet snippet =
        run(
            """
            import torch
            import torch.nn as nn

            class TwoLayerNet(torch.nn.Module):
                def __init__(self, D_in, H, D_out):
                    super(TwoLayerNet, self).__init__()
                    self.linear1 = torch.nn.Linear(D_in, H)
                    self.linear2 = torch.nn.Linear(H, D_out)

                def forward(self, x):
                    h_relu = self.linear1(x).clamp(min=0)
                    y_pred = self.linear2(h_relu)
                    return y_pred

            torch.manual_seed(1)
            X_train = torch.randn(20, 4)
            y_train = F.one_hot(torch.randint(0, 3, (20,)), 3).float()
            model = TwoLayerNet(4, 3, 3)
            criterion = torch.nn.MSELoss(reduction='sum')
            optimizer = torch.optim.SGD(model.parameters(), lr=1e-2)
            losses = []
            for t in range(50):
                y_pred = model(X_train)
                loss = criterion(y_pred, y_train)
                losses.append(loss.item())
                if t % 10 == 0:
                    print(t, f"{loss.item():.4f}")
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                with torch.no_grad():
                    testloss = criterion(model(X_train), y_train)
            assert losses[-1] < losses[0]
            """);
    assertThat(snippet.printed()).hasSize(5);
    assertThat(snippet.variables()).containsKeys("model.linear1.weight", "loss", "X_train");
    assertThat(snippet.checked())
        .containsOnlyKeys(
            "model.linear1.weight",
            "model.linear1.bias",
            "model.linear2.weight",
            "model.linear2.bias");
    snippet
        .checked()
        .forEach((name, gradient) -> assertThat(gradient.difference()).as(name).isLessThan(0.02));
  }

  @Test
  void withoutRequiresGradBackwardIsRefusedInPyTorchsWords() {
    assertThat(refusal("x = torch.tensor(3.0)\ny = 2*x\ny.backward()"))
        .isEqualTo(
            "line 3, column 11: RuntimeError: element 0 of tensors does not require grad and does not"
                + " have a grad_fn");
  }

  @Test
  void gradientsThroughNormsAndDropoutAgreeWithFiniteDifferences() {
    Snippet snippet =
        run(
            """
            torch.manual_seed(0)
            x = torch.randn(6, 4, requires_grad=True)
            net = nn.Sequential(nn.Linear(4, 5), nn.BatchNorm1d(5), nn.Tanh(), nn.Dropout(0.5), nn.LayerNorm(5))
            loss = (net(x) ** 2 * torch.arange(5.)).mean() + x.detach().sum() * x.sum() * 0
            loss.backward()
            """);
    assertThat(snippet.checked()).containsKeys("x", "net.0.weight", "net.1.weight");
    snippet
        .checked()
        .forEach((name, gradient) -> assertThat(gradient.difference()).as(name).isLessThan(0.02));
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    String source = "x = torch.randn(3)\nprint(x)";
    assertThat(run(source).printed()).isEqualTo(run(source).printed());
    assertThat(run("torch.manual_seed(5)\n" + source).printed())
        .isNotEqualTo(run(source).printed());
  }

  @Test
  void aTextThatWantsTooMuchIsRefusedBeforeMemoryIsTaken() {
    for (String source :
        List.of(
            "torch.randn(100000, 100000)",
            "torch.zeros(10**10)",
            "x = torch.ones(1000, 1)\ny = x @ x.T\nz = y[:, :, None] * y",
            "torch.arange(10**9)",
            "torch.eye(100000)",
            "x = torch.ones(100000)\nprint(torch.cdist(x[:, None], x[:, None]))",
            "torch.ones(10).repeat(10**6)",
            "torch.ones(2, 2).repeat_interleave(10**9, 0)",
            "F.pad(torch.ones(2), (10**9, 10**9))",
            "F.one_hot(torch.tensor([10**7]))",
            "for i in range(10**9):\n    pass",
            "x = torch.ones(1000000)\nl = [x + i for i in range(1000)]")) {
      assertThat(refusal(source)).as(source).contains("LimitError");
    }
  }

  @TestFactory
  Stream<DynamicTest> theGradientsOfEveryFunctionAgreeWithFiniteDifferences() {
    return Recorded.tests(
        "texts",
        "texts",
        recorded -> {
          String source = recorded.get("source").asString();
          int print = source.lastIndexOf("print(");
          if (!source.startsWith("x = torch.tensor([[1.5")
              || !source.contains("requires_grad=True")) {
            return;
          }
          String expression = source.substring(print + 6, source.length() - 1);
          Faults faults = new Faults();
          Snippet snippet =
              Snippet.run(
                  source.substring(0, print)
                      + "r = "
                      + expression
                      + "\nif isinstance(r, tuple):\n    r = r[0]\n"
                      + "if r.requires_grad and r.dtype == torch.float32:\n"
                      + "    (r * torch.linspace(0.5, 1.5, r.numel()).reshape(r.shape)).sum().backward()",
                  0,
                  true,
                  faults);
          assertThat(faults.list()).as(expression).isEmpty();
          for (Map.Entry<String, Snippet.Gradient> gradient : snippet.checked().entrySet()) {
            assertThat(gradient.getValue().difference())
                .as("%s of %s", gradient.getKey(), expression)
                .isLessThan(0.02);
          }
        });
  }
}
