package io.trainyard.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Elementwise instructions run together, block by block: a block goes through all of them while it
 * is in the nearest cache, and what only they need never gets memory of its own.
 */
final class FusedLoop implements Step {

  private final List<Instruction> instructions;
  private final Elementwise[] operations;
  private final int n;
  private final int block;
  private final Operand[][] inputs;
  private final Operand[] outputs;
  private final Slice[][] from;
  private final Slice[] to;
  private final List<Operand> known = new ArrayList<>();
  private final List<Storage> reads = new ArrayList<>();
  private final List<Storage> writes = new ArrayList<>();
  private Operand[] spread = {};
  private int slots;
  private boolean prepared;

  /**
   * Joins instructions.
   *
   * @param endsHere whether nobody behind the last of them reads a storage
   */
  FusedLoop(List<Instruction> instructions, Predicate<Storage> endsHere) {
    this.instructions = instructions;
    this.operations = instructions.stream().map(Instruction::operation).toArray(Elementwise[]::new);
    this.n = Storage.length(instructions.getFirst().output().numel());
    this.block = blockOf(n, instructions.stream().mapToInt(FusedLoop::rowLength).max().orElse(0));
    this.inputs = new Operand[operations.length][];
    this.outputs = new Operand[operations.length];
    this.from = new Slice[operations.length][];
    this.to = new Slice[operations.length];
    connect(endsHere);
  }

  /**
   * A row that is repeated must meet the blocks' edges: whole rows to a block, or a row of several
   * blocks.
   */
  private static int blockOf(int n, int row) {
    int whole =
        row == 0 || row > Elementwise.BLOCK ? Elementwise.BLOCK : Elementwise.BLOCK / row * row;
    return Math.min(n, whole);
  }

  /** Whether an instruction is of the kind that can be joined. */
  static boolean takes(Instruction instruction) {
    if (!(instruction.operation() instanceof Elementwise)
        || instruction.output().numel() > Integer.MAX_VALUE) {
      return false;
    }
    int row = 0;
    for (Tensor input : instruction.inputs()) {
      if (input.numel() != instruction.output().numel() && input.numel() != 1) {
        if (!isRow(input.shape(), instruction.output().shape())
            || (row > 0 && row != input.numel())) {
          return false;
        }
        row = input.length();
      }
    }
    return true;
  }

  /** The length of the rows that an instruction repeats; 0 when it repeats none. */
  static int rowLength(Instruction instruction) {
    for (Tensor input : instruction.inputs()) {
      if (input.numel() != instruction.output().numel() && input.numel() != 1) {
        return input.length();
      }
    }
    return 0;
  }

  /** Whether a shape is the end of a larger one, so that broadcasting repeats it as a whole. */
  private static boolean isRow(Shape shape, Shape larger) {
    int own = 0;
    while (own < shape.rank() && shape.size(own) == 1) {
      own++;
    }
    for (int i = own; i < shape.rank(); i++) {
      if (shape.size(i) != larger.size(i - shape.rank())) {
        return false;
      }
    }
    return true;
  }

  private void connect(Predicate<Storage> endsHere) {
    Map<Storage, Integer> last = new IdentityHashMap<>();
    for (int i = 0; i < operations.length; i++) {
      for (Tensor input : instructions.get(i).inputs()) {
        last.put(input.storage(), i);
      }
    }
    Map<Storage, Operand> byStorage = new IdentityHashMap<>();
    Deque<Integer> free = new ArrayDeque<>();
    for (int i = 0; i < operations.length; i++) {
      Instruction instruction = instructions.get(i);
      inputs[i] = new Operand[instruction.inputs().length];
      from[i] = new Slice[inputs[i].length];
      for (int k = 0; k < inputs[i].length; k++) {
        inputs[i][k] = input(instruction.inputs()[k], byStorage);
        from[i][k] = new Slice();
      }
      outputs[i] = output(instruction, byStorage, endsHere, free);
      to[i] = new Slice();
      for (Operand input : inputs[i]) {
        if (input.slot >= 0
            && Objects.equals(last.get(input.storage), i)
            && !free.contains(input.slot)) {
          free.push(input.slot);
        }
      }
    }
    spread = known.stream().filter(operand -> operand.size != n).toArray(Operand[]::new);
  }

