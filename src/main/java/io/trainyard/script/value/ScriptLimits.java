package io.trainyard.script.value;

/**
 * The most that one text may ask for.
 *
 * @param characters characters of the text
 * @param nesting how deep expressions, blocks and calls may go
 * @param steps statements, calls and rounds of loops that are carried out
 * @param items items of one list, or characters of one string
 * @param elements elements of one tensor
 * @param total_elements elements of all tensors that are alive at one time, together
 * @param operations floating-point operations, about
 */
public record ScriptLimits(
    int characters,
    int nesting,
    long steps,
    int items,
    long elements,
    long total_elements,
    long operations) {

  /** Ample for anything that people write. */
  public static final ScriptLimits DEFAULTS =
      new ScriptLimits(
          65_536, 100, 1_000_000, 100_000, 100_000_000, 1_000_000_000, 100_000_000_000L);

  /** For what comes with the language, which only has to be read. */
  public static final ScriptLimits OF_LIBRARY =
      new ScriptLimits(1 << 24, 100, 1_000_000, 100_000, 1, 1, 1);
}
