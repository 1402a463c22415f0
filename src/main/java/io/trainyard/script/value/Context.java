package io.trainyard.script.value;

import org.jspecify.annotations.Nullable;

/** Something built in that a {@code with} can hold. */
public interface Context {

  /** Enters it. */
  Entered enter(Call call);

  /**
   * A context that has been entered.
   *
   * @param value what stands behind {@code as}
   */
  record Entered(Object value, Exit exit) {}

  /** How a context is left. */
  interface Exit {
    /**
     * Leaves it.
     *
     * @param error what ended the block; null where nothing did
     * @return whether the error is dealt with by that
     */
    boolean leave(@Nullable ScriptException error, Call call);
  }

  /** One that changes nothing. */
  static Context without(Object value) {
    return call -> new Entered(value, (error, leaving) -> false);
  }
}
