package io.trainyard.training;

import io.trainyard.preparation.FittedPreparation;
import io.trainyard.preparation.FittedScaler;
import io.trainyard.preparation.TargetTransformer;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run learned, with all that is needed to predict.
 *
 * @param spec the completed spec of the run, as a tree
 * @param features the columns that go in, in order
 * @param targets the columns that were learned
 * @param classes the classes of the target in order; null for a regression
 * @param targetTransformer what was done to the target first; null for nothing
 * @param scaler what was done to the features first; null for nothing
 * @param preparation what was done to the columns first; null for nothing
 * @param epoch the one after which it was so, from 0; null when that was not noted
 * @param state parameters and buffers by PyTorch's names
 */
public record TrainedModel(
    Map<String, @Nullable Object> spec,
    List<String> features,
    List<String> targets,
    @Nullable List<String> classes,
    @Nullable TargetTransformer targetTransformer,
    @Nullable FittedScaler scaler,
    @Nullable FittedPreparation preparation,
    @Nullable Integer epoch,
    Map<String, Tensor> state) {

  /** What is done to the features first. */
  Treatment treatment() {
    return new Treatment(scaler, preparation);
  }
}
