package io.trainyard.script.value;

/** Python's {@code is}, for objects. */
public final class Identity {

  private Identity() {}

  @SuppressWarnings("ReferenceEquality") // whether it is the same object is the question
  public static boolean same(Object one, Object other) {
    return one == other;
  }
}
