package io.trainyard.training;

import io.trainyard.tensor.Deferred;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Program;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * What is made for a run when it begins, and only described before: initial weights, buffers, the
 * state of the optimizer. Its random numbers are counted by themselves, whatever is recorded in
 * between.
 */
final class Making {

  private final Generator draws;
  private final Deferred work = new Deferred();
  private int drawn;

  Making(long seed) {
    draws = new Generator(seed).fork("network");
  }

  /** The random numbers of the network: those of its making, then those of each step. */
  Generator draws() {
    return draws;
  }

  /** Describes how something is made. */
  <T> T of(Supplier<T> made) {
    int before = draws.drawn();
    goOn();
    T result = work.add(made);
    drawn = draws.drawn();
    draws.goOnBehind(before);
    return result;
  }

  /** Counts the random numbers that are drawn next behind those of all that was made. */
  void goOn() {
    draws.goOnBehind(drawn);
  }

  /** Makes it all, which is to be done once. */
  void begin() {
    draws.step(0);
    work.carryOut();
  }

  /** The memory that it takes, in bytes, as far as it is used later. */
  long bytes(Collection<Program> users) {
    return work.bytes(users);
  }

  /** How many operations are left to be done. */
  int size() {
    return work.size();
  }

  /** The memory of the values that were written down for it, in bytes. */
  long waitingBytes() {
    return work.valueBytes();
  }
}
