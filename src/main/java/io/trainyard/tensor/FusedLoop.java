package io.trainyard.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Elementwise instructions run together, block by block: a block goes through all of them while it
 * is in the nearest cache, and what only they need never gets memory of its own. Many blocks are
 * several parts, which idle cores can do.
 */
final class FusedLoop implements Step, IntConsumer {

  /** So many applications to an element are worth a part of its own. */
  private static final int PART = 1 << 16;

  private static final int MOST_PARTS = 8;

  /** So many take milliseconds, however many operations there are in the loop. */
  private static final int BLOCKS_BETWEEN_QUESTIONS = 16;

  private final List<Instruction> instructions;
  private final Elementwise[] operations;
  private final int n;
  private final int block;
  private final Operand[][] inputs;
  private final Operand[] outputs;
  private final List<Operand> operands = new ArrayList<>();
  private final List<Storage> reads = new ArrayList<>();
  private final List<Storage> writes = new ArrayList<>();
  private final Operand[] spread;
  private final Operand[] loaded;
  private final Operand[] stored;
  private final int parts;
  private int slots;
  private Lane[] lanes = {};

  /**
   * Joins instructions.
   *
   * @param endsHere whether nobody behind the last of them reads a storage
   */
  FusedLoop(List<Instruction> instructions, Predicate<Storage> endsHere) {
    this.instructions = instructions;
    this.operations = instructions.stream().map(Instruction::operation).toArray(Elementwise[]::new);
    this.n = Storage.length(instructions.getFirst().output().numel());
    this.parts = (int) Math.clamp((long) n * operations.length / PART, 1, MOST_PARTS);
    this.block = blockLength();
    this.inputs = new Operand[operations.length][];
    this.outputs = new Operand[operations.length];
    connect(endsHere);
    this.spread =
        chosen(operand -> operand.size <= block && operand.size != n && operand.repeat == 1);
    this.loaded =
        chosen(operand ->
            operand.repeat > 1 || (operand.size > block && reads.contains(operand.storage)));
    this.stored = chosen(operand -> operand.size > block && writes.contains(operand.storage));
  }

  /**
   * A row that is repeated must meet the blocks' edges: whole rows to a block, or a row of several
   * blocks. A single operation on small tensors of one size needs no blocks.
   */
  private int blockLength() {
    Tensor[] first = instructions.getFirst().inputs();
    if (parts == 1
        && operations.length == 1
        && Arrays.stream(first).allMatch(input -> input.numel() == n)) {
      return n;
    }
    int row = instructions.stream().mapToInt(FusedLoop::rowLength).max().orElse(0);
    int whole =
        row == 0 || row > Elementwise.BLOCK ? Elementwise.BLOCK : Elementwise.BLOCK / row * row;
    return Math.clamp(n, 1, whole);
  }

  /** Whether an instruction is of the kind that can be joined. */
  static boolean takes(Instruction instruction) {
    if (!(instruction.operation() instanceof Elementwise)
        || instruction.output().numel() > Integer.MAX_VALUE
        || WholeNumbers.are(instruction.output(), instruction.inputs())) {
      return false;
    }
    int row = 0;
    for (Tensor input : instruction.inputs()) {
      if (isSpread(input, instruction) && !isColumn(input, instruction)) {
        boolean fits = isRow(input.shape(), instruction.output().shape());
        if (!fits || (row > 0 && row != input.numel())) {
          return false;
        }
        row = input.length();
      }
    }
    return true;
  }

  /** Whether an input is neither of the output's size nor a single value. */
  private static boolean isSpread(Tensor input, Instruction instruction) {
    return input.numel() != instruction.output().numel() && input.numel() != 1;
  }

  /**
   * Whether each element of an input is repeated along the last dimensions: [N, 1] against [N, C].
   */
  private static boolean isColumn(Tensor input, Instruction instruction) {
    Shape larger = instruction.output().shape();
    if (!isSpread(input, instruction) || input.dim() != larger.rank()) {
      return false;
    }
    int same = 0;
    while (same < larger.rank() && input.size(same) == larger.size(same)) {
      same++;
    }
    return input.shape().span(same, larger.rank()) == 1;
  }

