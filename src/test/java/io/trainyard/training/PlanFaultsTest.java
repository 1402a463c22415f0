package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.signature.Fault;
import io.trainyard.signature.Faults;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

/** Every fault of a request comes at once, at its place. */
class PlanFaultsTest {

  private static final CsvTable IRIS = CsvTable.of("/recorded/tables/iris-shuffled.csv");
  private static final CsvTable DIABETES = CsvTable.of("/recorded/tables/diabetes.csv");

  private static final String GOOD =
      """
      {"dataset": "iris", "target": "species",
       "split": {"train_size": 0.67},
       "model": {"layers": [{"type": "Linear", "out_features": 3}, {"type": "ReLU"},
                            {"type": "Linear", "in_features": 3, "out_features": 3}]},
       "loss": {"type": "MSELoss", "reduction": "sum"},
       "optimizer": {"type": "SGD", "lr": 1e-4}, "epochs": 50}
      """;

  private static final String LAYERS =
      GOOD.substring(GOOD.indexOf("{\"layers\""), GOOD.indexOf("]}") + 2);

  @Test
  void aGoodRequestHasNone() {
    assertThat(faults(GOOD, IRIS).list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"species\" | \"kind\" | /target | not_found",
        "\"species\", | [\"species\", \"petal width (cm)\"], | /target/0 | wrong_column_type",
        "0.67 | 2 | /split/train_size | out_of_range",
        "0.67 | 0.001 | /split/train_size | out_of_range",
        "{\"train_size\": 0.67} | {\"train_size\": 0.67, \"stratify\": true, \"shuffle\": false} | /split | invalid_value",
        "{\"train_size\": 0.67} | {\"trainsize\": 0.67} | /split/trainsize | unknown_field",
        "\"in_features\": 3 | \"in_features\": 8 | /model/layers/2/in_features | shape_mismatch",
        "\"in_features\": 3 | \"in_features\": \"3\" | /model/layers/2/in_features | wrong_type",
        "\"in_features\": 3 | \"in_features\": 3.0 | /model/layers/2/in_features | wrong_type",
        "\"in_features\": 3 | \"in_featres\": 3 | /model/layers/2/in_featres | unknown_field",
        "\"in_features\": 3, \"out_features\": 3 | \"out_features\": 4 | /model/layers/2 | shape_mismatch",
        "\"in_features\": 3, \"out_features\": 3 | \"in_features\": 3 | /model/layers/2/out_features | missing_field",
        "{\"type\": \"ReLU\"} | {\"type\": \"Flatten\", \"start_dim\": 0}, {\"type\": \"BatchNorm1d\"} | /model/layers/2 | shape_mismatch",
        "{\"type\": \"ReLU\"} | {\"type\": \"Conv2d\", \"out_channels\": 2, \"kernel_size\": 3} | /model/layers/1 | shape_mismatch",
        "{\"type\": \"ReLU\"} | {\"type\": \"Conv2d\", \"out_channels\": 2, \"kernel_size\": 3, \"padding\": \"sane\"} | /model/layers/1/padding | unknown_name",
        "ReLU | Relu | /model/layers/1/type | unknown_name",
        "\"ReLU\" | \"Dropout\", \"p\": 1.5 | /model/layers/1/p | out_of_range",
        "\"ReLU\" | \"Softmax\", \"dim\": 2 | /model/layers/1 | shape_mismatch",
        "\"sum\" | \"none\" | /loss/reduction | invalid_value",
        "\"sum\" | \"total\" | /loss/reduction | unknown_name",
        "MSELoss | CrossEntropyLos | /loss/type | unknown_name",
        "1e-4 | -1 | /optimizer/lr | out_of_range",
        "\"lr\": 1e-4 | \"nesterov\": true | /optimizer | invalid_value",
        "50 | 0 | /epochs | out_of_range",
        "50 | 1000000 | /epochs | limit_exceeded",
        "50 | 99999999999999999999 | /epochs | out_of_range",
        "50 | null | /epochs | wrong_type",
        "50 | 50, \"batch_size\": 0 | /batch_size | out_of_range",
        "50 | 50, \"scheduler\": {\"type\": \"StepLR\"} | /scheduler/step_size | missing_field",
        "50 | 50, \"scheduler\": {\"type\": \"OneCycleLR\", \"max_lr\": 0.1, \"total_steps\": 20, \"cycle_momentum\": false} | /scheduler | out_of_range",
        "50 | 50, \"scheduler\": {\"type\": \"SequentialLR\", \"milestones\": [3], \"schedulers\": [{\"type\": \"ConstantLR\"}, {\"type\": \"StepLR\"}]} | /scheduler/schedulers/1/step_size | missing_field",
        "50 | 50, \"scheduler\": {\"type\": \"SequentialLR\", \"milestones\": [], \"schedulers\": [{\"type\": \"ConstantLR\"}, {\"type\": \"ConstantLR\"}]} | /scheduler | invalid_value",
        "50 | 50, \"scheduler\": {\"type\": \"ChainedScheduler\", \"schedulers\": [{\"type\": \"ConstantLR\"}, {\"type\": \"CyclicLR\", \"base_lr\": 0, \"max_lr\": 1, \"cycle_momentum\": false}]} | /scheduler | invalid_value",
        "\"SGD\", \"lr\": 1e-4 | \"Adam\", \"betas\": [0.9, \"x\"] | /optimizer/betas/1 | wrong_type",
        "\"MSELoss\", \"reduction\": \"sum\" | \"SoftMarginLoss\" | /target | wrong_column_type",
        "\"MSELoss\", \"reduction\": \"sum\"}, | \"SoftMarginLoss\"}, \"target_encoding\": \"one_hot\", | /target_encoding | invalid_value",
        "50 | 50, \"clip_grad_value\": 0 | /clip_grad_value | out_of_range",
        "50 | 50, \"features\": [] | /features | invalid_value",
        "50 | 50, \"features\": [\"species\"] | /features/0 | invalid_value",
        "50 | 50, \"features\": [\"petal width (cm)\", \"petal width\"] | /features/1 | not_found",
        "50 | 50, \"metrics\": [\"accuracy\", \"r2\"] | /metrics/1 | invalid_value",
        "50 | 50, \"metrics\": [\"acuracy\"] | /metrics/0/type | unknown_name",
        "50 | 50, \"metrics\": [{\"type\": \"f1\"}] | /metrics/0 | invalid_value",
        "50 | 50, \"metrics\": [{\"type\": \"f1\", \"average\": \"mean\"}] | /metrics/0/average | unknown_name",
        "50 | 50, \"metrics\": [\"log_loss\"] | /metrics/0 | invalid_value",
        "50 | 50, \"metrics\": [\"accuracy\", {\"type\": \"accuracy\"}] | /metrics/1 | duplicate",
        "50 | 50, \"early_stopping\": {\"monitor\": \"test_accuracy\"} | /early_stopping/monitor | unknown_name",
        "50 | 50, \"metrics\": [\"accuracy\"], \"split\": {\"train_size\": 1.0}, \"early_stopping\": {\"monitor\": \"test_accuracy\"} | /early_stopping/monitor | invalid_value",
        "50 | 50, \"target_encoding\": \"binary\" | /target | invalid_value",
        "50 | 50, \"target_encoding\": \"numeric\" | /target | wrong_column_type",
        "50 | 50, \"initial_state\": {\"0.weight\": [[1, 2, 3, 4]]} | /initial_state/0.weight | shape_mismatch",
        "50 | 50, \"initial_state\": {\"0.weigth\": [1]} | /initial_state/0.weigth | unknown_name",
        "50 | 50, \"initial_state\": {\"0.bias\": [1, 2, \"3\"]} | /initial_state/0.bias/2 | wrong_type",
        "50 | 50, \"early_stopping\": {\"monitor\": \"loss\"} | /early_stopping/monitor | unknown_name",
        "50 | 50, \"learning_rate\": 1 | /learning_rate | unknown_field",
        "\"out_features\": 3}, {\"type\": \"ReLU\"} | \"out_features\": 2000000000}, {\"type\": \"ReLU\"} | /model/layers/2/in_features | shape_mismatch"
      })
  void aFaultIsNamedAtItsPlace(String good, String bad, String pointer, String code) {
    assertThat(GOOD).contains(good);
    List<Fault> faults = faults(GOOD.replace(good, bad), IRIS).list();
    assertThat(faults)
        .extracting(Fault::pointer, Fault::code)
        .contains(org.assertj.core.groups.Tuple.tuple(pointer, code));
    assertThat(faults)
        .allSatisfy(fault -> assertThat(fault.detail()).doesNotContain("io.trainyard", "java."));
  }

