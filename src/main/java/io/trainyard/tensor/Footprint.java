package io.trainyard.tensor;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What tensors keep alive, each thing counted once: their elements, their gradients, the graph
 * behind them, and what its gradient rules need.
 */
public final class Footprint {

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Tensor> open = new ArrayDeque<>();
  private long elements;

  /** Adds a tensor and all that it keeps. */
  public void add(Tensor tensor) {
    // An explicit stack: a deep graph must not overflow the thread's own.
    open.push(tensor);
    while (!open.isEmpty()) {
      look(open.pop());
    }
  }

  private void look(Tensor tensor) {
    if (!seen.add(tensor)) {
      return;
    }
    if (seen.add(tensor.storage())) {
      elements = Saturated.sum(elements, tensor.storage().floats());
    }
    Tensor grad = tensor.grad();
    if (grad != null) {
      open.push(grad);
    }
    Node node = tensor.node();
    if (node != null && seen.add(node)) {
      elements = Saturated.sum(elements, node.retained());
      node.kept().forEach(open::push);
    }
  }

  /** Adds memory of that many floats which is no tensor's. */
  public void add(long floats) {
    elements = Saturated.sum(elements, floats);
  }

  /** The elements of all, and the other floats; whole numbers count twice. */
  public long elements() {
    return elements;
  }

  /** How many things were looked at. */
  public long size() {
    return seen.size();
  }
}
