package io.trainyard.tensor;

import java.util.ArrayList;
import java.util.List;

/** Takes down the operations of a step instead of running them. */
final class Recording {

  private final List<Instruction> instructions = new ArrayList<>();

  void append(Instruction instruction) {
    instructions.add(instruction);
  }

  List<Instruction> instructions() {
    return instructions;
  }
}
