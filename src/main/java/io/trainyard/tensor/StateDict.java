package io.trainyard.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What something remembers, by name, apart from it: copies of tensors, whole numbers, and numbers
 * of double precision. Another of its kind that takes it over goes on where the first was, to the
 * bit.
 */
public final class StateDict {

  private final Map<String, Object> values;
  private final String prefix;

  /** An empty one. */
  public StateDict() {
    this(new LinkedHashMap<>(), "");
  }

  private StateDict(Map<String, Object> values, String prefix) {
    this.values = values;
    this.prefix = prefix;
  }

  /** The part whose names begin with a word and a dot; what is put there is put here too. */
  public StateDict at(String name) {
    return new StateDict(values, prefix + name + '.');
  }

  /** Everything by its whole name: a {@link Tensor}, a {@link Long} or a {@code double[]}. */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Takes a copy of a tensor as it is now. */
  public void put(String name, Tensor tensor) {
    Tensor copy = Tensor.full(tensor.shape(), 0, tensor.dtype());
    copy.fill(tensor);
    own(name, copy);
  }

  public void put(String name, long number) {
    own(name, number);
  }

  /** Takes a copy of some numbers. */
  public void put(String name, double... numbers) {
    own(name, numbers.clone());
  }

  /**
   * Takes what is one of the kinds that {@link #values} gives, without a copy.
   *
   * @throws IllegalArgumentException when something has the name already
   */
  public void own(String name, Object value) {
    if (values.put(prefix + name, value) != null) {
      throw new IllegalArgumentException("the state has '" + prefix + name + "' twice");
    }
  }

  public boolean has(String name) {
    return values.containsKey(prefix + name);
  }

  /**
   * A tensor, which is not to be changed.
   *
   * @throws IllegalArgumentException as all that read: when there is none of the name
   */
  public Tensor tensor(String name) {
    return get(name, Tensor.class);
  }

  public long whole(String name) {
    return get(name, Long.class);
  }

  public double number(String name) {
    return numbers(name)[0];
  }

  public double[] numbers(String name) {
    return get(name, double[].class);
  }

  private <T> T get(String name, Class<T> kind) {
    Object value = values.get(prefix + name);
    if (!kind.isInstance(value)) {
      throw new IllegalArgumentException(
          "the state has no '" + prefix + name + "' that is a " + kind.getSimpleName());
    }
    return kind.cast(Objects.requireNonNull(value));
  }

  /**
   * Gives a tensor the values that one of its kind had.
   *
   * @throws ShapeException when it had another shape or another type
   */
  public void fill(String name, Tensor target) {
    Tensor value = tensor(name);
    if (!value.shape().equals(target.shape()) || value.dtype() != target.dtype()) {
      throw new ShapeException(
          "the state has '"
              + prefix
              + name
              + "' as "
              + value.dtype()
              + value.shape()
              + ", wanted is "
              + target.dtype()
              + target.shape());
    }
    target.fill(value);
  }
}
