package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.optim.Optimizer;
import io.trainyard.signature.Catalog;
import io.trainyard.signature.Signature;
import io.trainyard.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.ObjectMapper;

/** A run that is ended anywhere goes on from its checkpoint as if nothing had happened. */
class RunCheckpointTest {

  private static final CsvTable IRIS = CsvTable.of("/recorded/tables/iris-shuffled.csv");
  private static final CsvTable DIABETES = CsvTable.of("/recorded/tables/diabetes.csv");

  private static final String CLASSIFIER =
      """
      {"dataset": "a", "target": "species", "loss": {"type": "CrossEntropyLoss"}, "epochs": 7,
       "batch_size": 16, "seed": 3, "metrics": ["accuracy", "roc_auc", "log_loss"], "split": {"train_size": 0.7},
       "model": {"layers": [{"type": "Linear", "out_features": 9}, {"type": "BatchNorm1d"}, {"type": "Tanh"},
                            {"type": "Dropout", "p": 0.3}, {"type": "Linear", "out_features": 3}]},
       "early_stopping": {"patience": 3, "min_delta": 0.01}, %s}
      """;

  private static final String REGRESSION =
      """
      {"dataset": "a", "target": "progression", "loss": {"type": "MSELoss"}, "epochs": 5,
       "scaler": {"type": "StandardScaler"}, "seed": 5, "metrics": ["r2", "mae", "rmse", "explained_variance"],
       "model": {"layers": [{"type": "Linear", "out_features": 9}, {"type": "Softplus"},
                            {"type": "Linear", "out_features": 1}]}, %s}
      """;

  static final List<String> OPTIMIZERS =
      List.of(
          "{'type': 'SGD', 'lr': 0.1}",
          "{'type': 'SGD', 'lr': 0.1, 'momentum': 0.9, 'dampening': 0.2}",
          "{'type': 'Adam', 'amsgrad': true}",
          "{'type': 'AdamW', 'lr': 0.02}",
          "{'type': 'Adamax'}",
          "{'type': 'NAdam'}",
          "{'type': 'RAdam', 'lr': 0.05}",
          "{'type': 'Adagrad', 'lr_decay': 0.01}",
          "{'type': 'Adadelta'}",
          "{'type': 'ASGD', 'lr': 0.1, 't0': 5}",
          "{'type': 'RMSprop', 'centered': true, 'momentum': 0.5}",
          "{'type': 'Rprop'}");

  static final List<String> SCHEDULERS =
      List.of(
          "{'type': 'StepLR', 'step_size': 2}",
          "{'type': 'ReduceLROnPlateau', 'patience': 0, 'cooldown': 1}",
          "{'type': 'OneCycleLR', 'max_lr': 0.1, 'total_steps': 49}",
          "{'type': 'CyclicLR', 'base_lr': 0.001, 'max_lr': 0.1, 'step_size_up': 5}",
          "{'type': 'CosineAnnealingWarmRestarts', 'T_0': 2}",
          "{'type': 'MultiplicativeLR', 'lr_lambda': 'lambda epoch: 0.7'}",
          "{'type': 'SequentialLR', 'milestones': [3], 'schedulers': [{'type': 'ConstantLR'}, {'type': 'ExponentialLR', 'gamma': 0.5}]}",
          "{'type': 'ChainedScheduler', 'schedulers': [{'type': 'LinearLR'}, {'type': 'ExponentialLR', 'gamma': 0.9}]}");

  static final List<String> LBFGS =
      List.of(
          "{'type': 'LBFGS', 'max_iter': 3, 'history_size': 4}",
          "{'type': 'LBFGS', 'max_iter': 4, 'line_search_fn': 'strong_wolfe'}");

  @Test
  void noOptimizerIsMissingHere() {
    List<String> here = new ArrayList<>(OPTIMIZERS);
    here.addAll(LBFGS);
    for (Signature<? extends Optimizer> optimizer : Catalog.of(Optimizer.class).signatures()) {
      assertThat(here).anyMatch(text -> text.contains("'" + optimizer.name() + "'"));
    }
  }

  @ParameterizedTest
  @FieldSource("OPTIMIZERS")
  void everyOptimizerGoesOn(String optimizer) throws IOException {
    goesOn(CLASSIFIER.formatted(field("optimizer", optimizer)), IRIS);
  }

  @ParameterizedTest
  @FieldSource("SCHEDULERS")
  void everySchedulerGoesOn(String scheduler) throws IOException {
    String adam = field("optimizer", "{'type': 'Adam', 'lr': 0.01}");
    goesOn(CLASSIFIER.formatted(adam + ", " + field("scheduler", scheduler)), IRIS);
  }

  @ParameterizedTest
  @FieldSource("LBFGS")
  void lbfgsGoesOn(String optimizer) throws IOException {
    String lbfgs = field("optimizer", optimizer);
    goesOn(REGRESSION.formatted(lbfgs), DIABETES);
    goesOn(REGRESSION.formatted(lbfgs + ", \"batch_size\": 100"), DIABETES);
  }

