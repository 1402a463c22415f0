package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.RecordedRun;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Whole runs against those that PyTorch made of the same requests. */
class RecordedRunsTest {

  @ParameterizedTest
  @MethodSource("io.trainyard.RecordedRun#all")
  void aRunGivesTheLossesAndWeightsOfPyTorch(RecordedRun recorded) {
    var table = CsvTable.of(recorded.table());
    RunPlan plan = Runs.plan(JsonMapper.shared().convertValue(recorded.job(), Map.class), table);
    List<EpochResult> results = new ArrayList<>();
    RunOutcome outcome = Runs.run(plan, table, results);

    assertThat(outcome.reason()).isEqualTo(StopReason.MAX_EPOCHS);
    assertThat(results).hasSize(recorded.epochs());
    for (EpochResult result : results) {
      double testLoss = Objects.requireNonNull(result.test_loss());
      recorded.assertEpoch(result.epoch(), result.train_loss(), testLoss, result.learning_rate());
    }
    Map<String, Tensor> state = Objects.requireNonNull(outcome.model()).state();
    for (String parameter : recorded.parameters()) {
      float[] values = Objects.requireNonNull(state.get(parameter)).toArray();
      recorded.assertParameter(
          parameter, IntStream.range(0, values.length).mapToObj(i -> (double) values[i]).toList());
    }
  }
}
