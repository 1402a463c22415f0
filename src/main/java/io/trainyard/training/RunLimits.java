package io.trainyard.training;

/**
 * The most that a run may ask for.
 *
 * @param epochs epochs
 * @param parameters numbers that are learned
 * @param memory_bytes memory as {@link RunEstimate} counts it
 * @param name_length characters of a name
 */
public record RunLimits(int epochs, long parameters, long memory_bytes, int name_length) {

  /** For what has been held against limits already. */
  static final RunLimits NONE =
      new RunLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);

  /** Elements of tensors that fill the memory. */
  long elements() {
    return memory_bytes / Float.BYTES;
  }
}
