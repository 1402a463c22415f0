package io.trainyard.training;

import io.trainyard.nn.Module;
import io.trainyard.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What goes into a network: arrays in order, by name, each with a row for each example.
 *
 * @param arrays at least one, [rows, …] of any shape
 */
record Inputs(Map<String, Tensor> arrays) {

  Inputs {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /**
   * Inputs without values yet.
   *
   * @param schemas by name, what one example has
   */
  static Inputs pending(int rows, Map<String, ArraySchema> schemas) {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    schemas.forEach((name, schema) -> arrays.put(name, schema.pending(rows)));
    return new Inputs(arrays);
  }

  int rows() {
    return first().size(0);
  }

  /** The first of them, which most networks take alone. */
  Tensor first() {
    return arrays.values().iterator().next();
  }

  /** Some examples by their numbers. */
  Inputs select(int[] rows) {
    return map(array -> array.indexSelect(rows));
  }

  private Inputs map(UnaryOperator<Tensor> change) {
    Map<String, Tensor> changed = new LinkedHashMap<>();
    arrays.forEach((name, array) -> changed.put(name, change.apply(array)));
    return new Inputs(changed);
  }

  /** What a network gives for them. */
  Tensor through(Module network) {
    return network.forward(arrays);
  }

  /** Whether an array has no elements, so that there is nothing to learn from. */
  boolean isEmpty() {
    return arrays.values().stream().anyMatch(array -> array.numel() == 0);
  }

  /** Whether others have the same names, shapes and types. */
  boolean isLike(Inputs others) {
    return schemas().equals(others.schemas());
  }

  private Map<String, ArraySchema> schemas() {
    Map<String, ArraySchema> schemas = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> schemas.put(name, new ArraySchema(array.shape(), array.dtype())));
    return schemas;
  }

  /** Takes over the values of others that are {@linkplain #isLike alike}. */
  void fill(Inputs others) {
    arrays.forEach((name, array) -> array.fill(Objects.requireNonNull(others.arrays.get(name))));
  }

  /** The same names and shapes, yet to get values. */
  Inputs withoutValues() {
    return map(array -> Tensor.placeholder(array.shape(), array.dtype()));
  }

  /** The memory of their values. */
  long bytes() {
    return schemas().values().stream().mapToLong(ArraySchema::bytes).sum();
  }
}
