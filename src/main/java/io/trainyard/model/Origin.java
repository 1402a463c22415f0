package io.trainyard.model;

/**
 * Where a model came from.
 *
 * @param dataset_sha256 digest of the data set's bytes as they were sent
 * @param seed of the job: with the same spec, data and version it gives the same model, bit for bit
 * @param version of Trainyard that trained it
 */
public record Origin(
    String job_id,
    String dataset_id,
    String dataset_name,
    String dataset_sha256,
    long seed,
    String version) {}
