package io.trainyard.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model as lists show it.
 *
 * @param name of the job that trained it
 * @param epoch the one after which its network was so, from 0; null when that was not noted
 * @param parameters how many numbers were learned
 */
record ModelListing(
    String id,
    @Nullable String name,
    @Nullable Integer epoch,
    long parameters,
    Origin origin,
    Instant created_at) {

  /** As a query gives it. */
  ModelListing(
      String id,
      @Nullable String name,
      @Nullable Integer epoch,
      long parameters,
      String jobId,
      String datasetId,
      String datasetName,
      String datasetSha256,
      long seed,
      String version,
      Instant createdAt) {
    this(
        id,
        name,
        epoch,
        parameters,
        new Origin(jobId, datasetId, datasetName, datasetSha256, seed, version),
        createdAt);
  }
}
