package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

/** What is recorded for a plan waits without memory, trains, and can be recorded again. */
class WaitingPlanTest {

  private static final CsvTable IRIS = CsvTable.of("/recorded/tables/iris-shuffled.csv");

  private static final String LAYERS =
      """
      {"layers": [{"type": "Linear", "out_features": 16}, {"type": "BatchNorm1d"}, {"type": "Dropout"},
                  {"type": "Linear", "out_features": 3}]}
      """;

  private static final String TEXT =
      """
      import torch
      import torch.nn as nn
      import torch.nn.functional as F

      class Net(nn.Module):
          def __init__(self):
              super().__init__()
              self.first = nn.Linear(4, 16)
              self.second = nn.Parameter(torch.randn(16, 3) * 0.3)
              self.scale = torch.rand(3)
              nn.init.orthogonal_(self.first.weight)

          def forward(self, x):
              hidden = F.dropout(torch.tanh(self.first(x)), training=self.training)
              return (hidden + 0.1 * torch.rand_like(hidden)) @ self.second * self.scale
      """;

  private static RunPlan plan(String model, String optimizer) {
    String job =
        """
        {"dataset": "iris", "target": "species", "model": %s, "loss": {"type": "CrossEntropyLoss"},
         "optimizer": {"type": "%s", "lr": 0.05}, "epochs": 4, "batch_size": 16, "seed": 5, "metrics": ["accuracy"]}
        """
            .formatted(model, optimizer);
    return Runs.plan(new ObjectMapper().readValue(job, Map.class), IRIS);
  }

  private static String text() {
    return new ObjectMapper().writeValueAsString(Map.of("source", TEXT));
  }

  private record Learned(List<EpochResult> results, Map<String, List<Float>> state) {}

  private static Learned learned(RunPlan plan) {
    List<EpochResult> results = new ArrayList<>();
    TrainedModel model = Objects.requireNonNull(Runs.run(plan, IRIS, results).model());
    Map<String, List<Float>> state = new LinkedHashMap<>();
    model.state().forEach((name, value) -> state.put(name, floats(value.toArray())));
    return new Learned(results, state);
  }

  private static List<Float> floats(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  @ParameterizedTest
  @ValueSource(strings = {"SGD", "Adam", "LBFGS", "Rprop"})
  void aRecordingThatWasMadeAgainGivesTheSameBits(String optimizer) {
    for (String model : List.of(LAYERS, text())) {
      RunPlan plan = plan(model, optimizer);
      Learned first = learned(plan);
      assertThat(learned(plan)).isEqualTo(first);
      RunPlan completed = Runs.plan(plan.spec(), IRIS);
      assertThat(learned(completed)).isEqualTo(first);
    }
  }

  @Test
  void theRecordingThatWasMeasuredIsTheOneThatRuns() {
    RunPlan plan = plan(LAYERS, "Adam");
    assertThat(plan.waitingBytes()).isPositive();
    Recording measured = plan.recording();
    assertThat(plan.waitingBytes()).isLessThan(measured.waitingBytes());
    assertThat(plan.recording()).isNotSameAs(measured);
  }

  @Test
  void aPlanOfAMillionWeightsWaitsInAFewHundredKilobytes() {
    String wide =
        """
        {"layers": [{"type": "Linear", "out_features": 4000}, {"type": "Linear", "out_features": 250},
                    {"type": "Linear", "out_features": 3}]}
        """;
    RunPlan plan = plan(wide, "Adam");

    assertThat(plan.estimate().memory_bytes()).isGreaterThan(12_000_000);
    assertThat(plan.waitingBytes()).isBetween(10_000L, 500_000L);
    assertThat(plan.recording().network().parameters())
        .allSatisfy(parameter -> assertThat(parameter.toString()).contains("no values yet"));
  }

  @Test
  void predictionsOfManyThreadsAreThoseOfOne() throws Exception {
    RunPlan plan = plan(text(), "Adam");
    var predictor =
        new Predictor(Objects.requireNonNull(Runs.run(plan, IRIS, new ArrayList<>()).model()));
    double[][] rows = new double[1500][4];
    for (int i = 0; i < rows.length; i++) {
      Arrays.setAll(rows[i], j -> 1 + j * 0.5);
    }
    int[] counts = {1, 2, 7, 1024, 1025, 1500, 1, 2};
    Map<Integer, float[][]> expected = new LinkedHashMap<>();
    for (int count : counts) {
      expected.put(count, predictor.outputs(Arrays.copyOf(rows, count)));
      assertThat(expected.get(count)).hasNumberOfRows(count);
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        int count = counts[i % counts.length];
        work.add(() ->
            Arrays.deepEquals(predictor.outputs(Arrays.copyOf(rows, count)), expected.get(count)));
      }
      for (Future<Boolean> same : threads.invokeAll(work)) {
        assertThat(same.get()).isTrue();
      }
    }
  }
}
