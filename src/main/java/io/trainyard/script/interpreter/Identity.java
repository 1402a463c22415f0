package io.trainyard.script.interpreter;

/** Python's {@code is}, for objects. */
final class Identity {

  private Identity() {}

  @SuppressWarnings("ReferenceEquality") // whether it is the same object is the question
  static boolean same(Object one, Object other) {
    return one == other;
  }
}
