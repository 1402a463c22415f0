package io.trainyard.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Joins elementwise instructions that follow each other and have outputs of one size into loops
 * that run together. The order of the operations on each element stays, and so do the bits.
 */
final class Fusion {

  /** Longer loops gain nothing, and every member is looked at when another one is to join. */
  private static final int MOST_MEMBERS = 256;

  private final Set<Storage> kept;
  private final Map<Storage, Integer> lastRead = new IdentityHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Instruction> group = new ArrayList<>();

  private Fusion(List<Instruction> instructions, Set<Storage> kept) {
    this.kept = kept;
    for (int i = 0; i < instructions.size(); i++) {
      for (Tensor input : instructions.get(i).inputs()) {
        lastRead.put(input.storage(), i);
      }
    }
  }

  /**
   * The steps of a program.
   *
   * @param kept memory that is read after the program has run
   */
  static List<Step> of(List<Instruction> instructions, Set<Storage> kept) {
    var fusion = new Fusion(instructions, kept);
    for (int i = 0; i < instructions.size(); i++) {
      Instruction instruction = instructions.get(i);
      if (!fusion.joins(instruction)) {
        fusion.close(i);
      }
      if (fusion.isCopyOfLast(instruction, i)) {
        Instruction last = fusion.group.removeLast();
        fusion.group.add(
            new Instruction(last.operation(), last.inputs(), instruction.output(), last.place()));
      } else if (takes(instruction)) {
        fusion.group.add(instruction);
      } else {
        fusion.steps.add(instruction);
      }
    }
    fusion.close(instructions.size());
    return fusion.steps;
  }

  /**
   * Whether an instruction only puts the output of the group's last one elsewhere, so that this can
   * be written there at once.
   */
  private boolean isCopyOfLast(Instruction instruction, int number) {
    if (group.isEmpty() || !(instruction.operation() instanceof Assign)) {
      return false;
    }
    Storage made = group.getLast().output().storage();
    return instruction.inputs()[0].storage() == made
        && made.isPending()
        && !kept.contains(made)
        && Objects.equals(lastRead.get(made), number);
  }

  private boolean joins(Instruction instruction) {
    if (group.isEmpty() || group.size() == MOST_MEMBERS || !takes(instruction)) {
      return false;
    }
    if (group.getFirst().output().numel() != instruction.output().numel()) {
      return false;
    }
    int row = rowLength(instruction);
    for (Instruction member : group) {
      int memberRow = rowLength(member);
      boolean rowsDiffer = row > 0 && memberRow > 0 && row != memberRow;
      if (rowsDiffer
          || spreads(instruction, member.output())
          || spreads(member, instruction.output())) {
        return false;
      }
    }
    return true;
  }

  /** Whether an instruction reads another's output not element by element, but broadcast. */
  private static boolean spreads(Instruction instruction, Tensor other) {
    return Arrays.stream(instruction.inputs())
        .anyMatch(input ->
            input.storage() == other.storage() && input.numel() != instruction.output().numel());
  }

  private void close(int next) {
    if (!group.isEmpty()) {
      steps.add(
          new FusedLoop(
              List.copyOf(group),
              storage -> !kept.contains(storage) && lastRead.getOrDefault(storage, 0) < next));
      group.clear();
    }
  }

  /** Whether an instruction is of the kind that can be joined. */
  private static boolean takes(Instruction instruction) {
    if (!(instruction.operation() instanceof Elementwise)
        || instruction.output().numel() > Integer.MAX_VALUE
        || OtherNumbers.of(instruction.output(), instruction.inputs()) != null) {
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
  static boolean isColumn(Tensor input, Instruction instruction) {
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
}
