package io.trainyard.capabilities;

import io.trainyard.loss.Loss;
import io.trainyard.measure.Metric;
import io.trainyard.nn.Layer;
import io.trainyard.nn.activation.Activation;
import io.trainyard.optim.LRScheduler;
import io.trainyard.optim.Optimizer;
import io.trainyard.preparation.Preprocessor;
import io.trainyard.preparation.Scaler;
import io.trainyard.signature.Catalog;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All that a job may use, each kind in the order of its names.
 *
 * @param version of Trainyard
 * @param metrics what can be measured besides the loss
 * @param limits those in force, by name
 */
record Capabilities(
    String version,
    List<Capability> layers,
    List<Capability> activations,
    List<Capability> losses,
    List<Capability> optimizers,
    List<Capability> schedulers,
    List<Capability> scalers,
    List<Capability> transformers,
    List<Capability> metrics,
    Map<String, Long> limits) {

  static Capabilities of(String version, Map<String, Long> limits) {
    return new Capabilities(
        version,
        all(Layer.class, type -> !Activation.class.isAssignableFrom(type)),
        all(Activation.class, type -> true),
        all(Loss.class, type -> true),
        all(Optimizer.class, type -> true),
        all(LRScheduler.class, type -> true),
        all(Scaler.class, type -> true),
        all(Preprocessor.class, type -> true),
        all(Metric.class, type -> true),
        limits);
  }

  private static <T> List<Capability> all(Class<T> family, Predicate<Class<?>> wanted) {
    return Catalog.of(family).signatures().stream()
        .filter(signature -> wanted.test(signature.type()))
        .map(Capability::of)
        .sorted(Comparator.comparing(Capability::type))
        .toList();
  }
}