  @Test
  void fiveFaultsComeTogether() {
    Faults faults =
        faults(
            """
            {"dataset": "iris", "target": "specie", "split": {"train_size": 1.5},
             "model": {"layers": [{"type": "Linear", "in_features": 5, "out_features": 3},
                                  {"type": "Linear", "in_features": 8, "out_features": 3}]},
             "loss": {"type": "MSELoss"}, "optimizer": {"type": "Adamw"}, "epochs": -1}
            """,
            IRIS);

    assertThat(faults.list())
        .extracting(Fault::pointer)
        .contains(
            "/target",
            "/split/train_size",
            "/model/layers/1/in_features",
            "/optimizer/type",
            "/epochs");
    assertThat(faults.list())
        .extracting(Fault::detail)
        .contains(
            "expects 8 features, the layer before gives 3",
            "unknown optimizer 'Adamw'; did you mean 'AdamW'?");
  }

  @Test
  void aTargetInAnotherEncodingThanTheLossComparesSaysWhichToSet() {
    String loss = "{\"type\": \"MSELoss\", \"reduction\": \"sum\"}";
    assertThat(GOOD).contains(loss);
    assertThat(
            faults(
                    GOOD.replace(loss, "{\"type\": \"NLLLoss\"}, \"target_encoding\": \"one_hot\""),
                    IRIS)
                .list())
        .extracting(Fault::detail)
        .singleElement()
        .asString()
        .endsWith("; for class numbers leave 'target_encoding' out or set it to 'index'");
    assertThat(faults(GOOD.replace(loss, loss + ", \"target_encoding\": \"index\""), IRIS).list())
        .extracting(Fault::detail)
        .singleElement()
        .asString()
        .endsWith("; for a row of zeros and a one per example set 'target_encoding' to 'one_hot'");
  }

