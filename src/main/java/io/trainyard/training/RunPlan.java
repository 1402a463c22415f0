package io.trainyard.training;

import io.trainyard.nn.Module;
import io.trainyard.optim.LRScheduler;
import io.trainyard.optim.Lambdas;
import io.trainyard.optim.Optimizer;
import io.trainyard.script.Script;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A spec held against its data set: checked, completed, and measured before anything is allocated.
 */
public final class RunPlan {

  private final RunSpec spec;
  private final TargetPlan target;
  private final List<String> features;
  private final Map<String, Tensor> initialState;
  private final RunSummary summary;
  private final RunEstimate estimate;

  RunPlan(
      RunSpec completed,
      TargetPlan target,
      List<String> features,
      Map<String, Tensor> initialState,
      RunSummary summary,
      RunEstimate estimate) {
    this.spec = completed;
    this.target = target;
    this.features = features;
    this.initialState = initialState;
    this.summary = summary;
    this.estimate = estimate;
  }

  /**
   * Holds a spec against a data set. Shapes are run through the layers, the loss, the backward pass
   * and the optimizer as a recording, which allocates nothing.
   *
   * @param spec may be at fault itself; the rest of it is checked all the same
   * @param initialState values to begin with that the caller found for {@code initial_state}; those
   *     written out in the spec need not be among them
   * @param faults what was found in the spec so far; gets everything else
   * @return the plan, or null when there is any fault
   */
  public static @Nullable RunPlan of(
      RunSpec spec,
      TableSchema schema,
      Map<String, Tensor> initialState,
      RunLimits limits,
      Faults faults) {
    return new Planner(spec, schema, initialState, limits, faults).plan();
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

  RunSpec completed() {
    return spec;
  }

  TargetPlan target() {
    return target;
  }

  List<String> features() {
    return features;
  }

  int batchSize() {
    Integer size = spec.batch_size();
    return size == null ? summary.train_rows() : Math.min(size, summary.train_rows());
  }

  int epochs() {
    return Objects.requireNonNull(spec.epochs());
  }

  Criterion criterion() {
    return Criterion.of(spec);
  }

  /** The network, with the parameters that training begins with. */
  Module network(Generator generator) {
    Module network = Networks.of(spec, generator);
    Map<String, Tensor> parameters = network.stateDict();
    Tensor.noGrad(() ->
        initialState.forEach(
            (name, value) -> Objects.requireNonNull(parameters.get(name)).assign(value)));
    return network;
  }

  Trainable trainable(Module network) {
    return new Trainable(
        network,
        criterion(),
        target.encoding(),
        Objects.requireNonNull(spec.optimizer()).create(network.parameters()),
        Clipping.of(spec));
  }

  @Nullable LRScheduler scheduler(Optimizer optimizer) {
    Recipe<? extends LRScheduler> scheduler = spec.scheduler();
    return scheduler == null ? null : scheduler.create(optimizer, (Lambdas) Script::function);
  }
}
