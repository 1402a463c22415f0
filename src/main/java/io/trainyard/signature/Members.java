package io.trainyard.signature;

import java.util.List;

/**
 * The members of a family that is spread over several packages, which no sealed class can list.
 * {@link Catalog} finds it as a service, so that the family need not know its members.
 *
 * @param <T> what all members are
 */
public interface Members<T> {

  /** What all members are. */
  Class<T> family();

  /** The members; a sealed class stands for those that it permits. */
  List<Class<? extends T>> members();
}
