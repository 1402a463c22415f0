package io.trainyard.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trainyard.training.Predictor;
import org.springframework.stereotype.Component;

/**
 * The models that were used last, ready to predict; together they take a tenth of the heap at most.
 */
@Component
class ReadyModels {
  /** What an entry takes besides its parameters. */
  private static final long OVERHEAD_BYTES = 16 * 1024;

  /** A model with its network in place. */
  record Ready(ModelDescription description, Predictor predictor, long bytes) {}

  private final Models models;
  private final Cache<String, Ready> cache =
      Caffeine.newBuilder()
          .maximumWeight(Runtime.getRuntime().maxMemory() / 10)
          .weigher((String id, Ready ready) -> (int) Math.min(ready.bytes(), Integer.MAX_VALUE))
          .build();

  ReadyModels(Models models) {
    this.models = models;
  }

  /**
   * Checks that there is such a model.
   *
   * @throws io.trainyard.rest.NotFound if there is none
   */
  void require(String id) {
    models.find(id);
  }

  /**
   * The memory that is yet to be taken to make a model ready: its parameters, read and in place.
   */
  long bytesToCome(String id) {
    return cache.getIfPresent(id) == null ? 2 * models.find(id).stateBytes() : 0;
  }

  /**
   * A model by its id.
   *
   * @throws io.trainyard.rest.NotFound if there is none, or none any more
   */
  Ready get(String id) {
    Model model = models.find(id); // another node may have deleted it
    return cache.get(
        id,
        missing -> {
          ModelDescription description = models.describe(model);
          return new Ready(
              description,
              new Predictor(description.with(model.epoch(), models.state(id))),
              OVERHEAD_BYTES
                  + Predictor.KEPT_BYTES
                  + model.description().length()
                  + model.stateBytes());
        });
  }
}
