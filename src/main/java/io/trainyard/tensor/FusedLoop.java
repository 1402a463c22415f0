package io.trainyard.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
  private final List<Stage> stages;
  private final boolean isDirect;
  private final float[][] whole;
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
    this.stages = stages();
    this.isDirect =
        stages.size() == 1 && operands.stream().allMatch(operand -> operand.isDirect(n));
    this.whole = new float[operands.size()][];
    this.spread =
        chosen(operand -> operand.size() <= block && operand.size() != n && operand.repeat() == 1);
    this.loaded =
        chosen(operand ->
            operand.repeat() > 1 || (operand.size() > block && reads.contains(operand.storage())));
    this.stored = chosen(operand -> operand.size() > block && writes.contains(operand.storage()));
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
    int row = instructions.stream().mapToInt(Fusion::rowLength).max().orElse(0);
    int whole =
        row == 0 || row > Elementwise.BLOCK ? Elementwise.BLOCK : Elementwise.BLOCK / row * row;
    return Math.clamp(n, 1, whole);
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
            Fusion.isColumn(input, instruction)
                ? input(input, n / input.length(), columns)
                : input(input, 1, byStorage);
      }
      outputs[i] = output(instruction, byStorage, endsHere, free);
      for (Operand input : inputs[i]) {
        if (input.slot() >= 0
            && Objects.equals(last.get(input.storage()), i)
            && !free.contains(input.slot())) {
          free.push(input.slot());
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
    if (operand.slot() < 0) {
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
        .filter(operand -> operand.slot() < 0 && wanted.test(operand))
        .toArray(Operand[]::new);
  }

  /** Formulas that follow each other can be one chain; what is none has a loop of its own. */
  private List<Stage> stages() {
    List<Stage> found = new ArrayList<>();
    for (int i = 0; i < operations.length; ) {
      int end = i + 1;
      while (operations[i] instanceof Formula
          && end < operations.length
          && operations[end] instanceof Formula) {
        end++;
      }
      found.add(stage(i, end));
      i = end;
    }
    return found;
  }

  private Stage stage(int first, int end) {
    Set<Operand> readLater = new HashSet<>();
    Arrays.stream(inputs, end, inputs.length)
        .forEach(later -> Collections.addAll(readLater, later));
    return new Stage(
        first,
        Arrays.copyOfRange(operations, first, end),
        Arrays.copyOfRange(inputs, first, end),
        Arrays.copyOfRange(outputs, first, end),
        made -> made.slot() < 0 || readLater.contains(made),
        n);
  }

  @Override
  public void run() {
    if (lanes.length == 0) {
      begin();
    }
    for (Stage stage : stages) {
      stage.prepare();
    }
    Cores.each(parts, this);
  }

  private void begin() {
    lanes = new Lane[parts];
    Arrays.setAll(lanes, part -> new Lane());
    Chains chains = Cores.chains();
    stages.forEach(stage -> stage.begin(chains));
    if (isDirect) {
      for (Operand operand : operands) {
        whole[operand.number()] = operand.slot() < 0 ? operand.storage().array() : new float[0];
      }
    }
  }

  /** One part: some of the blocks. */
  @Override
  public void accept(int part) {
    long count = (n + block - 1L) / block;
    long from = count * part / parts * block;
    long to = count * (part + 1) / parts * block;
    Chain chain = stages.getFirst().chain();
    if (isDirect && chain != null) {
      runWhole(chain, (int) from, (int) Math.min(n, to));
    } else {
      lanes[part].run((int) from, (int) Math.min(n, to));
    }
  }

  /** A chain alone needs no blocks: it goes through the memory once. */
  private void runWhole(Chain chain, int first, int end) {
    int most = BLOCKS_BETWEEN_QUESTIONS * Elementwise.BLOCK;
    for (int start = first; start < end; start += most) {
      if (start > first) {
        Interruption.ask();
      }
      chain.run(operations, whole, start, Math.min(end, start + most));
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
    long own =
        operands.stream().filter(operand -> operand.slot() < 0 && operand.size() != block).count();
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
        boolean isWhole = operand.size() == n && n == block;
        at[operand.number()] =
            operand.slot() >= 0
                ? temporaries[operand.slot()]
                : isWhole ? operand.storage().array() : new float[block];
      }
      for (int i = 0; i < operations.length; i++) {
        from[i] = new float[inputs[i].length][];
        for (int k = 0; k < inputs[i].length; k++) {
          from[i][k] = at[inputs[i][k].number()];
        }
        to[i] = at[outputs[i].number()];
      }
    }

    void run(int first, int end) {
      for (Operand operand : spread) {
        operand.fill(at[operand.number()]);
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
          operand.load(start, at[operand.number()], length);
        }
        for (Stage stage : stages) {
          run(stage, length);
        }
        for (Operand operand : stored) {
          System.arraycopy(at[operand.number()], 0, operand.storage().array(), start, length);
        }
      }
    }

    private void run(Stage stage, int length) {
      Chain chain = stage.chain();
      if (chain != null) {
        chain.run(stage.operations(), at, 0, length);
        return;
      }
      for (int i = stage.first(); i < stage.end(); i++) {
        operations[i].apply(from[i], to[i], length);
      }
    }
  }
}
