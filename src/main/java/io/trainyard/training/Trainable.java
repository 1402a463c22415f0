package io.trainyard.training;

import io.trainyard.nn.Module;
import io.trainyard.optim.Optimizer;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A network with all that trains it.
 *
 * @param network predicts
 * @param criterion compares
 * @param encoding how the targets are written
 * @param optimizer changes the network's parameters
 * @param clipping shortens gradients first
 */
record Trainable(
    Module network,
    Criterion criterion,
    TargetEncoding encoding,
    Optimizer optimizer,
    Clipping clipping) {

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
      predictions.assign(predicted.detach().reshape(predictions.shape()));
    }
    Tensor loss = criterion.forward(predicted, y, encoding);
    optimizer.zeroGrad();
    loss.backward();
    clipping.apply(optimizer.params());
    optimizer.update();
    optimizer.zeroGrad();
    return loss;
  }
}
