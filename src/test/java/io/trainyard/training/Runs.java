package io.trainyard.training;

import io.trainyard.signature.Faults;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs for tests: plain trees in, results out. */
final class Runs {

  static final RunLimits LIMITS = new RunLimits(100_000, 10_000_000, 1L << 30, 100);

  private Runs() {}

  static RunPlan plan(Map<String, ?> tree, Table table) {
    var faults = new Faults();
    RunSpec spec = RunSpec.read(tree, faults);
    RunPlan plan = spec == null ? null : RunPlan.of(spec, table, Map.of(), LIMITS, faults);
    return Objects.requireNonNull(plan, () -> faults.list().toString());
  }

  static Faults faults(Object tree, Table table) {
    var faults = new Faults();
    RunSpec spec = RunSpec.read(tree, faults);
    if (spec != null) {
      RunPlan.of(spec, table, Map.of(), LIMITS, faults);
    }
    return faults;
  }

  /** Runs to the end; time stands still. */
  static RunOutcome run(RunPlan plan, Table table, List<EpochResult> results) {
    return new TrainingRun(plan, table, () -> 0)
        .run(
            new RunObserver() {
              @Override
              public void epochFinished(EpochResult result) {
                results.add(result);
              }

              @Override
              public boolean stopRequested() {
                return false;
              }
            });
  }
}
