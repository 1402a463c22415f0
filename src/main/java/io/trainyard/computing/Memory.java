package io.trainyard.computing;

/** The memory of a computation that may need more as it goes on. */
@FunctionalInterface
public interface Memory {

  /**
   * Has to be asked before it takes more, about, than it has asked for so far.
   *
   * @param bytes all that it needs from now on
   * @throws io.trainyard.rest.Busy when others have it
   */
  void need(long bytes);
}