  /** The length of the rows that an instruction repeats; 0 when it repeats none. */
  static int rowLength(Instruction instruction) {
    for (Tensor input : instruction.inputs()) {
      if (isSpread(input, instruction) && !isColumn(input, instruction)) {
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
    Map<Storage, Operand> columns = new IdentityHashMap<>();
    Deque<Integer> free = new ArrayDeque<>();
    for (int i = 0; i < operations.length; i++) {
      Instruction instruction = instructions.get(i);
      inputs[i] = new Operand[instruction.inputs().length];
      for (int k = 0; k < inputs[i].length; k++) {
        Tensor input = instruction.inputs()[k];
        inputs[i][k] =
            isColumn(input, instruction)
                ? input(input, n / input.length(), columns)
                : input(input, 1, byStorage);
      }
      outputs[i] = output(instruction, byStorage, endsHere, free);
      for (Operand input : inputs[i]) {
        if (input.slot >= 0
            && Objects.equals(last.get(input.storage), i)
            && !free.contains(input.slot)) {
          free.push(input.slot);
        }
      }
    }
  }

  private Operand input(Tensor tensor, int repeat, Map<Storage, Operand> byStorage) {
    Storage storage = tensor.storage();
    Operand operand = byStorage.get(storage);
    if (operand == null) {
      operand = operand(storage, tensor.length(), repeat, -1, byStorage);
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
      operand = operand(storage, n, 1, slot, byStorage);
    }
    if (operand.slot < 0) {
      writes.add(storage);
    }
    return operand;
  }

  private Operand operand(
      Storage storage, int size, int repeat, int slot, Map<Storage, Operand> byStorage) {
    var operand = new Operand(storage, size, repeat, slot, operands.size());
    byStorage.put(storage, operand);
    operands.add(operand);
    return operand;
  }

  private Operand[] chosen(Predicate<Operand> wanted) {
    return operands.stream()
        .filter(operand -> operand.slot < 0 && wanted.test(operand))
        .toArray(Operand[]::new);
  }

  @Override
  public void run() {
    if (lanes.length == 0) {
      lanes = new Lane[parts];
      Arrays.setAll(lanes, part -> new Lane());
    }
    Cores.each(parts, this);
  }

  /** One part: some of the blocks. */
  @Override
  public void accept(int part) {
    long count = (n + block - 1L) / block;
    long from = count * part / parts * block;
    long to = count * (part + 1) / parts * block;
    lanes[part].run((int) from, (int) Math.min(n, to));
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
    long own =
        operands.stream().filter(operand -> operand.slot < 0 && operand.size != block).count();
    return (slots + own) * block * parts;
  }

  @Override
  public @Nullable Object place() {
    return null; // of several instructions, it is not known whose
  }

  @Override
  public long cost() {
    return instructions.stream().mapToLong(Instruction::cost).sum();
  }

  /** Runs blocks one after the other in memory of its own. */
  private final class Lane {

    /** The block at work of each operand. */
    private final float[][] at = new float[operands.size()][];

    private final float[][][] from = new float[operations.length][][];
    private final float[][] to = new float[operations.length][];

    /**
     * A temporary lives in a block alone; what fits into one as a whole is worked on where it lies.
     */
    Lane() {
      float[][] temporaries = new float[slots][block];
      for (Operand operand : operands) {
        boolean isWhole = operand.size == n && n == block;
        at[operand.number] =
            operand.slot >= 0
                ? temporaries[operand.slot]
                : isWhole ? operand.storage.array() : new float[block];
      }
      for (int i = 0; i < operations.length; i++) {
        from[i] = new float[inputs[i].length][];
        for (int k = 0; k < inputs[i].length; k++) {
          from[i][k] = at[inputs[i][k].number];
        }
        to[i] = at[outputs[i].number];
      }
    }

    void run(int first, int end) {
      for (Operand operand : spread) {
        operand.fill(at[operand.number]);
      }
      int length;
      int blocks = 0;
      for (int start = first; start < end; start += length) {
        if (++blocks % BLOCKS_BETWEEN_QUESTIONS == 0) {
          Interruption.ask();
        }
        length = Math.min(block, end - start);
        for (Operand operand : loaded) {
          length = operand.untilEdge(start, length);
        }
        for (Operand operand : loaded) {
          operand.load(start, at[operand.number], length);
        }
        for (int i = 0; i < operations.length; i++) {
          operations[i].apply(from[i], to[i], length);
        }
        for (Operand operand : stored) {
          System.arraycopy(at[operand.number], 0, operand.storage.array(), start, length);
        }
      }
    }
  }

  /**
   * An input or an output of the loops.
   *
   * @param repeat how often each of its elements follows itself
   * @param slot which of the temporary blocks it is; -1 when it lies in memory
   * @param number its place among the operands
   */
  private record Operand(Storage storage, int size, int repeat, int slot, int number) {

    /** Repeats a short row, or a single value, over a block, doubling what is there. */
    void fill(float[] block) {
      System.arraycopy(storage.array(), 0, block, 0, size);
      for (int filled = size; filled < block.length; filled *= 2) {
        System.arraycopy(block, 0, block, filled, Math.min(filled, block.length - filled));
      }
    }

    /** A block ends where a long row does. */
    int untilEdge(int start, int length) {
      return repeat > 1 ? length : Math.min(length, size - start % size);
    }

    void load(int start, float[] block, int length) {
      float[] values = storage.array();
      if (repeat == 1) {
        System.arraycopy(values, start % size, block, 0, length);
        return;
      }
      int at = start / repeat;
      int left = repeat - start % repeat;
      for (int done = 0; done < length; done += left, left = repeat, at++) {
        Arrays.fill(block, done, Math.min(done + left, length), values[at]);
      }
    }
  }
}
