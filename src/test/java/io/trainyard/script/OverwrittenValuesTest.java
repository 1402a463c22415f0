package io.trainyard.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.Recorded;
import io.trainyard.signature.Fault;
import io.trainyard.signature.Faults;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Values that a backward pass needs and a text has changed before, by the rules of PyTorch. */
class OverwrittenValuesTest {

  @TestFactory
  Stream<DynamicTest> aChangedValueIsRefusedWhereTheGradientNeedsIt() {
    return Recorded.tests("overwritten", "overwritten", OverwrittenValuesTest::check);
  }

  private static void check(JsonNode recorded) {
    String source =
        """
        leaf = torch.tensor([0.5, 1.5, 2.5], requires_grad=True)
        x = leaf * 1
        y = %s
        %s.add_(1)
        y.sum().backward()
        """
            .formatted(
                recorded.get("op").asString(),
                recorded.get("changed").asString().equals("input") ? "x" : "y");
    List<String> faults = faults(source);
    // Where the gradient rule here does with other values than PyTorch's, nothing has to be
    // refused.
    if (recorded.get("refused").asBoolean() && !recorded.has("kept")) {
      assertThat(faults).as(source).singleElement().asString().contains("by an inplace operation");
    } else {
      assertThat(faults).as(source).isEmpty();
    }
  }

  @Test
  void theRefusalNamesTheLineTheOperationAndTheVersions() {
    assertThat(
            faults(
                """
                x = torch.tensor([2., 1.], requires_grad=True)
                y = x.exp()
                y.add_(1)
                y.sum().backward()
                """))
        .singleElement()
        .asString()
        .startsWith("line 4, column ")
        .contains(
            "RuntimeError: one of the variables needed for gradient computation has been modified"
                + " by an inplace operation: [torch.FloatTensor [2]], which is output 0 of"
                + " Exp, is at version 1; expected version 0 instead.");
  }

  @Test
  void whatAViewShowsIsChangedWithItsBase() {
    String square = "x = torch.ones(3, requires_grad=True)\ny = x * 1\nz = y ** 2\n";
    assertThat(faults(square + "y[0] = 5.\nz.sum().backward()")).hasSize(1);
    assertThat(faults(square + "y[0].mul_(2)\nz.sum().backward()")).hasSize(1);
    assertThat(faults(square + "y += 1\n(y * y).sum().backward()")).isEmpty();
  }

  @Test
  void anOperationInPlaceMayUseWhatItReplaces() {
    String given =
        "x = torch.ones(3, requires_grad=True)\nw = torch.ones(3, requires_grad=True)\ny = x * 1\n";
    for (String change : List.of("y.mul_(w)", "y.exp_()", "y *= y", "y[0] *= w[1]")) {
      assertThat(faults(given + change + "\ny.sum().backward()")).as(change).isEmpty();
    }
  }

  private static List<String> faults(String source) {
    var faults = new Faults();
    Snippet.run(source, 0, false, faults);
    return faults.list().stream().map(Fault::detail).toList();
  }
}