  @Test
  void aFirstLayerThatExpectsMoreThanTheDataHasSaysBoth() {
    assertThat(
            faults(
                    GOOD.replace(
                        "\"out_features\": 3}, {\"type\": \"ReLU\"}",
                        "\"in_features\": 5, \"out_features\": 3}, {\"type\": \"ReLU\"}"),
                    IRIS)
                .list())
        .extracting(Fault::pointer, Fault::detail)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "/model/layers/0/in_features", "expects 5 features, the data has 4"));
  }

  @Test
  void aTextColumnAmongTheDefaultFeaturesIsNamed() {
    Faults faults =
        faults(
            """
            {"dataset": "iris", "target": "petal width (cm)", "model": {"layers": [{"type": "Linear", "out_features": 1}]},
             "loss": {"type": "MSELoss"}, "optimizer": {"type": "SGD"}, "epochs": 1}
            """,
            IRIS);

    assertThat(faults.list())
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("/features", "wrong_column_type"));
  }

  @Test
  void aModelBeyondTheLimitIsRefusedBeforeAnythingIsAllocated() {
    Faults faults =
        faults(
            """
            {"dataset": "diabetes", "target": "progression",
             "model": {"layers": [{"type": "Linear", "out_features": 2000000000},
                                  {"type": "Linear", "out_features": 2000000000},
                                  {"type": "Linear", "out_features": 1}]},
             "loss": {"type": "MSELoss"}, "optimizer": {"type": "SGD"}, "epochs": 1}
            """,
            DIABETES);

    assertThat(faults.list()).extracting(Fault::code).containsExactly("limit_exceeded");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Conv1d\", \"out_channels\": 1, \"kernel_size\": 1, \"padding\": 1000000000",
        "\"Conv1d\", \"out_channels\": 1, \"kernel_size\": 1000000000, \"padding\": 1000000000",
        "\"AdaptiveAvgPool1d\", \"output_size\": 2000000000",
        "\"Embedding\", \"num_embeddings\": 2000000000, \"embedding_dim\": 1, \"padding_idx\": 0",
        "\"Embedding\", \"num_embeddings\": 2000000000, \"embedding_dim\": 2000000000"
      })
  void sizesBeyondAllBoundsAreRefusedBeforeAnythingIsAllocated(String layer) {
    Faults faults =
        faults(
            """
            {"dataset": "diabetes", "target": "progression",
             "model": {"layers": [{"type": "Unflatten", "dim": 1, "unflattened_size": [1, -1]},
                                  {"type": %s}, {"type": "Flatten"},
                                  {"type": "Linear", "out_features": 1}]},
             "loss": {"type": "MSELoss"}, "optimizer": {"type": "SGD"}, "epochs": 1}
            """
                .formatted(layer),
            DIABETES);

    assertThat(faults.list()).isNotEmpty();
  }

  /** Nothing of them is carried out, so this takes no time and no memory. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "self.w = torch.zeros(300_000_000)",
        "self.w = [torch.zeros(10_000_000) for i in range(1000)]",
        "for i in range(1000): torch.randn(20_000_000)",
        "w = torch.ones(1_000_000); self.w = [w.sum() for i in range(50_000)]",
        "w = torch.ones(4096, 4096); self.w = w @ w @ w @ w",
        "self.w = nn.ParameterList([nn.Parameter(torch.ones(1)) for i in range(90_000)])"
      })
  void aTextThatTakesTooMuchToBeMadeIsRefusedAtItsPlace(String line) {
    String text =
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.layer = nn.Linear(4, 3)
                %s
            def forward(self, *inputs):
                return self.layer(inputs[0]).sum()
        """
            .formatted(line);
    for (String part : List.of("{\"type\": \"MSELoss\", \"reduction\": \"sum\"}", LAYERS)) {
      assertThat(faults(GOOD.replace(part, source(text)), IRIS).list())
          .singleElement()
          .satisfies(fault -> {
            assertThat(fault.pointer()).isIn("/model/source", "/loss/source");
            assertThat(fault.code()).isEqualTo("limit_exceeded");
            assertThat(fault.detail()).startsWith("line 5, column ").contains("LimitError");
          });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return self.layer(x) | line 4, column 9: RuntimeError: the model gives 2 outputs, the target species as one_hot needs 3",
        "return self.layer(x).sum() | line 4, column 9: RuntimeError: the model has to give a row for each of the 100 rows of the batch; it gives the shape []",
        "return self.layer(x).detach() | line 4, column 9: RuntimeError: the model gives 2 outputs, the target species as one_hot needs 3"
      })
  void whatATextsModelGivesIsRefusedAtItsForward(String line, String sentence) {
    String text =
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__(); self.layer = nn.Linear(4, 2)
            def forward(self, x):
                %s
        """
            .formatted(line);
    assertThat(faults(GOOD.replace(LAYERS, source(text)), IRIS).list())
        .extracting(Fault::pointer, Fault::detail)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("/model/source", sentence));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return y if self.training else y.softmax(5) | line 5, column 68: IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 5)",
        "return y if self.training else y.sum() | line 4, column 9: RuntimeError: in evaluation mode the model gives the shape [] for 50 rows; in training it gives 3 outputs for each",
        "return y + torch.zeros(100, 3) | line 5, column 37: RuntimeError: The size of tensor a (50) must match the size of tensor b (100) at non-singleton dimension 0"
      })
  void whatFailsOnlyInEvaluationIsRefusedToo(String line, String sentence) {
    String text =
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__(); self.layer = nn.Linear(4, 3)
            def forward(self, x):
                y = self.layer(x); %s
        """
            .formatted(line);

    assertThat(faults(GOOD.replace(LAYERS, source(text)), IRIS).list())
        .extracting(Fault::pointer, Fault::detail)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("/model/source", sentence));
  }

  @Test
  void whatOverwritesAValueThatAGradientNeedsIsRefused() {
    String text =
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.layer = nn.Linear(4, 3)
            def forward(self, x):
                y = torch.relu(self.layer(x))
                y += 1
                return y
        """;

    assertThat(faults(GOOD.replace(LAYERS, source(text)), IRIS).list())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.pointer()).isEqualTo("/model/source");
          assertThat(fault.detail())
              .startsWith(
                  "line 5, column 9: RuntimeError: one of the variables needed for gradient"
                      + " computation has been modified by an inplace operation");
        });
  }

  @Test
  void aLayerThatWorksInPlaceOnWhatAGradientNeedsIsRefused() {
    String layers =
        "{\"layers\": [{\"type\": \"Linear\", \"out_features\": 3}, {\"type\": \"Sigmoid\"},"
            + " {\"type\": \"LeakyReLU\", \"inplace\": true}]}";

    assertThat(faults(GOOD.replace(LAYERS, layers), IRIS).list())
        .singleElement()
        .satisfies(fault ->
            assertThat(fault.detail())
                .contains("needed for gradient computation", "is output 0 of Sigmoid"));
    assertThat(faults(GOOD.replace(LAYERS, layers.replace("Sigmoid", "GELU")), IRIS).list())
        .isEmpty();
  }

  @Test
  void whatNobodyTrainsIsRefused() {
    String frozen =
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.layer = nn.Linear(4, 3).requires_grad_(False)
            def forward(self, x):
                return self.layer(x)
        """;
    String weighted =
        """
        class Weighted(nn.Module):
            def __init__(self):
                super().__init__()
                self.s = nn.Parameter(torch.zeros(1))
            def forward(self, x, y):
                return ((x - y) ** 2).mean() * self.s
        """;
    String loss = "{\"type\": \"MSELoss\", \"reduction\": \"sum\"}";
    assertThat(
            faults(GOOD.replace(LAYERS, source(frozen)).replace(loss, source(weighted)), IRIS)
                .list())
        .extracting(Fault::pointer, Fault::detail)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                "/model/source",
                "line 5, column 9: ValueError: every parameter of the model has"
                    + " requires_grad=False, so there is nothing to train"),
            org.assertj.core.groups.Tuple.tuple(
                "/loss/source",
                "line 5, column 9: ValueError: the loss has the parameter 's', and training changes"
                    + " those of the model only; make it a number, or a buffer:"
                    + " self.register_buffer"));
  }

  private static String source(String text) {
    return new ObjectMapper().writeValueAsString(java.util.Map.of("source", text));
  }

  @Test
  void aLastBatchThatALayerCannotTakeIsRefused() {
    Faults faults =
        faults(
            GOOD.replace("{\"type\": \"ReLU\"}", "{\"type\": \"BatchNorm1d\"}")
                .replace("\"epochs\": 50", "\"epochs\": 50, \"batch_size\": 33"),
            IRIS);

    assertThat(faults.list())
        .containsExactly(
            new Fault(
                "/batch_size",
                "of 100 rows, 1 are left for the last batch: Expected more than 1 value per channel"
                    + " when training, got input size [1, 3]",
                "invalid_value"));
  }

  @Test
  void everythingThatIsNoObjectIsRefusedInWords() {
    assertThat(faults("[]", IRIS).list())
        .extracting(Fault::detail)
        .containsExactly("expects an object, got an empty list");
    assertThat(faults("{}", IRIS).list())
        .extracting(Fault::pointer)
        .contains("/dataset", "/target", "/model", "/loss", "/optimizer", "/epochs");
  }

  private static Faults faults(String json, Table table) {
    return Runs.faults(new ObjectMapper().readValue(json, Object.class), table);
  }
}
