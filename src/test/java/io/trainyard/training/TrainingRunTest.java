package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

class TrainingRunTest {

  private static final CsvTable IRIS = CsvTable.of("/recorded/tables/iris-shuffled.csv");
  private static final CsvTable DIABETES = CsvTable.of("/recorded/tables/diabetes.csv");

  private static final String CLASSIFIER =
      """
      {"dataset": "iris", "target": "species", "scaler": {"type": "StandardScaler"}, "split": {"train_size": 0.67},
       "model": {"layers": [{"type": "Linear", "out_features": 16}, {"type": "Tanh"}, {"type": "Dropout", "p": 0.2},
                            {"type": "Linear", "out_features": 3}]},
       "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam", "lr": 0.02},
       "epochs": 30, "batch_size": 16, "seed": 7, "metrics": ["accuracy"]}
      """;

  private record Ran(RunPlan plan, RunOutcome outcome, List<EpochResult> results) {}

  private static Ran run(String json, Table table) {
    RunPlan plan = Runs.plan(new ObjectMapper().readValue(json, Map.class), table);
    List<EpochResult> results = new ArrayList<>();
    return new Ran(plan, Runs.run(plan, table, results), results);
  }

  @Test
  void theArticlesExperimentHasFallingLossesOfAHundredAndFiftyRows() {
    Ran ran =
        run(
            """
            {"dataset": "iris", "target": "species", "target_encoding": "one_hot", "split": {"train_size": 0.67},
             "model": {"layers": [{"type": "Linear", "in_features": 4, "out_features": 3}, {"type": "ReLU"},
                                  {"type": "Linear", "in_features": 3, "out_features": 3}]},
             "loss": {"type": "MSELoss", "reduction": "sum"}, "optimizer": {"type": "SGD", "lr": 1e-4}, "epochs": 50}
            """,
            IRIS);

    assertThat(ran.plan().summary()).isEqualTo(new RunSummary(27, 100, 50, 4, 3));
    assertThat(ran.results()).hasSize(50);
    for (int i = 1; i < 50; i++) {
      assertThat(ran.results().get(i).train_loss())
          .isLessThan(ran.results().get(i - 1).train_loss());
      assertThat(test(ran, i)).isLessThan(test(ran, i - 1));
    }
  }

  private static double test(Ran ran, int epoch) {
    return Objects.requireNonNull(ran.results().get(epoch).test_loss());
  }

