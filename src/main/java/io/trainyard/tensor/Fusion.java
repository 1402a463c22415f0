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
      } else if (FusedLoop.takes(instruction)) {
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
    if (group.isEmpty() || group.size() == MOST_MEMBERS || !FusedLoop.takes(instruction)) {
      return false;
    }
    if (group.getFirst().output().numel() != instruction.output().numel()) {
      return false;
    }
    int row = FusedLoop.rowLength(instruction);
    for (Instruction member : group) {
      int memberRow = FusedLoop.rowLength(member);
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
}
