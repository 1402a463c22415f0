package io.trainyard.optim;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/** Stochastic gradient descent, with momentum, as PyTorch understands both. */
@Summary("Stochastic gradient descent, optionally with (Nesterov) momentum.")
public final class SGD extends Optimizer {

  private final double dampening;
  private final double weight_decay;
  private final boolean nesterov;
  private final boolean maximize;
  private double momentum;
  private List<Tensor> momentum_buffer = List.of();
  private final Tensor rate = Tensor.scalar(0);
  private final Tensor kept = Tensor.scalar(0);
  private final Tensor taken = Tensor.scalar(0);

  /**
   * @param momentum share of the buffer of earlier gradients that is kept; 0 keeps no buffer
   * @param dampening share of a gradient that does not get into the buffer, from the second step on
   * @param weight_decay this much of a parameter is added to its gradient
   * @param nesterov whether to look ahead along the momentum
   * @param maximize whether to go up instead of down
   */
  public SGD(
      @Given List<Tensor> params,
      @Default("1e-3") @Bounds(min = 0) double lr,
      @Default("0") @Bounds(min = 0) double momentum,
      @Default("0") double dampening,
      @Default("0") @Bounds(min = 0) double weight_decay,
      @Default("false") boolean nesterov,
      @Default("false") boolean maximize) {
    super(params, lr);
    Arguments.require(momentum >= 0, "Invalid momentum value: " + momentum);
    Arguments.require(weight_decay >= 0, "Invalid weight_decay value: " + weight_decay);
    Arguments.require(
        !nesterov || (momentum > 0 && dampening == 0),
        "Nesterov momentum requires a momentum and zero dampening");
    this.momentum = momentum;
    this.dampening = dampening;
    this.weight_decay = weight_decay;
    this.nesterov = nesterov;
    this.maximize = maximize;
    if (momentum > 0) {
      momentum_buffer = state("momentum_buffer", 0);
    }
  }

  @Override
  void advance(long step) {
    rate.fill((float) lr());
    kept.fill((float) momentum);
    // The buffer begins as the first gradient itself: nothing is kept of zeros, all is taken.
    taken.fill((float) (step == 1 ? 1 : 1 - dampening));
  }

  @Override
  void update(int index, Tensor param, Tensor gradient) {
    Tensor change = maximize ? gradient.neg() : gradient;
    if (weight_decay > 0) {
      change = change.add(param.mul(weight_decay));
    }
    if (!momentum_buffer.isEmpty()) {
      Tensor buffer = momentum_buffer.get(index);
      buffer.assign(buffer.mul(kept).add(change.mul(taken)));
      change = nesterov ? change.add(buffer.mul(kept)) : buffer;
    }
    param.assign(param.sub(change.mul(rate)));
  }

  @Override
  public boolean hasMomentum() {
    return true;
  }

  @Override
  public double momentum() {
    return momentum;
  }

  @Override
  public void momentum(double momentum) {
    this.momentum = momentum;
    if (momentum_buffer.isEmpty()) {
      momentum_buffer = state("momentum_buffer", 0);
    }
  }
}