  private Operand input(Tensor tensor, Map<Storage, Operand> byStorage) {
    Storage storage = tensor.storage();
    Operand operand = byStorage.get(storage);
    if (operand == null) {
      operand = operand(storage, tensor.length(), -1, byStorage);
      reads.add(storage);
    }
    return operand;
  }

  private Operand output(
      Instruction instruction,
      Map<Storage, Operand> byStorage,
      Predicate<Storage> endsHere,
      Deque<Integer> free) {
    Storage storage = instruction.output().storage();
    Operand operand = byStorage.get(storage);
    if (operand == null) {
      boolean isTemporary =
          storage.isPending()
              && !(instruction.operation() instanceof Assign)
              && endsHere.test(storage);
      int slot = !isTemporary ? -1 : free.isEmpty() ? slots++ : free.pop();
      operand = operand(storage, n, slot, byStorage);
    }
    if (operand.slot < 0) {
      writes.add(storage);
    }
    return operand;
  }

  private Operand operand(Storage storage, int size, int slot, Map<Storage, Operand> byStorage) {
    var operand = new Operand(storage, size, slot);
    byStorage.put(storage, operand);
    known.add(operand);
    return operand;
  }

  @Override
  public void run() {
    if (!prepared) {
      float[][] scratch = new float[slots][block];
      known.forEach(operand -> operand.prepare(scratch, block, n));
      prepared = true;
    }
    for (Operand operand : spread) {
      operand.fill();
    }
    int length;
    for (int start = 0; start < n; start += length) {
      length = Math.min(block, n - start);
      for (Operand operand : spread) {
        length = operand.untilEdge(start, length);
      }
      for (int i = 0; i < operations.length; i++) {
        Slice[] slices = from[i];
        for (int k = 0; k < slices.length; k++) {
          inputs[i][k].point(slices[k], start);
        }
        outputs[i].point(to[i], start);
        operations[i].apply(slices, to[i], length);
      }
    }
  }

  @Override
  public List<Storage> reads() {
    return reads;
  }

  @Override
  public List<Storage> writes() {
    return writes;
  }

  @Override
  public long scratch() {
    return (long) (slots + spread.length) * block;
  }

  @Override
  public long cost() {
    return instructions.stream().mapToLong(Instruction::cost).sum();
  }

  /** Where the loops find a block of an input, or put one of an output. */
  private static final class Operand {

    private final Storage storage;
    private final int size;
    private final int slot;
    private float[] array = {};
    private float[] values = {};
    private int stride;
    private int wrap = Integer.MAX_VALUE;

    Operand(Storage storage, int size, int slot) {
      this.storage = storage;
      this.size = size;
      this.slot = slot;
    }

    void prepare(float[][] scratch, int block, int n) {
      if (slot >= 0) {
        array = scratch[slot];
        return;
      }
      values = storage.array();
      if (size != n && size <= block) {
        array = new float[block];
        return;
      }
      array = values;
      stride = 1;
      wrap = size;
    }

    /** Repeats a short row, or a single value, over a block; a long row is read where it lies. */
    void fill() {
      if (stride == 1) {
        return;
      }
      if (size == 1) {
        Arrays.fill(array, values[0]);
        return;
      }
      for (int at = 0; at < array.length; at += size) {
        System.arraycopy(values, 0, array, at, size);
      }
    }

    int untilEdge(int start, int length) {
      return Math.min(length, wrap - start % wrap);
    }

    void point(Slice slice, int start) {
      slice.array = array;
      slice.at = stride * (start < wrap ? start : start % wrap);
    }
  }
}
