package io.trainyard.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Operations of a {@link FusedLoop} that follow each other: formulas, which become one chain once
 * that is worthwhile, or a single operation that is none.
 */
final class Stage {

  private final int first;
  private final Elementwise[] operations;
  private final Operand[][] inputs;
  private final Operand[] outputs;
  private final Predicate<Operand> isStored;
  private final int n;
  private Chains.@Nullable Candidate candidate;
  private @Nullable Chain chain;

  /**
   * @param first the place of the first operation in the loop
   * @param isStored whether others than this stage read what it makes
   * @param n how many elements the whole loop has
   */
  Stage(
      int first,
      Elementwise[] operations,
      Operand[][] inputs,
      Operand[] outputs,
      Predicate<Operand> isStored,
      int n) {
    this.first = first;
    this.operations = operations;
    this.inputs = inputs;
    this.outputs = outputs;
    this.isStored = isStored;
    this.n = n;
  }

  void begin(Chains chains) {
    if (operations[0] instanceof Formula) {
      candidate = chains.of(form());
    }
  }

  /** Takes the chain as soon as there is one. */
  void prepare() {
    if (chain == null && candidate != null) {
      chain = candidate.chain(n);
    }
  }

  int first() {
    return first;
  }

  int end() {
    return first + operations.length;
  }

  Elementwise[] operations() {
    return operations;
  }

  @Nullable Chain chain() {
    return chain;
  }

  private Chain.Form form() {
    List<Chain.Link> links = new ArrayList<>();
    Set<Integer> singles = new TreeSet<>();
    for (int i = 0; i < operations.length; i++) {
      List<Integer> numbers = new ArrayList<>();
      for (Operand input : inputs[i]) {
        numbers.add(input.number());
        if (input.size() == 1 && n > 1) {
          singles.add(input.number());
        }
      }
      links.add(
          new Chain.Link(
              operations[i].getClass(), numbers, outputs[i].number(), isStored.test(outputs[i])));
    }
    return new Chain.Form(links, List.copyOf(singles));
  }
}
