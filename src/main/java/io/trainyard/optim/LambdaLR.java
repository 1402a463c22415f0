package io.trainyard.optim;

import io.trainyard.signature.Given;
import io.trainyard.signature.Summary;
import java.util.function.LongToDoubleFunction;

/** The learning rate of the beginning times what a function gives for the epoch. */
@Summary("Multiplies the first learning rate by a function of the epoch, written in Python.")
public final class LambdaLR extends LRScheduler {

  private final LongToDoubleFunction factor;

  /**
   * @param lr_lambda the function: {@code lambda epoch: 0.95 ** epoch}
   * @param lambdas reads it
   */
  public LambdaLR(@Given Optimizer optimizer, String lr_lambda, @Given Lambdas lambdas) {
    super(optimizer);
    this.factor = lambdas.of(lr_lambda);
    begin();
  }

  @Override
  double lr(int steps) {
    return baseLr() * factor.applyAsDouble(steps);
  }
}
