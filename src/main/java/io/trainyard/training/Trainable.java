package io.trainyard.training;

import io.trainyard.loss.Loss;
import io.trainyard.nn.Sequential;
import io.trainyard.optim.Optimizer;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A network with all that trains it.
 *
 * @param network predicts
 * @param criterion compares
 * @param optimizer changes the network's parameters
 * @param clipping shortens gradients first
 */
record Trainable(Sequential network, Loss criterion, Optimizer optimizer, Clipping clipping) {

  /**
   * One training step, to be recorded.
   *
   * @param x the features of the batch
   * @param y its encoded targets
   * @param predictions gets a copy of what the network predicted; null when nobody asks
   * @return the loss
   */
  Tensor step(Tensor x, Tensor y, @Nullable Tensor predictions) {
    Tensor predicted = network.forward(x);
    if (predictions != null) {
      predictions.assign(predicted.detach());
    }
    Tensor loss = criterion.forward(predicted, y);
    optimizer.zeroGrad();
    loss.backward();
    clipping.apply(optimizer.params());
    optimizer.update();
    optimizer.zeroGrad();
    return loss;
  }
}
