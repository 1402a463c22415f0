package io.trainyard.training;

import io.trainyard.preparation.FittedPreparation;
import io.trainyard.signature.Faults;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A spec held against its data set: checked, completed, and measured before anything is allocated.
 */
public final class RunPlan {

  private static final long BYTES_OF_A_NAME = 64;
  private static final long BYTES_OF_A_WRITTEN_NUMBER = 32;

  private final RunSpec spec;
  private final TargetPlan target;
  private final List<String> features;
  private final Map<String, ArraySchema> inputs;
  private final @Nullable FittedPreparation preparation;
  private final List<PreparedColumn> preparedColumns;
  private final Map<String, Tensor> initialState;
  private final RunSummary summary;
  private final RunEstimate estimate;
  private final AtomicReference<@Nullable Recording> recording;

  RunPlan(
      RunSpec completed,
      TargetPlan target,
      List<String> features,
      Map<String, ArraySchema> inputs,
      @Nullable FittedPreparation preparation,
      List<PreparedColumn> preparedColumns,
      Map<String, Tensor> initialState,
      RunSummary summary,
      RunEstimate estimate,
      Recording recording) {
    this.spec = completed;
    this.target = target;
    this.features = features;
    this.inputs = inputs;
    this.preparation = preparation;
    this.preparedColumns = preparedColumns;
    this.initialState = initialState;
    this.summary = summary;
    this.estimate = estimate;
    this.recording = new AtomicReference<>(recording);
  }

  /**
   * Holds a spec against a data set. Shapes are run through the layers, the loss, the backward pass
   * and the optimizer as a recording, which allocates nothing.
   *
   * @param spec may be at fault itself; the rest of it is checked all the same
   * @param table its values are read only where a preparation has to learn from them
   * @param initialState values to begin with that the caller found for {@code initial_state}; those
   *     written out in the spec need not be among them
   * @param faults what was found in the spec so far; gets everything else
   * @return the plan, or null when there is any fault
   */
  public static @Nullable RunPlan of(
      RunSpec spec,
      Table table,
      Map<String, Tensor> initialState,
      RunLimits limits,
      Faults faults) {
    return new Planner(spec, table, initialState, limits, faults).plan();
  }

  /** Holds a spec without a preparation against the schema of a data set. */
  public static @Nullable RunPlan of(
      RunSpec spec,
      TableSchema schema,
      Map<String, Tensor> initialState,
      RunLimits limits,
      Faults faults) {
    return of(spec, Table.withoutValues(schema), initialState, limits, faults);
  }

  /**
   * The request completed with every default and inferred size, as a tree that reads as the same
   * spec.
   */
  public Map<String, @Nullable Object> spec() {
    return spec.toTree();
  }

  public RunSummary summary() {
    return summary;
  }

  public RunEstimate estimate() {
    return estimate;
  }

  /** The classes of the target in order; null for a regression. */
  public @Nullable List<String> classes() {
    return target.classes();
  }

  /** What is made of each plain column; empty when nothing is. */
  public List<PreparedColumn> preparedColumns() {
    return preparedColumns;
  }

  @Nullable FittedPreparation preparation() {
    return preparation;
  }

  /** When the run is written down. */
  public CheckpointRule checkpointRule() {
    return spec.checkpoint();
  }

  RunSpec completed() {
    return spec;
  }

  TargetPlan target() {
    return target;
  }

  List<String> features() {
    return features;
  }

  public int epochs() {
    return Objects.requireNonNull(spec.epochs());
  }

  /**
   * What a run repeats: for the first run the very recording that was measured, for each further
   * one another that comes to the same bits.
   */
  Recording recording() {
    Recording measured = recording.getAndSet(null);
    return measured == null ? recordedAgain() : measured;
  }

  private Recording recordedAgain() {
    var faults = new Faults();
    Recording again =
        new Recorder(spec, initialState, RunLimits.NONE, faults)
            .record(inputs, summary.train_rows(), summary.test_rows(), target);
    if (again == null) {
      throw new IllegalStateException("the plan cannot be recorded again: " + faults.list());
    }
    return again;
  }

  /** The memory that it takes while it waits for its run, in bytes, about. */
  public long waitingBytes() {
    Recording measured = recording.get();
    long names = features.size() + (long) Objects.requireNonNullElse(classes(), List.of()).size();
    long written =
        spec.initial_state() == null
            ? 0
            : initialState.values().stream().mapToLong(Tensor::numel).sum();
    long made = preparedColumns.stream().mapToLong(column -> 1 + column.becomes().size()).sum();
    return BYTES_OF_A_NAME * (names + 4 * made)
        + BYTES_OF_A_WRITTEN_NUMBER * written
        + (measured == null ? 0 : measured.waitingBytes());
  }
}
