package io.trainyard.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A recorded step: a flat list of instructions that can be run again and again.
 *
 * <p>Recording runs nothing and allocates nothing, so shapes, sizes and costs are known before
 * anything is paid for. Tensors that existed before are read and assigned in place; what changes
 * from run to run (row numbers, scalars of an optimizer, a generator's step) lies in small buffers
 * that the caller fills before each {@link #run}. The first run allocates; the intermediate tensors
 * whose lifetimes do not meet share memory.
 */
public final class Program {

  /** Milliseconds: a run that takes longer asks before each step whether to go on. */
  private static final long OPERATIONS_BETWEEN_QUESTIONS = 10_000_000;

  private final Step[] steps;
  private final Tensor output;
  private final Set<Storage> outside;
  private final int operations;
  private final Layout layout;
  private final boolean isLong;
  private boolean allocated;

  private Program(List<Instruction> instructions, Tensor output) {
    Set<Storage> kept = outliving(instructions, output);
    this.outside = outside(instructions);
    this.operations = instructions.size();
    this.steps = Fusion.of(instructions, kept).toArray(Step[]::new);
    this.output = output;
    this.layout = new Layout(steps, kept, outside);
    this.isLong = cost() > OPERATIONS_BETWEEN_QUESTIONS;
  }

  /**
   * Records what a step does.
   *
   * @param step uses tensors as ever, but may not ask for their values
   * @return the program; the tensor that the step returns can be read after each run
   */
  public static Program record(Supplier<Tensor> step) {
    List<Instruction> instructions = new ArrayList<>();
    Tensor output = Execution.record(instructions, step);
    return new Program(instructions, output);
  }

  /** Does something of which nothing is carried out: what it makes has shapes and no values. */
  public static <T> T sketch(Supplier<T> work) {
    return Execution.record(new ArrayList<>(), work);
  }

  /**
   * Runs every instruction in order.
   *
   * @throws ValueException when one of them does not take a value that it meets
   */
  public void run() {
    if (!allocated) {
      layout.allocate();
      allocated = true;
    }
    if (!isLong) {
      Interruption.ask();
    }
    for (Step step : steps) {
      if (isLong) {
        Interruption.ask();
      }
      try {
        step.run();
      } catch (ArrayIndexOutOfBoundsException e) {
        throw e; // a mistake of ours
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new ValueException(step.place(), e);
      }
    }
  }

  /** What the step returned; it holds the values of the latest run. */
  public Tensor output() {
    return output;
  }

  /** How many operations were recorded. */
  public int operations() {
    return operations;
  }

  /** How many steps one run takes. */
  public int size() {
    return steps.length;
  }

  /** About how many floating-point operations one run takes. */
  public long cost() {
    long sum = 0;
    for (Step step : steps) {
      sum += step.cost();
    }
    return sum;
  }

  /** The memory of all that the program makes, in bytes; what existed before it is not counted. */
  public long bytes() {
    long floats = layout.floats();
    for (Step step : steps) {
      floats += step.scratch();
    }
    return Float.BYTES * floats;
  }

  /** The memory of what is used, was made before, and has values by now, in bytes. */
  public long outsideBytes() {
    return Storage.bytes(outside);
  }

  /** What is used and was made before: parameters, data, the state of an optimizer. */
  Set<Storage> outside() {
    return outside;
  }

  private static Set<Storage> outside(List<Instruction> instructions) {
    Set<Storage> made = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Storage> outside = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Instruction instruction : instructions) {
      for (Storage read : instruction.reads()) {
        if (!made.contains(read)) {
          outside.add(read);
        }
      }
      Storage output = instruction.output().storage();
      if (!(instruction.operation() instanceof Assign)) {
        made.add(output);
      } else if (!made.contains(output)) {
        outside.add(output);
      }
    }
    return outside;
  }

  /**
   * The output, parameters, and what is assigned in place: their values are wanted after the run.
   */
  private static Set<Storage> outliving(List<Instruction> instructions, Tensor output) {
    Set<Storage> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    kept.add(output.storage());
    for (Instruction instruction : instructions) {
      Tensor made = instruction.output();
      if (instruction.operation() instanceof Assign || (made.requiresGrad() && made.isLeaf())) {
        kept.add(made.storage());
      }
    }
    return kept;
  }
}
