package io.trainyard.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.script.Snippet;
import io.trainyard.signature.Faults;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterruptionTest {

  private static Interruption after(int questions, RuntimeException end) {
    var asked = new AtomicInteger();
    return () -> {
      if (asked.incrementAndGet() > questions) {
        throw end;
      }
    };
  }

  @Test
  void isAskedBeforeEachOperation() {
    var made = new AtomicInteger();
    var end = new CancellationException("enough");
    assertThatThrownBy(() ->
            Interruption.during(
                after(3, end),
                () -> {
                  for (; ; ) {
                    Tensor.zeros(Shape.of(2));
                    made.incrementAndGet();
                  }
                }))
        .isSameAs(end);
    assertThat(made).hasValue(3);
  }

  @Test
  void isAskedWhileAStepIsRecordedAndWhenItRuns() {
    var end = new CancellationException("enough");
    Tensor x = Tensor.ones(Shape.of(2));
    assertThatThrownBy(() ->
            Interruption.during(after(1, end), () -> Program.record(() -> x.add(1).mul(2).exp())))
        .isSameAs(end);
    Program program = Program.record(() -> x.add(1));
    assertThatThrownBy(() ->
            Interruption.during(
                after(2, end),
                () -> {
                  for (; ; ) {
                    program.run();
                  }
                }))
        .isSameAs(end);
  }

  @Test
  void ofAnOuterScopeCountsToo() {
    var end = new CancellationException("enough");
    assertThatThrownBy(() ->
            Interruption.during(
                after(0, end),
                () -> Interruption.during(() -> {}, () -> Tensor.zeros(Shape.of(2)))))
        .isSameAs(end);
  }

  @Test
  void ofTimeBecomesAFaultAtThePlaceOfTheText() {
    Faults faults = new Faults();
    var end = new OutOfTimeException("the text takes longer than it may");
    Interruption.during(
        after(4, end),
        () -> Snippet.run("x = torch.ones(2)\nfor i in range(9):\n  x = x + 1", 0, false, faults));
    assertThat(faults.list().getFirst().detail())
        .isEqualTo("line 3, column 9: LimitError: the text takes longer than it may");
  }

  @Test
  void isAskedByTextsThatMakeNoTensors() {
    var end = new CancellationException("enough");
    assertThatThrownBy(() ->
            Interruption.during(
                after(2, end),
                () -> Snippet.run("for i in range(90000):\n  pass", 0, false, new Faults())))
        .isSameAs(end);
  }
}
