package io.trainyard.model;

import io.trainyard.preparation.ColumnType;
import io.trainyard.preparation.FittedPreparation;
import io.trainyard.preparation.FittedScaler;
import io.trainyard.preparation.TargetTransformer;
import io.trainyard.tensor.Tensor;
import io.trainyard.training.TrainedModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TrainedModel} without its parameters, in the form it is stored in and shown to users.
 *
 * @param spec the request of the job, completed with every default and inferred size
 * @param classes in the order of the outputs; null for a regression
 * @param target_transformer what was learned of the target, as a tree; null for none
 * @param preparation what was learned of the columns before the first layer, as a tree; null for
 *     none
 * @param scaler applied to the features before the first layer; null for none
 */
record ModelDescription(
    Map<String, @Nullable Object> spec,
    List<String> features,
    List<String> targets,
    @Nullable List<String> classes,
    @Nullable Map<String, @Nullable Object> target_transformer,
    @Nullable FittedScaler scaler,
    @Nullable Map<String, @Nullable Object> preparation) {

  static ModelDescription of(TrainedModel model) {
    return new ModelDescription(
        model.spec(),
        model.features(),
        model.targets(),
        model.classes(),
        model.targetTransformer() == null ? null : model.targetTransformer().toTree(),
        model.scaler(),
        model.preparation() == null ? null : model.preparation().toTree());
  }

  /** What each feature holds, where the preparation noted it; the others hold numbers. */
  Map<String, ColumnType> types() {
    return preparation == null ? Map.of() : FittedPreparation.sources(preparation);
  }

  /** The model that it describes. */
  TrainedModel with(@Nullable Integer epoch, Map<String, Tensor> state) {
    return new TrainedModel(
        spec,
        features,
        targets,
        classes,
        target_transformer == null ? null : TargetTransformer.of(target_transformer),
        scaler,
        preparation == null ? null : FittedPreparation.of(preparation),
        epoch,
        state);
  }
}
