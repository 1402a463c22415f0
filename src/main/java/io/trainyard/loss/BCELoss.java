package io.trainyard.loss;

import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Preceded;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Binary cross entropy of probabilities: {@code -(target log(input) + (1 - target) log(1 -
 * input))}, each logarithm no less than -100. {@link BCEWithLogitsLoss} is more exact.
 */
@Summary("Binary cross entropy; predictions are probabilities, as Sigmoid gives them.")
@Functional("binary_cross_entropy")
@GradFn("BinaryCrossEntropyBackward0")
public final class BCELoss extends Loss {

  /**
   * @param weight what the losses are multiplied by, one number for each column of the input
   */
  public BCELoss(
      @Nullable List<Double> weight,
      @Preceded({"size_average", "reduce"}) @Default("mean") Reduction reduction) {
    super(reduction);
    weigh(WEIGHT, weight);
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.PROBABILITIES);
  }

  @Override
  public Link link() {
    return Link.IDENTITY;
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    requireSameShape(input, target);
    Tensor weight = weights(WEIGHT);
    Tensor losses = input.binaryCrossEntropy(target);
    return reduction().of(weight == null ? losses : losses.mul(weight.expand(input.shape())));
  }
}
