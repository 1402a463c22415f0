package io.trainyard.job.worker;

import io.trainyard.job.checkpoint.Checkpoints;
import io.trainyard.job.checkpoint.StoredCheckpoint;
import io.trainyard.training.RunCheckpoint;
import io.trainyard.training.RunPlan;
import io.trainyard.training.Table;
import io.trainyard.training.TrainingRun;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Goes on with jobs where their earlier attempts were. */
@Component
class Resumption {
  private static final Logger log = LoggerFactory.getLogger(Resumption.class);

  private final Checkpoints checkpoints;
  private final Insistence insistence;
  private final LongSupplier nanoTime;

  Resumption(Checkpoints checkpoints, Insistence insistence, LongSupplier nanoTime) {
    this.checkpoints = checkpoints;
    this.insistence = insistence;
    this.nanoTime = nanoTime;
  }

  /** A run that begins at the newest checkpoint that is whole, otherwise at the beginning. */
  TrainingRun run(String jobId, RunPlan plan, Table table) {
    List<StoredCheckpoint> all =
        insistence.untilRead("find the checkpoints of " + jobId, () -> checkpoints.list(jobId));
    for (StoredCheckpoint stored : all) {
      try {
        RunCheckpoint checkpoint =
            insistence.untilRead("read checkpoint " + stored.id(), () -> checkpoints.read(stored));
        var run = new TrainingRun(plan, table, nanoTime);
        run.goOnFrom(checkpoint);
        return run;
      } catch (UncheckedIOException | IllegalArgumentException e) {
        log.error(
            "Checkpoint {} of {} is of no use; an earlier one is.", stored.number(), jobId, e);
      }
    }
    return new TrainingRun(plan, table, nanoTime);
  }
}
