package io.trainyard.computing;

/** How long the current thread has kept a processor busy. */
@FunctionalInterface
public interface ProcessorTime {

  /** In nanoseconds, since some moment. */
  long nanos();
}
