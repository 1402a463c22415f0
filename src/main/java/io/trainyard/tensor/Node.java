package io.trainyard.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers how a tensor came to be, for the backward pass, which frees it. */
final class Node {

  private final Operation operation;
  private Tensor @Nullable [] inputs;
  private final int[] versions;

  Node(Operation operation, Tensor[] inputs) {
    this.operation = operation;
    this.inputs = inputs;
    this.versions = new int[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      versions[i] = inputs[i].storage().version();
    }
  }

  Operation operation() {
    return operation;
  }

  String name() {
    return operation.name() + "Backward0";
  }

  Tensor[] inputs() {
    if (inputs == null) {
      throw new IllegalStateException(
          "Trying to backward through the graph a second time (or directly access saved tensors"
              + " after they have already been freed). Saved intermediate values of the graph are"
              + " freed when you call .backward() or autograd.grad(). Specify retain_graph=True if"
              + " you need to backward through the graph a second time or if you need to access"
              + " saved tensors after calling backward.");
    }
    return inputs;
  }

  @Nullable Tensor gradient(int input, Tensor gradient, Tensor output) {
    Tensor[] saved = inputs().clone();
    for (int i = 0; i < saved.length; i++) {
      int now = saved[i].storage().version();
      if (now != versions[i]) {
        saved[i] = saved[i].lostInput(versions[i], now);
      }
    }
    // An output is made by its node alone, at its first version; a view has those of its input.
    int fresh = operation.isView() ? versions[0] : output.storage().firstVersion();
    int now = output.storage().version();
    return operation.gradient(
        input, gradient, saved, now == fresh ? output : output.lostOutput(fresh, now));
  }

  boolean isView() {
    return operation.isView();
  }

  /** The tensor that an output shows in another shape; the output itself when it is no view. */
  Tensor viewed(Tensor output) {
    Tensor whole = output;
    Node node = this;
    while (node != null && node.isView() && node.inputs != null) {
      whole = node.inputs[0];
      node = whole.node();
    }
    return whole;
  }

  /** Whether an input has been overwritten since. */
  boolean isStale() {
    Tensor[] saved = inputs();
    for (int i = 0; i < saved.length; i++) {
      if (saved[i].storage().version() != versions[i]) {
        return true;
      }
    }
    return false;
  }

  /** Computes the output again, from what the inputs hold now. */
  void again(Tensor output) {
    if (!operation.isView()) {
      operation.refresh(inputs());
      operation.compute(inputs(), output);
    }
  }

  /** What it keeps alive; nothing once it is free. */
  List<Tensor> kept() {
    return inputs == null ? List.of() : List.of(inputs);
  }

  /** Working memory of the operation that is kept with it, in floats. */
  long retained() {
    return inputs == null ? 0 : operation.retained(inputs);
  }

  void free() {
    if (!operation.savesNothing()) {
      inputs = null;
    }
  }
}
