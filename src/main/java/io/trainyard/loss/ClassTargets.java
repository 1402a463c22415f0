package io.trainyard.loss;

import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Class numbers that an input of log-probabilities is compared with.
 *
 * @param dim the dimension of the input that holds the classes
 * @param numbers the class of each element, 0 where it is ignored
 * @param counted 1 for each element, 0 where it is ignored
 * @param share how much each element weighs: the weight of its class, 0 where it is ignored
 */
record ClassTargets(int dim, Tensor numbers, Tensor counted, Tensor share) {

  /**
   * Reads the targets.
   *
   * @param weight of each class; null for 1
   * @param ignore_index elements of this class number count for nothing
   * @throws ShapeException when the target or the weight has a shape that does not fit the input's
   */
  static ClassTargets of(Tensor input, Tensor target, @Nullable Tensor weight, int ignore_index) {
    int dim = dim(input);
    requireWeights(input.size(dim), weight);
    Tensor ignored = target.eq(Tensor.scalar(ignore_index));
    Tensor zero = Tensor.scalar(0);
    Tensor numbers = Tensor.where(ignored, zero, target);
    Tensor counted = Tensor.where(ignored, zero, Tensor.scalar(1));
    if (weight == null) {
      return new ClassTargets(dim, numbers, counted, counted);
    }
    Tensor chosen = weight.gather(0, numbers.reshape(Shape.of((int) numbers.numel())));
    return new ClassTargets(dim, numbers, counted, counted.mul(chosen.reshape(numbers.shape())));
  }

  /** The dimension of the classes: the second, or the only one. */
  static int dim(Tensor input) {
    if (input.dim() == 0) {
      throw new ShapeException("classes need an input of at least one dimension, got a scalar");
    }
    return input.dim() == 1 ? 0 : 1;
  }

  static void requireWeights(int classes, @Nullable Tensor weight) {
    if (weight != null && weight.numel() != classes) {
      throw new ShapeException(
          "weight tensor should be defined either for all "
              + classes
              + " classes or no classes but got weight tensor of shape: "
              + weight.shape());
    }
  }

  /** For each element, minus the log-probability of its class, times its share. */
  Tensor losses(Tensor logProbabilities) {
    Tensor index = numbers.reshape(logProbabilities.shape().with(dim, 1));
    return logProbabilities.gather(dim, index).reshape(numbers.shape()).neg().mul(share);
  }

  /** Reduces losses that have been multiplied by the shares already. */
  Tensor reduce(Tensor losses, Reduction reduction) {
    return switch (reduction) {
      case NONE -> losses;
      case SUM -> losses.sum();
      case MEAN -> losses.sum().div(share.sum());
    };
  }
}
