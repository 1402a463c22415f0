package io.trainyard.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A trained model as it is stored; its parameters lie beside it, see {@link Models}. */
@Entity
@Table(name = "model")
class Model {
  @Id private String id;

  /** Null until it is stored, so that the repository knows it for a new row. */
  @Version private @Nullable Long version;

  private @Nullable String name;

  private String jobId;
  private String datasetId;

  private String datasetName;

  @Column(name = "dataset_sha256")
  private String datasetSha256;

  private long seed;
  private String trainyardVersion;
  private @Nullable Integer epoch;
  private long parameters;
  private long stateBytes;

  private String description;

  private Instant createdAt;

  @SuppressWarnings("NullAway.Init")
  protected Model() {}

  /**
   * A model that is not stored yet.
   *
   * @param description JSON of {@link ModelDescription}
   * @param stateBytes size of its parameters as a safetensors file
   */
  @SuppressWarnings("NullAway.Init") // JPA fills the version
  Model(
      String id,
      @Nullable String name,
      Origin origin,
      @Nullable Integer epoch,
      long parameters,
      long stateBytes,
      String description,
      Instant createdAt) {
    this.id = id;
    this.name = name;
    this.jobId = origin.job_id();
    this.datasetId = origin.dataset_id();
    this.datasetName = origin.dataset_name();
    this.datasetSha256 = origin.dataset_sha256();
    this.seed = origin.seed();
    this.trainyardVersion = origin.version();
    this.epoch = epoch;
    this.parameters = parameters;
    this.stateBytes = stateBytes;
    this.description = description;
    this.createdAt = createdAt;
  }

  String id() {
    return id;
  }

  @Nullable String name() {
    return name;
  }

  Origin origin() {
    return new Origin(jobId, datasetId, datasetName, datasetSha256, seed, trainyardVersion);
  }

  /** The epoch after which its network was so, from 0; null when that was not noted. */
  @Nullable Integer epoch() {
    return epoch;
  }

  long parameters() {
    return parameters;
  }

  long stateBytes() {
    return stateBytes;
  }

  String description() {
    return description;
  }

  Instant createdAt() {
    return createdAt;
  }
}
