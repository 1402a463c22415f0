package io.trainyard.script.value;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A kind of values that a library brings along, such as tensors or layers. The language knows
 * nothing of them and asks their kind; what a kind does not say is refused, as for any other value.
 */
public interface Kind {

  /** Whether a value is of this kind. */
  boolean has(Object value);

  /** The name of its type, for error messages. */
  String typeName(Object value);

  /** What {@code type(value)} gives; null for a type that is only known by its name. */
  default @Nullable Object type(Object value) {
    return null;
  }

  /** Whether a value is an object of a class from which those of a text derive. */
  default boolean isInstance(Object value, TypeValue type) {
    return false;
  }

  /** What {@code print(value)} prints. */
  String text(Object value, Position position, Session session);

  /** {@code value.name}; null when it has nothing of that name. */
  default @Nullable Object attribute(
      Object value, String name, Position position, Session session) {
    return null;
  }

  /** All that {@link #attribute} knows, for suggestions. */
  default Collection<String> attributeNames(Object value) {
    return List.of();
  }

  /**
   * {@code value.name = item}.
   *
   * @return whether it takes such an attribute
   */
  default boolean setAttribute(
      Object value, String name, Object item, Position position, Session session) {
    return false;
  }

  /** {@code left operator right}, one of which is of this kind; null when that means nothing. */
  default @Nullable Object binary(
      String operator, Object left, Object right, Position position, Session session) {
    return null;
  }

  /** {@code -value}, {@code +value}, {@code ~value}; null when that means nothing. */
  default @Nullable Object unary(
      String operator, Object value, Position position, Session session) {
    return null;
  }

  /**
   * {@code del value.name}.
   *
   * @return whether it had such an attribute
   */
  default boolean removeAttribute(Object value, String name) {
    return false;
  }

  /**
   * {@code value operator= operand}; null when the value is not changed itself but replaced by the
   * result of the operator.
   */
  default @Nullable Object inPlace(
      String operator, Object value, Object operand, Position position, Session session) {
    return null;
  }

  /** Whether the language takes it for true. */
  default boolean truth(Object value, Position position, Session session) {
    return true;
  }

  /** The plain number that it stands for; the value itself when it stands for none. */
  default Object number(Object value, Position position, Session session) {
    return value;
  }

  /** The plain number by which it counts the items of a sequence; the value itself for none. */
  default Object index(Object value, Position position, Session session) {
    return value;
  }

  /** What a format without a specification shows. */
  default Object shown(Object value, Position position, Session session) {
    return value;
  }

  /** {@code abs(value)}; null when that means nothing. */
  default @Nullable Object abs(Object value, Position position, Session session) {
    return null;
  }

  /** {@code item in value}; null where it is asked of the items one by one. */
  default @Nullable Boolean contains(
      Object value, Object item, Position position, Session session) {
    return null;
  }

  /** {@code value[index]}; null when it has no items. */
  default @Nullable Object item(Object value, Object index, Position position, Session session) {
    return null;
  }

  /**
   * {@code value[index] = item}.
   *
   * @return whether it takes items
   */
  default boolean setItem(
      Object value, Object index, Object item, Position position, Session session) {
    return false;
  }

  /** What a loop goes through; null when there is nothing. */
  default @Nullable List<Object> items(Object value, Position position, Session session) {
    return null;
  }

  /** {@code len(value)}; negative when it has none. */
  default long length(Object value, Position position, Session session) {
    return -1;
  }

  /** Whether {@link #call} knows what to do. */
  default boolean isCallable(Object value) {
    return false;
  }

  /** {@code value(…)}. */
  default Object call(Object value, Call call) {
    throw call.error(ErrorKind.TYPE_ERROR, "'" + typeName(value) + "' cannot be called");
  }

  /** {@code copy.copy(value)}. */
  default Object shallowCopy(Object value, Call call) {
    return value;
  }

  /**
   * {@code copy.deepcopy(value)}.
   *
   * @param made told of everything that is copied besides, and what its copy is
   * @param copy copies what the value holds
   */
  default Object deepCopy(Object value, Copied made, UnaryOperator<Object> copy, Call call) {
    return value;
  }

  /** Takes down copies, so that what is held twice is copied once. */
  interface Copied {
    void put(Object original, Object copy);
  }
}
