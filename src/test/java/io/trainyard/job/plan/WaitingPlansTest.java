package io.trainyard.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.job.JobDeleted;
import io.trainyard.job.JobFinished;
import io.trainyard.job.JobStatus;
import io.trainyard.job.StatusReason;
import io.trainyard.preparation.ColumnType;
import io.trainyard.signature.Faults;
import io.trainyard.training.ColumnSchema;
import io.trainyard.training.RunLimits;
import io.trainyard.training.RunPlan;
import io.trainyard.training.RunSpec;
import io.trainyard.training.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WaitingPlansTest {

  private static final ColumnSchema WIDTH =
      new ColumnSchema("width", ColumnType.NUMBER, null, 0, 0);
  private static final ColumnSchema DEPTH =
      new ColumnSchema("depth", ColumnType.NUMBER, null, 0, 0);

  private static RunPlan plan() {
    Map<String, Object> request =
        Map.of(
            "dataset",
            "boxes",
            "target",
            "width",
            "model",
            Map.of("layers", List.of(Map.of("type", "Linear", "out_features", 1))),
            "loss",
            Map.of("type", "MSELoss"),
            "optimizer",
            Map.of("type", "SGD", "lr", 0.1),
            "epochs",
            5);
    Faults faults = new Faults();
    RunSpec spec = Objects.requireNonNull(RunSpec.read(request, faults));
    RunPlan plan =
        RunPlan.of(
            spec,
            new TableSchema(20, List.of(WIDTH, DEPTH)),
            Map.of(),
            new RunLimits(100, 1000, 1 << 30, 100),
            faults);
    return Objects.requireNonNull(plan, () -> faults.list().toString());
  }

  @Test
  void aPlanIsTakenOnce() {
    var plans = new WaitingPlans(1 << 30);
    RunPlan plan = plan();
    plans.keep("job_1", plan);

    assertThat(plans.take("job_1")).isSameAs(plan);
    assertThat(plans.take("job_1")).isNull();
  }

  @Test
  void plansTakeNoMoreThanTheirRoomHoweverManyWait() {
    RunPlan plan = plan();
    int most = 50;
    var plans = new WaitingPlans(most * plan.waitingBytes());
    for (int i = 0; i < 10_000; i++) {
      plans.keep("job_" + i, plan);
    }

    assertThat(plans.count()).isBetween(1L, (long) most);
  }

  @Test
  void thePlanOfAJobThatIsOverIsForgotten() {
    var plans = new WaitingPlans(1 << 30);
    plans.keep("job_1", plan());
    plans.keep("job_2", plan());
    plans.finished(
        new JobFinished("job_1", JobStatus.CANCELLED, StatusReason.USER_CANCELLED, null));
    plans.deleted(new JobDeleted("job_2"));

    assertThat(plans.count()).isZero();
  }
}
