package io.trainyard.job.worker;

import io.trainyard.job.TrainingJob;
import io.trainyard.model.Models;
import io.trainyard.model.Origin;
import io.trainyard.training.TrainedModel;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** Stores what jobs have learned, with where it came from. */
@Component
public class JobModels {
  private final Models models;
  private final String version;

  JobModels(Models models, ObjectProvider<BuildProperties> build) {
    this.models = models;
    this.version = build.stream().map(BuildProperties::getVersion).findFirst().orElse("unknown");
  }

  /**
   * Stores a model, together with whatever else the caller's transaction does.
   *
   * @return its id
   */
  public String save(TrainedModel model, TrainingJob job) {
    Number seed = (Number) Objects.requireNonNull(model.spec().get("seed"));
    Origin origin =
        new Origin(
            job.id(),
            job.datasetId(),
            job.datasetName(),
            job.datasetSha256(),
            seed.longValue(),
            version);
    return models.save(model, job.name(), origin);
  }
}
