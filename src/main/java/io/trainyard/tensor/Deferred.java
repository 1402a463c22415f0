package io.trainyard.tensor;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Work that is put off: its tensors are there at once and can be used by recordings, but have no
 * values, and take no memory, until it is {@linkplain #carryOut carried out}. That gives the same
 * values as if it had never been put off.
 */
public final class Deferred {

  private final Deque<Instruction> instructions = new ArrayDeque<>();

  /** Takes down some more work. */
  public <T> T add(Supplier<T> work) {
    return Execution.record(instructions, work);
  }

  /** Does it all, once, in order. What is of no use any more is let go on the way. */
  public void carryOut() {
    for (Instruction next = instructions.poll(); next != null; next = instructions.poll()) {
      Execution.perform(next);
    }
  }

  /** How many operations are left to be done. */
  public int size() {
    return instructions.size();
  }

  /**
   * The memory that carrying it out takes, in bytes: of what will be used later, and of what is
   * only needed on the way.
   *
   * @param users all that uses what is made
   */
  public long bytes(Collection<Program> users) {
    Set<Storage> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    users.forEach(user -> kept.addAll(user.outside()));
    for (Instruction instruction : instructions) {
      Tensor made = instruction.output();
      if (made.requiresGrad() && made.isLeaf()) {
        kept.add(made.storage());
      }
    }
    return Float.BYTES * new Layout(instructions.toArray(Step[]::new), kept, Set.of()).floats();
  }

  /** The memory of the values that are there before it is carried out, in bytes. */
  public long valueBytes() {
    Set<Storage> known = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Instruction instruction : instructions) {
      known.addAll(instruction.reads());
    }
    return Storage.bytes(known);
  }
}
