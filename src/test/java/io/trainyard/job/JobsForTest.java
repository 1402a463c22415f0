package io.trainyard.job;

import io.trainyard.dataset.Column;
import io.trainyard.dataset.ColumnType;
import io.trainyard.dataset.DataSet;
import io.trainyard.dataset.Reading;
import io.trainyard.model.DataSetTable;
import io.trainyard.signature.Faults;
import io.trainyard.training.EpochResult;
import io.trainyard.training.RunLimits;
import io.trainyard.training.RunPlan;
import io.trainyard.training.RunSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.test.util.ReflectionTestUtils;

/** Jobs that no database knows. */
public final class JobsForTest {
  public static final Instant SUBMITTED = Instant.parse("2026-03-01T12:00:00Z");

  /** Whose attempts they are. */
  public static final Node NODE = new Node("node_1", "here", 1, SUBMITTED, 3);

  private JobsForTest() {}

  /** A new job of 50 epochs. */
  public static TrainingJob queued() {
    TrainingJob job = new TrainingJob("job_1", submission(), SUBMITTED);
    facts(job);
    return job;
  }

  /** A job in its first attempt. */
  public static TrainingJob running() {
    TrainingJob job = queued();
    job.start(SUBMITTED.plusSeconds(1), NODE);
    facts(job);
    return job;
  }

  public static TrainingJob in(JobStatus status) {
    return switch (status) {
      case QUEUED -> queued();
      case RUNNING -> running();
      case PAUSING -> changed(running(), TrainingJob::pause);
      case PAUSED -> changed(queued(), TrainingJob::pause);
      case CANCELLING -> changed(running(), job -> job.cancel(SUBMITTED));
      case SUCCEEDED ->
          changed(running(), job -> job.succeed(StatusReason.MAX_EPOCHS, "mdl_1", SUBMITTED));
      case FAILED -> changed(running(), job -> job.fail(StatusReason.INTERNAL, "Why.", SUBMITTED));
      case CANCELLED -> changed(queued(), job -> job.cancel(SUBMITTED));
    };
  }

  private static TrainingJob changed(TrainingJob job, Consumer<TrainingJob> change) {
    change.accept(job);
    facts(job);
    return job;
  }

  public static Submission submission() {
    return submission(50);
  }

  /** A request for so many epochs. */
  public static Submission submission(int epochs) {
    Column length =
        new Column("length", ColumnType.NUMBER, 0.0, 1.0, 0.5, 0.3, 0, 0, List.of("0", "1"));
    Column width =
        new Column("width", ColumnType.NUMBER, 0.0, 1.0, 0.5, 0.3, 0, 0, List.of("0", "1"));
    DataSet dataSet =
        new DataSet(
            "ds_1",
            "boxes",
            10,
            100,
            "abc",
            "text/csv",
            false,
            SUBMITTED,
            List.of(length, width),
            List.of(),
            Reading.FIRST);
    Map<String, Object> request =
        Map.of(
            "name",
            "a job",
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
            epochs);
    Faults faults = new Faults();
    RunSpec spec = RunSpec.read(request, faults);
    RunPlan plan =
        RunPlan.of(
            spec,
            DataSetTable.schema(dataSet),
            Map.of(),
            new RunLimits(100_000, 1000, 1 << 30, 100),
            faults);
    assert plan != null : faults.list();
    JobTerms terms = JobTerms.of(spec, SUBMITTED, faults);
    return new Submission("a job", Map.of(), epochs, terms, plan, dataSet, plan.spec(), "{}", null);
  }

  /** Epochs one after the other, with these losses of training. */
  public static List<EpochResult> epochs(int from, double... losses) {
    List<EpochResult> results = new ArrayList<>();
    for (double loss : losses) {
      results.add(result(from + results.size(), loss, null));
    }
    return results;
  }

  public static EpochResult result(int epoch, double train, Double test) {
    return new EpochResult(epoch, train, test, 0.1, Map.of(), 0.5, 10, 1);
  }

  /** Has the history of a job go so far. */
  public static void recorded(TrainingJob job, int epochs) {
    double[] losses = new double[epochs];
    ReflectionTestUtils.setField(job, "progress", Progress.NONE.after(epochs(0, losses)));
  }

  /** Has the latest attempt at a job finish so many epochs, which are in its history already. */
  public static void reached(TrainingJob job, int epochs) {
    ReflectionTestUtils.setField(job, "epochs_reached", epochs);
  }

  /** What a job has to publish since it was last asked. */
  public static List<Object> facts(TrainingJob job) {
    Collection<?> facts = ReflectionTestUtils.invokeMethod(job, "domainEvents");
    List<Object> copy = List.copyOf(facts);
    ReflectionTestUtils.invokeMethod(job, "clearDomainEvents");
    return copy;
  }
}
