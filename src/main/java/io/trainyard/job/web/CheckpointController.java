package io.trainyard.job.web;

import io.trainyard.computing.Computing;
import io.trainyard.computing.Need;
import io.trainyard.job.Jobs;
import io.trainyard.job.TrainingJob;
import io.trainyard.job.checkpoint.Checkpoints;
import io.trainyard.job.checkpoint.StoredCheckpoint;
import io.trainyard.job.plan.CannotBePrepared;
import io.trainyard.job.plan.JobPlans;
import io.trainyard.job.worker.JobModels;
import io.trainyard.limits.Limits;
import io.trainyard.rest.Conflict;
import io.trainyard.rest.NotFound;
import io.trainyard.training.TrainedModel;
import io.trainyard.training.TrainingRun;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The checkpoints of a job over HTTP. */
@RestController
@RequestMapping(path = "/v1/jobs/{id}/checkpoints", produces = "application/json")
class CheckpointController {

  private final Jobs jobs;
  private final Checkpoints checkpoints;
  private final JobPlans plans;
  private final JobModels models;
  private final Limits limits;
  private final Computing computing;

  CheckpointController(
      Jobs jobs,
      Checkpoints checkpoints,
      JobPlans plans,
      JobModels models,
      Limits limits,
      Computing computing) {
    this.jobs = jobs;
    this.checkpoints = checkpoints;
    this.plans = plans;
    this.models = models;
    this.limits = limits;
    this.computing = computing;
  }

  /** All of them, newest first: a rule keeps them few. */
  record CheckpointList(List<StoredCheckpoint> data) {}

  /**
   * What became of a checkpoint.
   *
   * @param epoch after which the network was so, from 0; null in the middle of one
   */
  record ModelOfCheckpoint(String model_id, @Nullable Integer epoch) {}

  @GetMapping
  CheckpointList list(@PathVariable String id) {
    jobs.get(id);
    return new CheckpointList(checkpoints.list(id));
  }

  @PostMapping("/{number}/model")
  ResponseEntity<ModelOfCheckpoint> model(@PathVariable String id, @PathVariable int number) {
    TrainingJob job = jobs.get(id);
    StoredCheckpoint stored =
        checkpoints
            .find(id, number)
            .orElseThrow(() -> new NotFound("checkpoint", String.valueOf(number)));
    TrainedModel model =
        computing.run(
            new Need(limits.planning_seconds(), job.memoryBytes()), () -> model(job, stored));
    String modelId = models.save(model, job);
    return ResponseEntity.created(URI.create("/v1/models/" + modelId))
        .body(new ModelOfCheckpoint(modelId, model.epoch()));
  }

  private TrainedModel model(TrainingJob job, StoredCheckpoint stored) {
    try {
      JobPlans.Prepared prepared = plans.prepare(job);
      var run = new TrainingRun(prepared.plan(), prepared.table(), () -> 0);
      run.goOnFrom(checkpoints.read(stored));
      return run.model();
    } catch (CannotBePrepared e) {
      throw new Conflict(e.sentence());
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new Conflict(
          "Checkpoint %d of %s cannot be read any more.".formatted(stored.number(), job.id()));
    }
  }
}
