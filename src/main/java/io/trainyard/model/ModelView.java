package io.trainyard.model;

import io.trainyard.preparation.FittedScaler;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model as users see it; see {@link ModelDescription} and {@link ModelListing}. */
record ModelView(
    String id,
    @Nullable String name,
    @Nullable Integer epoch,
    long parameters,
    List<String> features,
    List<String> targets,
    @Nullable List<String> classes,
    @Nullable Map<String, @Nullable Object> target_transformer,
    @Nullable FittedScaler scaler,
    @Nullable Map<String, @Nullable Object> preparation,
    Map<String, @Nullable Object> spec,
    Origin origin,
    Instant created_at) {

  static ModelView of(Model model, ModelDescription description) {
    return new ModelView(
        model.id(),
        model.name(),
        model.epoch(),
        model.parameters(),
        description.features(),
        description.targets(),
        description.classes(),
        description.target_transformer(),
        description.scaler(),
        description.preparation(),
        description.spec(),
        model.origin(),
        model.createdAt());
  }
}
