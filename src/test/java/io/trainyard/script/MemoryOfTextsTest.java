package io.trainyard.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.signature.Faults;
import io.trainyard.tensor.Interruption;
import io.trainyard.tensor.OutOfTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is alive counts, and what an operation needs counts before it is taken. */
class MemoryOfTextsTest {

  private static final String TOGETHER =
      "LimitError: the tensors of the text have more than 20000000 elements together";

  private static Snippet run(String text) {
    Faults faults = new Faults();
    Snippet snippet = Snippet.run(text, 0, false, faults);
    assertThat(faults.list()).as(text).isEmpty();
    assertThat(snippet).isNotNull();
    return java.util.Objects.requireNonNull(snippet);
  }

  private static String fault(String text) {
    Faults faults = new Faults();
    Snippet.run(text, 0, false, faults);
    assertThat(faults.list()).as(text).hasSize(1);
    return faults.list().getFirst().detail();
  }

  @Test
  void whatIsGoneDoesNotCount() {
    assertThat(
            run("x = torch.zeros(1000)\nfor i in range(25000):\n    x = x + 1\nprint(x[0])")
                .printed())
        .containsExactly("tensor(25000.)");
  }

  @Test
  void trainingForLongIsNoMemory() {
    run(
        """
        model = nn.Sequential(nn.Linear(100, 100), nn.Tanh(), nn.Linear(100, 1))
        optimizer = optim.Adam(model.parameters(), lr=0.01)
        scheduler = optim.lr_scheduler.StepLR(optimizer, 100)
        x = torch.randn(100, 100)
        y = torch.randn(100, 1)
        for step in range(300):
            loss = nn.MSELoss()(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            scheduler.step()
        """);
  }