  @Test
  void textsWithBuffersGoOn() throws IOException {
    String model =
        """
        import torch, torch.nn as nn
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.hidden = nn.Linear(4, 8)
                self.out = nn.Linear(8, 3)
                self.register_buffer("seen", torch.zeros(8))
            def forward(self, x):
                x = torch.relu(self.hidden(x))
                if self.training:
                    self.seen.add_(x.mean(0).detach())
                return self.out(x * torch.rand_like(x)) + self.seen.sum()
        """;
    String text = "{\"source\": " + new ObjectMapper().writeValueAsString(model) + "}";
    String job = CLASSIFIER.formatted(field("optimizer", "{'type': 'Adam'}"));
    int begin = job.indexOf("{\"layers\"");
    int end = job.indexOf("\"early_stopping\"");
    goesOn(job.substring(0, begin) + text + ", " + job.substring(end), IRIS);
  }

  @Test
  void aDamagedCheckpointIsRefused() throws IOException {
    RunPlan plan = plan(CLASSIFIER.formatted(field("optimizer", "{'type': 'Adam'}")), IRIS);
    byte[] bytes = bytes(new TrainingRun(plan, IRIS, () -> 0).checkpoint());
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> read(damaged)).isInstanceOf(IOException.class);
      byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aCheckpointOfAnotherPlanIsRefused() throws IOException {
    String job = CLASSIFIER.formatted(field("optimizer", "{'type': 'Adam'}"));
    RunCheckpoint checkpoint = new TrainingRun(plan(job, IRIS), IRIS, () -> 0).checkpoint();
    RunPlan wider = plan(job.replace("\"out_features\": 9", "\"out_features\": 10"), IRIS);
    RunPlan other = plan(job.replace("'Adam'", "'SGD'").replace("\"Adam\"", "\"Adamax\""), IRIS);
    for (RunPlan plan : List.of(wider, other)) {
      var run = new TrainingRun(plan, IRIS, () -> 0);
      assertThatThrownBy(() -> run.goOnFrom(checkpoint))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the state has");
    }
  }

  private static String field(String name, String value) {
    return "\"" + name + "\": " + value.replace('\'', '"');
  }

  private static RunPlan plan(String job, Table table) {
    return Runs.plan(new ObjectMapper().readValue(job, Map.class), table);
  }

  /** What came of a run, or of several that together were one. */
  private record Ran(List<EpochResult> results, Map<String, List<Float>> weights) {}

  private static void goesOn(String job, Table table) throws IOException {
    Ran undisturbed = ran(job, table, null);
    assertThat(undisturbed.results()).isNotEmpty();
    for (int seed = 0; seed < 2; seed++) {
      assertThat(ran(job, table, new Random(seed))).isEqualTo(undisturbed);
    }
  }

  /**
   * Runs to the end.
   *
   * @param ends when to end it, and to go on with another run; null for never
   */
  private static Ran ran(String job, Table table, @Nullable Random ends) throws IOException {
    List<EpochResult> results = new ArrayList<>();
    RunCheckpoint checkpoint = null;
    while (true) {
      var run = new TrainingRun(plan(job, table), table, () -> 0);
      if (checkpoint != null) {
        run.goOnFrom(read(bytes(checkpoint)));
      }
      int steps = ends == null ? Integer.MAX_VALUE : ends.nextInt(15);
      RunOutcome outcome = run.run(new Limited(results, steps));
      if (outcome.reason() != StopReason.STOP_REQUESTED) {
        Map<String, List<Float>> weights = new LinkedHashMap<>();
        Objects.requireNonNull(outcome.model())
            .state()
            .forEach((name, value) -> weights.put(name, floats(value)));
        return new Ran(results, weights);
      }
      checkpoint = run.checkpoint();
    }
  }

  private static List<Float> floats(Tensor tensor) {
    List<Float> floats = new ArrayList<>();
    for (float value : tensor.toArray()) {
      floats.add(value);
    }
    return floats;
  }

  /** Stops a run after some steps. */
  private static final class Limited implements RunObserver {
    private final List<EpochResult> results;
    private int left;

    Limited(List<EpochResult> results, int steps) {
      this.results = results;
      this.left = steps;
    }

    @Override
    public void epochFinished(EpochResult result) {
      assertThat(result.epoch()).isEqualTo(results.size());
      results.add(result);
    }

    @Override
    public boolean stopRequested() {
      return left-- == 0;
    }
  }

  private static byte[] bytes(RunCheckpoint checkpoint) throws IOException {
    var bytes = new ByteArrayOutputStream();
    checkpoint.write(bytes);
    return bytes.toByteArray();
  }

  private static RunCheckpoint read(byte[] bytes) throws IOException {
    return RunCheckpoint.read(new ByteArrayInputStream(bytes), bytes.length);
  }
}