  @Test
  void theSameRequestGivesTheSameBitsAloneAndBesideOthers() throws Exception {
    Ran first = run(CLASSIFIER, IRIS);
    List<Callable<Ran>> eight =
        IntStream.range(0, 8).<Callable<Ran>>mapToObj(i -> () -> run(CLASSIFIER, IRIS)).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Ran> future : threads.invokeAll(eight)) {
        assertThat(future.get().results()).isEqualTo(first.results());
        assertThat(weights(future.get())).isEqualTo(weights(first));
      }
    }
  }

  @Test
  void anotherSeedGivesOtherLosses() {
    assertThat(run(CLASSIFIER.replace("\"seed\": 7", "\"seed\": 8"), IRIS).results())
        .isNotEqualTo(run(CLASSIFIER, IRIS).results());
  }

  @Test
  void theCompletedSpecGivesTheSameRun() {
    Ran ran = run(CLASSIFIER, IRIS);

    Ran again = run(new ObjectMapper().writeValueAsString(ran.plan().spec()), IRIS);

    assertThat(again.results()).isEqualTo(ran.results());
    assertThat(again.plan().spec()).isEqualTo(ran.plan().spec());
  }

  private static List<String> weights(Ran ran) {
    return Objects.requireNonNull(ran.outcome().model()).state().values().stream()
        .map(Tensor::toArray)
        .map(Arrays::toString)
        .toList();
  }

  @Test
  void aClassifierLearnsAndPredictsWithItsScalerAndClasses() {
    Ran ran = run(CLASSIFIER, IRIS);
    EpochResult last = ran.results().getLast();
    assertThat(last.metrics()).containsOnlyKeys("train_accuracy", "test_accuracy");
    assertThat(last.metrics().get("test_accuracy")).isGreaterThan(0.9);

    var predictor = new Predictor(Objects.requireNonNull(ran.outcome().model()));
    float[][] outputs =
        predictor.outputs(new double[][] {{5.1, 3.5, 1.4, 0.2}, {6.7, 3.0, 5.2, 2.3}});
    assertThat(predictor.labels(outputs)).containsExactly("setosa", "virginica");

    Evaluation evaluation = predictor.evaluate(IRIS);
    assertThat(evaluation.rows()).isEqualTo(150);
    assertThat(evaluation.metrics().get("accuracy")).isGreaterThan(0.9);
  }

  @Test
  void keepsTheEpochThatIsBestByTheMetricItMonitors() {
    String watched =
        CLASSIFIER
            .replace(
                "[\"accuracy\"]",
                "[\"accuracy\", \"roc_auc\", {\"type\": \"f1\", \"average\": \"macro\"}]")
            .replace(
                "\"epochs\": 30",
                "\"early_stopping\": {\"monitor\": \"test_f1_macro\", \"patience\": 4}, \"epochs\": 300");
    Ran ran = run(watched, IRIS);
    List<EpochResult> results = ran.results();
    EpochResult best = results.getFirst();
    for (EpochResult result : results) {
      assertThat(result.metrics())
          .containsOnlyKeys(
              "train_accuracy",
              "train_roc_auc",
              "train_f1_macro",
              "test_accuracy",
              "test_roc_auc",
              "test_f1_macro");
      if (result.metrics().get("test_f1_macro") > best.metrics().get("test_f1_macro")) {
        best = result;
      }
    }
    assertThat(results).hasSize(best.epoch() + 5);
    assertThat(Objects.requireNonNull(ran.outcome().model()).epoch()).isEqualTo(best.epoch());
    assertThat(best.metrics().get("test_roc_auc")).isGreaterThan(0.9);
  }

  @Test
  void aRegressionReportsHowMuchItExplains() {
    Ran ran =
        run(
            """
            {"dataset": "diabetes", "target": "progression", "scaler": {"type": "StandardScaler"},
             "split": {"train_size": 0.8}, "model": {"layers": [{"type": "Linear", "out_features": 1}]},
             "loss": {"type": "MSELoss"}, "optimizer": {"type": "Adam", "lr": 1.0}, "epochs": 300,
             "batch_size": 50, "metrics": ["r2", "mae"]}
            """,
            DIABETES);
    EpochResult last = ran.results().getLast();
    assertThat(last.metrics()).containsOnlyKeys("train_r2", "train_mae", "test_r2", "test_mae");
    assertThat(last.metrics().get("test_r2")).isBetween(0.2, 0.9);

    Evaluation evaluation =
        new Predictor(Objects.requireNonNull(ran.outcome().model())).evaluate(DIABETES);
    assertThat(evaluation.metrics().get("r2"))
        .isCloseTo(last.metrics().get("train_r2"), within(0.1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tanh", "BatchNorm1d"})
  void earlyStoppingEndsTheRunAndRestoresItsBestEpoch(String layer) {
    String classifier = CLASSIFIER.replace("Tanh", layer);
    Ran ran =
        run(
            classifier.replace(
                "\"epochs\": 30", "\"epochs\": 500, \"early_stopping\": {\"patience\": 5}"),
            IRIS);

    assertThat(ran.outcome().reason()).isEqualTo(StopReason.EARLY_STOPPED);
    double best =
        ran.results().stream()
            .mapToDouble(r -> Objects.requireNonNull(r.test_loss()))
            .min()
            .orElseThrow();
    int bestEpoch =
        IntStream.range(0, ran.results().size())
            .filter(i -> test(ran, i) == best)
            .findFirst()
            .orElseThrow();
    assertThat(ran.results()).hasSize(bestEpoch + 1 + 5);
    String untilBest = classifier.replace("\"epochs\": 30", "\"epochs\": " + (bestEpoch + 1));
    assertThat(weights(ran)).isEqualTo(weights(run(untilBest, IRIS)));
  }

  @Test
  void theStatisticsOfABatchNormArePartOfTheModelButNoParameters() {
    Ran ran =
        run(
            """
            {"dataset": "iris", "target": "species", "split": {"train_size": 0.67},
             "model": {"layers": [{"type": "Unflatten", "dim": 1, "unflattened_size": [1, 2, 2]},
                                  {"type": "Conv2d", "out_channels": 3, "kernel_size": 2, "padding": "same"},
                                  {"type": "BatchNorm2d"}, {"type": "ReLU"}, {"type": "MaxPool2d", "kernel_size": 2},
                                  {"type": "Flatten"}, {"type": "Linear", "out_features": 3}]},
             "loss": {"type": "CrossEntropyLoss"}, "optimizer": {"type": "Adam", "lr": 0.1}, "epochs": 40,
             "batch_size": 20, "initial_state": {"2.running_mean": [9, 9, 9], "2.num_batches_tracked": 7}}
            """,
            IRIS);

    assertThat(ran.plan().summary().parameters()).isEqualTo(3 * 4 + 3 + 3 + 3 + 3 * 3 + 3);
    TrainedModel model = Objects.requireNonNull(ran.outcome().model());
    assertThat(model.state()).containsKeys("2.weight", "2.bias", "2.running_mean", "2.running_var");
    assertThat(model.state().get("2.num_batches_tracked").item()).isEqualTo(7 + 40 * 5);
    var predictor = new Predictor(model);
    assertThat(predictor.evaluate(IRIS).metrics().get("accuracy")).isGreaterThan(0.9);
    // In evaluation mode a row's outputs do not depend on its neighbours.
    double[][] rows = {{5.1, 3.5, 1.4, 0.2}, {6.7, 3.0, 5.2, 2.3}};
    assertThat(predictor.outputs(rows)[1])
        .isEqualTo(predictor.outputs(new double[][] {rows[1]})[0]);
  }

  @Test
  void aTextDecidesWhatStaysAsItIs() {
    String text =
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.bn = nn.BatchNorm1d(4)
                self.first = nn.Linear(4, 4)
                self.second = nn.Linear(4, 3)
                for p in self.first.parameters():
                    p.requires_grad = False
            def train(self, mode=True):
                super().train(mode)
                self.bn.eval()
                return self
            def forward(self, x):
                return self.second(self.first(self.bn(x)))
        """;
    Ran ran =
        run(
            """
            {"dataset": "iris", "target": "species", "model": %s, "loss": {"type": "CrossEntropyLoss"},
             "optimizer": {"type": "SGD", "lr": 0.1}, "epochs": 3}
            """
                .formatted(new ObjectMapper().writeValueAsString(Map.of("source", text))),
            IRIS);

    Map<String, Tensor> state = Objects.requireNonNull(ran.outcome().model()).state();
    Recording another = ran.plan().recording();
    another.begin();
    Map<String, Tensor> before = another.network().stateDict();
    for (String name : List.of("bn.running_mean", "bn.running_var", "first.weight", "first.bias")) {
      assertThat(state.get(name).toArray()).as(name).isEqualTo(before.get(name).toArray());
    }
    for (String name : List.of("bn.weight", "second.weight")) {
      assertThat(state.get(name).toArray()).as(name).isNotEqualTo(before.get(name).toArray());
    }
  }

  @Test
  void anOptimizerMayAskForTheLossOfABatchSeveralTimes() {
    String job =
        """
        {"dataset": "diabetes", "target": "progression", "scaler": {"type": "StandardScaler"},
         "split": {"train_size": 0.8}, "model": {"layers": [{"type": "Linear", "out_features": 1}]},
         "loss": {"type": "MSELoss"}, "optimizer": {"type": "LBFGS", "line_search_fn": "strong_wolfe"},
         "epochs": 3, "metrics": ["r2"]}
        """;
    Ran ran = run(job, DIABETES);
    // The loss of an epoch is the one before its steps, as the value of optimizer.step(closure) is.
    assertThat(ran.results().getFirst().train_loss()).isGreaterThan(25_000);
    assertThat(ran.results().getFirst().metrics().get("train_r2")).isNegative();
    assertThat(ran.results().getFirst().steps()).isEqualTo(1);
    assertThat(ran.results().getLast().metrics().get("test_r2")).isGreaterThan(0.2);
    Ran adam =
        run(
            job.replace("\"LBFGS\", \"line_search_fn\": \"strong_wolfe\"", "\"Adam\", \"lr\": 1.0")
                .replace("\"epochs\": 3", "\"epochs\": 3000"),
            DIABETES);
    assertThat(ran.results().getLast().train_loss())
        .isCloseTo(adam.results().getLast().train_loss(), within(1.0));
  }

  @Test
  void aNetworkLearnsHowSureItIs() {
    Ran ran =
        run(
            """
            {"dataset": "diabetes", "target": "progression", "scaler": {"type": "StandardScaler"},
             "split": {"train_size": 0.8}, "model": {"layers": [{"type": "Linear", "out_features": 2}]},
             "loss": {"type": "GaussianNLLLoss"}, "optimizer": {"type": "Adam", "lr": 0.1},
             "initial_state": {"0.bias": [150, 8]}, "epochs": 100, "batch_size": 32, "metrics": ["r2", "mae"]}
            """,
            DIABETES);
    EpochResult last = ran.results().getLast();
    assertThat(last.metrics().get("test_r2")).isBetween(0.2, 0.9);
    assertThat(last.metrics().get("test_mae")).isBetween(30.0, 60.0);
    var predictor = new Predictor(Objects.requireNonNull(ran.outcome().model()));
    assertThat(predictor.evaluate(DIABETES).metrics().get("r2")).isBetween(0.2, 0.9);
    float[] outputs = predictor.outputs(new double[][] {new double[10]})[0];
    assertThat(outputs).hasSize(2);
  }

  @Test
  void schedulersMayBeMadeOfOthersAndGradientsOfElementsBounded() {
    Ran ran =
        run(
            CLASSIFIER.replace(
                "\"epochs\": 30",
                """
                "epochs": 6, "clip_grad_value": 0.01, "clip_grad_norm": 0.02,
                "scheduler": {"type": "SequentialLR", "milestones": [2], "schedulers": [
                    {"type": "ConstantLR", "factor": 0.5},
                    {"type": "ExponentialLR", "gamma": 0.1}]}
                """),
            IRIS);

    assertThat(ran.results())
        .extracting(EpochResult::learning_rate)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
        .containsExactly(0.01, 0.01, 0.02, 0.002, 0.0002, 0.00002);
    Ran again = run(new ObjectMapper().writeValueAsString(ran.plan().spec()), IRIS);
    assertThat(again.results()).isEqualTo(ran.results());
  }

  private static final String DIVERGING =
      """
      {"dataset": "diabetes", "target": "progression", "split": {"train_size": 0.8}, "batch_size": 40,
       "model": {"layers": [{"type": "Linear", "out_features": 8}, {"type": "BatchNorm1d"},
                            {"type": "Linear", "out_features": 1}]},
       "loss": {"type": "MSELoss"}, "optimizer": {"type": "SGD", "lr": 1e-4},
       "scheduler": {"type": "LambdaLR", "lr_lambda": "lambda epoch: 1 if epoch < 4 else 1e9"}, "epochs": 100}
      """;

  @Test
  void aLossThatIsNotFiniteEndsTheRunWithTheEpochThatShowsIt() {
    Ran ran = run(DIVERGING, DIABETES);

    assertThat(ran.outcome().reason()).isEqualTo(StopReason.NON_FINITE_LOSS);
    assertThat(ran.results().getLast().test_loss())
        .satisfies(loss -> assertThat(Double.isFinite(loss)).isFalse());
  }

  @Test
  void whatTheLastEpochWithFiniteLossesLearnedOutlivesALossThatIsNotFinite() {
    Ran ran = run(DIVERGING, DIABETES);

    TrainedModel kept = Objects.requireNonNull(ran.outcome().model());
    assertThat(kept.epoch()).isEqualTo(ran.results().size() - 2).isGreaterThanOrEqualTo(3);
    Ran shorter =
        run(DIVERGING.replace("\"epochs\": 100", "\"epochs\": " + (kept.epoch() + 1)), DIABETES);
    assertThat(shorter.outcome().reason()).isEqualTo(StopReason.MAX_EPOCHS);
    assertThat(weights(ran)).isEqualTo(weights(shorter));
  }

  @Test
  void whereTheBestIsRestoredItOutlivesALossThatIsNotFinite() {
    for (String monitor : List.of("test_loss", "train_loss")) {
      String stopping =
          """
          "early_stopping": {"monitor": "%s", "patience": 90, "restore_best": true}, "epochs"
          """
              .formatted(monitor);
      Ran ran = run(DIVERGING.replace("\"epochs\"", stopping), DIABETES);

      assertThat(ran.outcome().reason()).isEqualTo(StopReason.NON_FINITE_LOSS);
      List<Double> watched =
          ran.results().stream()
              .map(row ->
                  monitor.equals("test_loss")
                      ? Objects.requireNonNull(row.test_loss())
                      : Double.valueOf(row.train_loss()))
              .filter(Double::isFinite)
              .toList();
      assertThat(Objects.requireNonNull(ran.outcome().model()).epoch())
          .isEqualTo(watched.indexOf(java.util.Collections.min(watched)));
    }
  }

  @Test
  void aRunThatIsStoppedKeepsItsLastWholeEpoch() {
    RunPlan plan = Runs.plan(new ObjectMapper().readValue(CLASSIFIER, Map.class), IRIS);
    int[] asked = {0};
    var run = new TrainingRun(plan, IRIS, () -> 0);

    RunOutcome outcome =
        run.run(
            new RunObserver() {
              @Override
              public void epochFinished(EpochResult result) {}

              @Override
              public boolean stopRequested() {
                return ++asked[0] > 7 * 3 + 2; // seven batches an epoch
              }
            });

    assertThat(outcome.reason()).isEqualTo(StopReason.STOP_REQUESTED);
    TrainedModel kept = Objects.requireNonNull(outcome.model());
    assertThat(kept.epoch()).isEqualTo(2);
    assertThat(run.kept()).isEqualTo(kept);
    Ran three = run(CLASSIFIER.replace("\"epochs\": 30", "\"epochs\": 3"), IRIS);
    assertThat(weights(new Ran(plan, outcome, List.of()))).isEqualTo(weights(three));
  }

  @Test
  void aRunThatFinishesNoEpochKeepsNothing() {
    Ran ran =
        run(
            DIVERGING.replace("lambda epoch: 1 if epoch < 4 else 1e9", "lambda epoch: 1e30"),
            DIABETES);

    assertThat(ran.outcome().reason()).isEqualTo(StopReason.NON_FINITE_LOSS);
    assertThat(ran.results()).hasSize(1);
    assertThat(ran.outcome().model()).isNull();
  }

  @Test
  void aRequestToStopTakesEffectBeforeTheNextBatch() {
    RunPlan plan = Runs.plan(new ObjectMapper().readValue(CLASSIFIER, Map.class), IRIS);
    int[] asked = {0};

    RunOutcome outcome =
        new TrainingRun(plan, IRIS, () -> 0)
            .run(
                new RunObserver() {
                  @Override
                  public void epochFinished(EpochResult result) {
                    throw new AssertionError("stopped before the first epoch was over");
                  }

                  @Override
                  public boolean stopRequested() {
                    return ++asked[0] > 3;
                  }
                });

    assertThat(outcome.reason()).isEqualTo(StopReason.STOP_REQUESTED);
    assertThat(asked[0]).isEqualTo(4);
  }

  @Test
  void withoutATestSplitThereIsNoTestLoss() {
    Ran ran = run(CLASSIFIER.replace("0.67", "1.0"), IRIS);

    assertThat(ran.results()).allSatisfy(result -> assertThat(result.test_loss()).isNull());
    assertThat(ran.results().getLast().metrics()).containsOnlyKeys("train_accuracy");
  }

  @Test
  void aStratifiedSplitKeepsTheShareOfEachClass() {
    Split split = new Split(0.5, true, 3L, true);
    int[] classes = IntStream.range(0, 100).map(i -> i < 80 ? 0 : 1).toArray();

    int[] order = split.order(100, 0, classes, 2);

    assertThat(Arrays.stream(order, 0, 50).filter(row -> classes[row] == 1).count()).isEqualTo(10);
    assertThat(Arrays.stream(order).sorted().toArray())
        .isEqualTo(IntStream.range(0, 100).toArray());
  }

  @Test
  void aPlanCountsMemoryWithoutTakingIt() {
    RunPlan plan =
        Runs.plan(
            new ObjectMapper()
                .readValue(
                    """
                    {"dataset": "diabetes", "target": "progression", "split": {"train_size": 0.8},
                     "model": {"layers": [{"type": "Linear", "out_features": 2000}, {"type": "ReLU"},
                                          {"type": "Linear", "out_features": 2000}, {"type": "Linear", "out_features": 1}]},
                     "loss": {"type": "MSELoss"}, "optimizer": {"type": "Adam"}, "epochs": 1, "batch_size": 10}
                    """,
                    Map.class),
            DIABETES);

    long parameters = 10 * 2000 + 2000 + 2000 * 2000 + 2000 + 2000 + 1;
    assertThat(plan.summary().parameters()).isEqualTo(parameters);
    // Parameters, gradients and Adam's two averages at least; not many times that.
    assertThat(plan.estimate().memory_bytes()).isBetween(4 * 4 * parameters, 4 * 12 * parameters);
  }
}
