package io.trainyard.loss;

import io.trainyard.signature.Bounds;
import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Preceded;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By how much each wrong class is not {@code margin} below the right one, {@code max(0, margin -
 * input[y] + input[i])^p}, summed over the wrong classes and divided by the number of classes.
 */
@Summary("Hinge loss of classes; predictions are scores of any size.")
@Functional("multi_margin_loss")
@GradFn("MultiMarginLossBackward0")
public final class MultiMarginLoss extends Loss {

  private final int p;
  private final double margin;

  /**
   * @param p the power, 1 or 2
   * @param margin the distance from which on there is nothing to gain
   * @param weight one number for each class, which multiplies the losses of its rows
   */
  public MultiMarginLoss(
      @Default("1") @Bounds(min = 1, max = 2) int p,
      @Default("1.0") double margin,
      @Nullable List<Double> weight,
      @Preceded({"size_average", "reduce"}) @Default("mean") Reduction reduction) {
    super(reduction);
    if (p != 1 && p != 2) {
      throw new IllegalArgumentException("only p == 1 and p == 2 supported, but got " + p);
    }
    this.p = p;
    this.margin = margin;
    weigh(WEIGHT, weight);
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.CLASSES);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    int dim = ClassTargets.dim(input);
    if (input.dim() > 2 || !target.shape().equals(input.shape().without(dim))) {
      throw new ShapeException(
          "MultiMarginLoss expects scores of shape [N, C] and class numbers of shape [N], got the"
              + " shapes "
              + input.shape()
              + " and "
              + target.shape());
    }
    int classes = input.size(dim);
    Tensor weight = weights(WEIGHT);
    ClassTargets.requireWeights(classes, weight);
    Tensor index = target.reshape(input.shape().with(dim, 1));
    Tensor lacking = input.sub(input.gather(dim, index)).add(margin).relu();
    Tensor wrong = Tensor.scalar(1).sub(target.oneHot(classes));
    Tensor losses = (p == 1 ? lacking : lacking.pow(2)).mul(wrong).sum(dim, false).div(classes);
    if (weight != null) {
      Tensor chosen = weight.gather(0, target.reshape(Shape.of((int) target.numel())));
      losses = losses.mul(chosen.reshape(target.shape()));
    }
    return reduction().of(losses);
  }
}
