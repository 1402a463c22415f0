package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Rprop: each element has a step of its own, which grows while its gradient keeps its sign and
 * shrinks when it changes. How large the gradient is does not matter, so a step needs the whole
 * training set.
 *
 * @see <a href="https://doi.org/10.1109/ICNN.1993.298623">A Direct Adaptive Method for Faster
 *     Backpropagation Learning: The RPROP Algorithm</a>
 */
@Summary("Rprop: steps by the signs of the gradients alone, for full batches.")
public final class Rprop extends Optimizer {

  private final double etaminus;
  private final double etaplus;
  private final double smallest;
  private final double largest;
  private final boolean maximize;
  private final List<Tensor> prev;
  private final List<Tensor> step_size;

  /**
   * @param lr the step to begin with; a schedule changes nothing later on
   * @param etas what a step is multiplied by when the sign changes, less than 1, and when it stays,
   *     more than 1
   * @param step_sizes the smallest and the largest step
   * @param maximize whether to go up instead of down
   */
  public Rprop(
      @Given List<Tensor> params,
      @Default("1e-2") @Bounds(min = 0) double lr,
      @Default("[0.5, 1.2]") @Bounds(min = 0, minExclusive = true) List<Double> etas,
      @Default("[1e-6, 50]") @Bounds(min = 0) List<Double> step_sizes,
      @Default("false") boolean maximize) {
    super(params, lr);
    Arguments.require(etas.size() == 2, "etas has to be two numbers, but got " + etas.size());
    Arguments.require(
        step_sizes.size() == 2, "step_sizes has to be two numbers, but got " + step_sizes.size());
    this.etaminus = etas.get(0);
    this.etaplus = etas.get(1);
    Arguments.require(
        etaminus > 0 && etaminus < 1 && etaplus > 1,
        "Invalid eta values: " + etaminus + ", " + etaplus);
    this.smallest = step_sizes.get(0);
    this.largest = step_sizes.get(1);
    this.maximize = maximize;
    this.prev = state("prev", 0);
    this.step_size = state("step_size", lr);
  }

  @Override
  void advance(long step) {
    // Nothing depends on the number of the step.
  }

  @Override
  void update(int index, Tensor param, Tensor gradient) {
    Tensor change = maximize ? gradient.neg() : gradient;
    Tensor before = prev.get(index);
    Tensor size = step_size.get(index);
    Tensor zero = Tensor.scalar(0);
    Tensor agreement = change.mul(before);
    Tensor isTurned = agreement.lt(zero);
    Tensor stays =
        Tensor.where(agreement.gt(zero), Tensor.scalar((float) etaplus), Tensor.scalar(1));
    Tensor factor = Tensor.where(isTurned, Tensor.scalar((float) etaminus), stays);
    size.assign(size.mul(factor).clamp(smallest, largest));
    Tensor followed = Tensor.where(isTurned, zero, change);
    param.assign(param.sub(followed.sign().mul(size)));
    before.assign(followed);
  }
}