  /** A loop whose tensors are all kept, each in its own way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kept.append(torch.ones(1000000))",
        "kept.append((torch.ones(1000000), 1))",
        "kept.append({'x': torch.ones(1000000)})",
        "kept.append([[torch.ones(1000000)]])",
        "kept.append(nn.Parameter(torch.ones(1000000)))",
        "kept.append(torch.ones(1000000).view(1000, 1000)[0:1000])",
        "kept.append(torch.ones(1000000).sum)",
        "kept.append(torch.ones(1).expand(1000000).view_as(torch.ones(1000000)))",
        "kept.append(nn.Linear(999, 1000))",
        "kept.append(nn.Linear(999, 1000).forward)",
        "kept.append(nn.Linear(999, 1000).parameters)",
        "kept.append(nn.BatchNorm1d(500000))",
        "kept.append(partial(f, torch.ones(1000000)))",
        "kept.append(partial(f, x=torch.ones(1000000)))",
        "kept.append(iter([torch.ones(1000000)]))",
        "kept.append(iter(torch.ones(2, 500000)))",
        "kept.append(zip([torch.ones(1000000)], [1]))",
        "kept.append(map(f, [torch.ones(1000000)]))",
        "kept.append(closure(torch.ones(1000000)))",
        "kept.append(lambda x=torch.ones(1000000): x)",
        "kept.append(torch.no_grad()(closure(torch.ones(1000000))))",
        "kept.append(Held(torch.ones(1000000)))",
        "kept.append(Held(torch.ones(1000000)).get)",
        "kept.append(Net(torch.ones(1000000)))",
        "kept.append(torch.ones(1, 1000000).max(0))",
        "kept.append(optim.SGD([torch.ones(1000000, requires_grad=True)], lr=1))",
        "kept.append(optim.SGD([torch.ones(1000000, requires_grad=True)], lr=1).step)",
        "kept.append(stepped(torch.ones(1000000, requires_grad=True)))",
        "kept.append(nn.ParameterList([torch.ones(1000000)]))",
        "setattr(Held, 'x' + str(i), torch.ones(1000000))",
        "graph = graph + torch.ones(1000000)",
        "graph = graph * torch.ones(1000000, requires_grad=True)",
      })
  void whateverIsKeptCounts(String statement) {
    String text =
        """
        kept = []
        graph = torch.zeros(1000000, requires_grad=True)

        def f(x):
            return x

        def closure(x):
            def inner():
                return x
            return inner

        class Held:
            def __init__(self, x):
                self.x = x

            def get(self):
                return self.x

        class Net(nn.Module):
            def __init__(self, x):
                super().__init__()
                self.x = x

        def stepped(x):
            opt = optim.Adam([x], lr=1)
            x.sum().backward()
            opt.step()
            return opt

        for i in range(25):
            %s
        """
            .formatted(statement);
    assertThat(fault(text)).endsWith(TOGETHER);
    assertThat(fault(text)).isEqualTo(fault(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = [torch.ones(1000000) for i in range(25)]",
        "x = {i: torch.ones(1000000) for i in range(25)}",
        "x = list(map(lambda i: torch.ones(1000000), range(25)))",
        "x = sorted(range(25), key=lambda i: torch.ones(1000000))",
        "def f(n):\n    return [torch.ones(1000000)] + (f(n - 1) if n > 0 else [])\nx = f(25)",
        "def f(n, x):\n    y = torch.ones(1000000)\n    return f(n - 1, y) if n else 0\nf(25, 0)",
        "x = nn.ParameterList([torch.ones(1000000)] * 25)",
      })
  void whatIsBeingComputedWithCountsToo(String text) {
    assertThat(fault(text)).endsWith(TOGETHER);
  }

  @Test
  void everyKindOfValueIsKnownToWhoMeasures() {
    assertThat(
            run("""
            import math
            import numpy as np
            from typing import Optional
            values = [1, 2.5, True, None, 'x', ..., (1,), {1: 2}, {3}, range(3), slice(2)]
            values += [torch.float32, torch.Size([1]), torch.no_grad(), math, nn, Optional]
            values += [int, len, print, torch.relu, math.sin, torch.Tensor, nn.Linear]
            values += [ValueError('x'), ValueError, iter('ab'), reversed([1]), zip([1], [2])]
            values += [enumerate([1]), map(str, [1]), filter(None, [1]), 'x'.join, [].append]
            values += [torch.ones(2).sum, torch.ones(2).add_, torch.ones(2).max(0)]
            values += [nn.MSELoss(), nn.MSELoss(reduction='sum').forward, nn.ReLU()]
            values += [nn.ModuleList([nn.ReLU()]), nn.ModuleDict({'a': nn.ReLU()})]
            values += [torch.ones(1, requires_grad=True).exp().grad_fn]

            class A:
                x = 1

                @property
                def p(self):
                    return 1

                @staticmethod
                def s():
                    return 1

                @classmethod
                def c(cls):
                    return 1

            class B(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.own = super()
                    self.register_buffer('b', torch.ones(1))

            values += [A, A(), A.s, A.c, A().c, B, B(), B().forward if False else 1]
            x = torch.zeros(1000000)
            for i in range(60):
                x = x + 1
            print(len(values) > 0, x[0])
            """)
                .printed())
        .containsExactly("True tensor(60.)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nn.Upsample(scale_factor=1e9)(torch.ones(1, 1, 1))",
        "nn.Upsample(scale_factor=1e9, mode='linear')(torch.ones(1, 1, 1))",
        "nn.Upsample(size=2000000000)(torch.ones(0, 1, 1))",
        "nn.AdaptiveAvgPool1d(2000000000)(torch.ones(0, 1, 1))",
        "nn.AdaptiveMaxPool1d(2000000000)(torch.ones(0, 1, 1))",
        "torch.eye(2000000000, 0)",
        "torch.ones(10, 10).repeat(100000, 100000)",
        "torch.ones(1, 1).expand(2000000000, 2000000000)",
        "torch.cdist(torch.ones(10000, 1), torch.ones(10000, 1))",
        "torch.ones(20000, 1) + torch.ones(1, 20000)",
        "F.pad(torch.ones(10), (2000000000, 2000000000))",
        "F.one_hot(torch.tensor([0]), 2000000000)",
        "torch.einsum('i,j->ij', torch.ones(20000), torch.ones(20000))",
        "F.conv2d(torch.ones(1, 1, 900, 900), torch.ones(1, 1, 300, 300))",
        "nn.Conv2d(1, 1, 1, padding=2000000000)(torch.ones(1, 1, 1, 1))",
        "nn.ConvTranspose2d(1, 1, 1, stride=2000000000)(torch.ones(1, 1, 2, 2))",
        "torch.diag_embed(torch.ones(20000))",
        "torch.tensor_split(torch.ones(5), 2000000000)",
        "torch.ones(1).reshape([1] * 65)",
        "torch.ones(50, 50).tolist() * 100000",
        "nn.MultiLabelMarginLoss()(torch.ones(50000), torch.zeros(50000).long())",
      })
  void whatAnOperationNeedsIsRefusedBeforeItIsTaken(String text) {
    assertThat(fault(text)).containsAnyOf("LimitError", "ShapeError", "RuntimeError");
  }

  private static Snippet within(long bytes, LongConsumer need, String text) {
    Faults faults = new Faults();
    Snippet snippet = Snippet.run(text, 0, false, bytes, need, faults);
    assertThat(faults.list()).as(text).isEmpty();
    return java.util.Objects.requireNonNull(snippet);
  }

  @Test
  void memoryIsAskedForAsItIsNeeded() {
    List<Long> asked = new ArrayList<>();
    within(1L << 30, asked::add, "x = torch.ones(1000, 1000)\nfor i in range(60): x = x + 1");
    assertThat(asked).isEmpty();
    within(1L << 30, asked::add, "x = [torch.ones(1000, 1000) for i in range(70)]");
    long beside = Snippet.MEMORY_BYTES - 80_000_000;
    assertThat(asked).containsExactly(160_000_000 + beside, 320_000_000 + beside);
  }

  @Test
  void aTransformerOfUsualSizeIsMadeAndCalled() {
    assertThat(
            within(
                    500 << 20,
                    bytes -> {},
                    """
                    net = nn.Transformer()
                    print(sum(p.numel() for p in net.parameters()))
                    with torch.no_grad():
                        print(net(torch.rand(10, 1, 512), torch.rand(20, 1, 512)).shape)
                    """)
                .printed())
        .containsExactly("44140544", "torch.Size([20, 1, 512])");
  }

  @Test
  void aResidualNetworkOfUsualWidthIsTrainedForAStep() {
    assertThat(
            within(
                    600 << 20,
                    bytes -> {},
                    """
                    class Block(nn.Module):
                        def __init__(self, inside, out, stride):
                            super().__init__()
                            self.conv1 = nn.Conv2d(inside, out, 3, stride, 1, bias=False)
                            self.bn1 = nn.BatchNorm2d(out)
                            self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
                            self.bn2 = nn.BatchNorm2d(out)
                            self.downsample = None
                            if stride != 1 or inside != out:
                                self.downsample = nn.Sequential(
                                    nn.Conv2d(inside, out, 1, stride, bias=False),
                                    nn.BatchNorm2d(out))

                        def forward(self, x):
                            same = x if self.downsample is None else self.downsample(x)
                            x = F.relu(self.bn1(self.conv1(x)))
                            return F.relu(self.bn2(self.conv2(x)) + same)

                    layers = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64),
                              nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
                    inside = 64
                    for out, stride in ((64, 1), (128, 2), (256, 2), (512, 2)):
                        layers += [Block(inside, out, stride), Block(out, out, 1)]
                        inside = out
                    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 1000)]
                    net = nn.Sequential(*layers)
                    print(sum(p.numel() for p in net.parameters()))
                    loss = F.cross_entropy(net(torch.rand(2, 3, 64, 64)), torch.tensor([1, 2]))
                    loss.backward()
                    optim.SGD(net.parameters(), lr=0.1).step()
                    """)
                .printed())
        .containsExactly("11689512");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MaxPool2d", "AvgPool2d"})
  void aPoolOfLargeWindowsCanBeEndedWhileItComputes(String pool) {
    var asked = new AtomicInteger();
    Interruption afterAWhile =
        () -> {
          if (asked.incrementAndGet() > 6) {
            throw new OutOfTimeException("this takes too long");
          }
        };
    String text = "x = nn." + pool + "(250, stride=1)\ny = x(torch.ones(1, 1, 700, 700))";
    assertThat(Interruption.during(afterAWhile, () -> fault(text)))
        .isEqualTo("line 2, column 6: LimitError: this takes too long");
  }
}
