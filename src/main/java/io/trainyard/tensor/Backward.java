package io.trainyard.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The backward pass: walks the graph from its end to the leaves and adds up their gradients. */
final class Backward {

  private Backward() {}

  /**
   * Goes from a tensor to all that it was made from.
   *
   * @param seed the gradient of the tensor itself
   * @param isWanted whose gradients are asked for
   * @param found gets them
   */
  static void run(
      Tensor root,
      Tensor seed,
      boolean retainGraph,
      boolean createGraph,
      Predicate<Tensor> isWanted,
      BiConsumer<Tensor, Tensor> found) {
    if (!root.requiresGrad()) {
      throw new IllegalStateException(
          "element 0 of tensors does not require grad and does not have a grad_fn");
    }
    if (!seed.shape().equals(root.shape())) {
      throw new ShapeException(
          "Mismatch in shape: grad_output[0] has a shape of torch.Size("
              + seed.shape()
              + ") and output[0] has a shape of torch.Size("
              + root.shape()
              + ").");
    }
    Tensor first = seed.requiresGrad() ? seed : seed.nameless();
    Runnable walk = () -> walk(root, first, retainGraph || createGraph, isWanted, found);
    if (createGraph) {
      walk.run();
    } else {
      Tensor.noGrad(walk);
    }
  }

  private static void walk(
      Tensor root,
      Tensor seed,
      boolean retainGraph,
      Predicate<Tensor> isWanted,
      BiConsumer<Tensor, Tensor> found) {
    var gradients = new Gradients();
    gradients.add(root, seed);
    for (Tensor tensor : fromTheEnd(root)) {
      Tensor sum = gradients.remove(tensor);
      Node node = tensor.node();
      if (sum == null) {
        continue;
      }
      // What is computed in a wider type comes back as the tensor's own.
      Tensor gradient = tensor.hooked(tensor.dtype().isNarrow() ? sum.to(tensor.dtype()) : sum);
      if (isWanted.test(tensor)) {
        found.accept(tensor, gradient);
      }
      if (node == null) {
        continue;
      }
      Tensor[] inputs = node.inputs();
      for (int i = 0; i < inputs.length; i++) {
        if (inputs[i].requiresGrad()) {
          gradients.add(node, i, gradient, tensor);
        }
      }
      if (!retainGraph) {
        node.free();
      }
    }
  }

  /** Every tensor that requires a gradient, each before all that it was made from. */
  static List<Tensor> fromTheEnd(Tensor root) {
    List<Tensor> order = new ArrayList<>();
    Set<Tensor> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Tensor> finished = Collections.newSetFromMap(new IdentityHashMap<>());
    // An explicit stack: a deep network must not overflow the thread's own.
    Deque<Tensor> stack = new ArrayDeque<>();
    stack.push(root);
    while (!stack.isEmpty()) {
      Tensor tensor = stack.peek();
      if (entered.add(tensor)) {
        Node node = tensor.node();
        if (node != null) {
          for (Tensor input : node.inputs()) {
            if (input.requiresGrad() && !entered.contains(input)) {
              stack.push(input);
            }
          }
        }
      } else {
        stack.pop();
        if (finished.add(tensor)) {
          order.add(tensor);
        }
      }
    }
    Collections.reverse(order);
    return order;
  }
}
