package io.trainyard.tensor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gradients that a backward pass has found so far, added up. Those of parts of a dimension wait
 * until all are there and are then put together at once: a tensor that is taken apart step by step,
 * as a sequence is, would otherwise be added up in its whole size for each step.
 */
final class Gradients {

  private final Map<Tensor, Tensor> sums = new IdentityHashMap<>();
  private final Map<Tensor, List<Part>> parts = new IdentityHashMap<>();

  /** The gradient of a part of a tensor. */
  private record Part(Narrow narrow, Tensor gradient) {

    int start() {
      return narrow.start();
    }

    int end() {
      return narrow.start() + narrow.length();
    }
  }

  /** Adds the gradient of a tensor that gets no other. */
  void add(Tensor tensor, Tensor gradient) {
    sums.put(tensor, gradient);
  }

  /** Adds what flows through a node to one of its inputs. */
  void add(Node node, int number, Tensor gradient, Tensor output) {
    Tensor input = node.inputs()[number];
    if (node.operation() instanceof Narrow narrow) {
      parts.computeIfAbsent(input, key -> new ArrayList<>()).add(new Part(narrow, gradient));
      return;
    }
    Tensor flowing = node.gradient(number, gradient, output);
    if (flowing != null) {
      sums.merge(input, flowing.sumTo(input.shape()), Tensor::add);
    }
  }

  /** Takes the gradient of a tensor out; null when none has flown there. */
  @Nullable Tensor remove(Tensor tensor) {
    Tensor sum = sums.remove(tensor);
    List<Part> waiting = parts.remove(tensor);
    if (waiting == null) {
      return sum;
    }
    if (areApart(tensor, waiting)) {
      return plus(sum, joined(tensor, waiting));
    }
    for (Part part : waiting) {
      sum = plus(sum, part.narrow().widened(tensor.shape(), part.gradient()));
    }
    return sum;
  }

  private static Tensor plus(@Nullable Tensor sum, Tensor gradient) {
    return sum == null ? gradient : sum.add(gradient);
  }

  /** Sorts parts of one dimension that do not overlap; says whether they are so. */
  private static boolean areApart(Tensor tensor, List<Part> parts) {
    int dim = dim(tensor, parts.getFirst());
    if (parts.stream().anyMatch(part -> dim(tensor, part) != dim)) {
      return false;
    }
    List<Part> sorted = new ArrayList<>(parts);
    sorted.sort(Comparator.comparingInt(Part::start));
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).start() < sorted.get(i - 1).end()) {
        return false;
      }
    }
    parts.clear();
    parts.addAll(sorted);
    return true;
  }

  private static int dim(Tensor tensor, Part part) {
    return tensor.shape().normalized(part.narrow().dim());
  }

  /** Sorted parts one behind the other, with zeros where none is. */
  private static Tensor joined(Tensor tensor, List<Part> parts) {
    if (parts.size() == 1) {
      Part only = parts.getFirst();
      return only.narrow().widened(tensor.shape(), only.gradient());
    }
    int dim = dim(tensor, parts.getFirst());
    List<Tensor> row = new ArrayList<>();
    int at = 0;
    for (Part part : parts) {
      fill(row, tensor, dim, part.start() - at);
      row.add(part.gradient());
      at = part.end();
    }
    fill(row, tensor, dim, tensor.size(dim) - at);
    return Tensor.apply(new Cat(dim), row.toArray(Tensor[]::new));
  }

  private static void fill(List<Tensor> row, Tensor tensor, int dim, int size) {
    if (size > 0) {
      row.add(Tensor.zeros(tensor.shape().with(dim, size)));
    }
  }
}
