package io.trainyard.script.value;

/** Something that a text can call. */
public interface Callable {

  /** What error messages call it: {@code clamp}. */
  String name();

  /**
   * Calls it.
   *
   * @return a value of the language, never null: {@link None} for nothing
   * @throws ScriptException at the place of the call, or of a fault within
   */
  Object call(Call call);
}
