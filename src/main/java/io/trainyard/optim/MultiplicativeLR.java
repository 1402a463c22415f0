package io.trainyard.optim;

import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import java.util.function.LongToDoubleFunction;

/** The learning rate times what a function gives for the epoch, again after every epoch. */
@Summary("Multiplies the learning rate every epoch by a function of the epoch, written in Python.")
public final class MultiplicativeLR extends LRScheduler {

  private final LongToDoubleFunction factor;

  /**
   * @param lr_lambda the function: {@code lambda epoch: 0.95}
   * @param lambdas reads it
   */
  public MultiplicativeLR(@Given Optimizer optimizer, String lr_lambda, @Given Lambdas lambdas) {
    super(optimizer);
    this.factor = lambdas.of(lr_lambda);
    begin();
  }

  @Override
  double lr(int steps) {
    return optimizer().lr() * factor.applyAsDouble(steps);
  }

  @Override
  double chained(double lr, int steps) {
    return steps == 0 ? lr : lr * factor.applyAsDouble(steps);
  }
}
