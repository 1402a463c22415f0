package io.trainyard.loss;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Preceded;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cross entropy of logits [N, C] and classes [N] or probabilities [N, C]: minus the logarithm of
 * the softmax, at the class or weighted by the probabilities. With classes, the mean is weighted by
 * the weights of the rows' classes; with probabilities, it is over the rows.
 */
@Summary("Cross entropy of classes; predictions are logits, without a Softmax.")
@Functional("cross_entropy")
public final class CrossEntropyLoss extends Loss {

  private final int ignore_index;
  private final double label_smoothing;

  /**
   * @param weight one number for each class
   * @param ignore_index rows with this class count for nothing
   * @param label_smoothing the share of the target that is spread evenly over all classes
   */
  public CrossEntropyLoss(
      @Nullable List<Double> weight,
      @Preceded("size_average") @Default("-100") int ignore_index,
      @Preceded("reduce") @Default("mean") Reduction reduction,
      @Default("0.0") @Bounds(min = 0, max = 1) double label_smoothing) {
    super(reduction);
    if (!(label_smoothing >= 0 && label_smoothing <= 1)) {
      throw new IllegalArgumentException(
          "label_smoothing must be between 0.0 and 1.0. Got: " + label_smoothing);
    }
    weigh(WEIGHT, weight);
    this.ignore_index = ignore_index;
    this.label_smoothing = label_smoothing;
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.CLASSES, Target.PROBABILITIES);
  }

  @Override
  public String gradFn(boolean areClasses) {
    if (areClasses && label_smoothing == 0) {
      return "NllLossBackward0";
    }
    return reduction() == Reduction.MEAN ? "AddBackward0" : super.gradFn(areClasses);
  }

  @Override
  public Link link() {
    return Link.MULTINOMIAL_LOGIT;
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    int dim = ClassTargets.dim(input);
    if (target.shape().equals(input.shape())) {
      return ofProbabilities(input, target, dim);
    }
    if (target.shape().equals(input.shape().without(dim))) {
      return ofClasses(input, target, dim);
    }
    throw new ShapeException(
        "CrossEntropyLoss expects class numbers of shape "
            + input.shape().without(dim)
            + " or probabilities of shape "
            + input.shape()
            + ", got a target of shape "
            + target.shape());
  }

  private Tensor ofClasses(Tensor input, Tensor target, int dim) {
    ClassTargets classes = ClassTargets.of(input, target, weights(WEIGHT), ignore_index);
    Tensor logs = input.logSoftmax(dim);
    Tensor losses = classes.losses(logs);
    if (label_smoothing > 0) {
      Tensor spread = weighted(logs, dim).sum(dim, false).neg().mul(classes.counted());
      losses = losses.mul(1 - label_smoothing).add(spread.mul(label_smoothing / input.size(dim)));
    }
    return classes.reduce(losses, reduction());
  }

  private Tensor ofProbabilities(Tensor input, Tensor target, int dim) {
    if (ignore_index >= 0) {
      throw new IllegalArgumentException("ignore_index is not supported for floating point target");
    }
    ClassTargets.requireWeights(input.size(dim), weights(WEIGHT));
    Tensor smoothed =
        label_smoothing == 0
            ? target
            : target.mul(1 - label_smoothing).add(label_smoothing / input.size(dim));
    return reduction().of(weighted(input.logSoftmax(dim).mul(smoothed), dim).sum(dim, false).neg());
  }

  /** Each class times its weight. */
  private Tensor weighted(Tensor values, int dim) {
    Tensor weight = weights(WEIGHT);
    if (weight == null) {
      return values;
    }
    int[] column = new int[values.dim() - dim];
    Arrays.fill(column, 1);
    column[0] = values.size(dim);
    return values.mul(weight.reshape(Shape.of(column)));
  }
}
