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
 * Binary cross entropy of logits, which a sigmoid would make probabilities of: {@code -(pos_weight
 * target log(sigmoid(input)) + (1 - target) log(1 - sigmoid(input)))}, without overflow.
 */
@Summary("Binary cross entropy; predictions are logits, without a Sigmoid.")
@Functional("binary_cross_entropy_with_logits")
@GradFn("BinaryCrossEntropyWithLogitsBackward0")
public final class BCEWithLogitsLoss extends Loss {

  private static final String POS_WEIGHT = "pos_weight";

  /**
   * @param weight what the losses are multiplied by, one number for each column of the input
   * @param pos_weight what the positive part is multiplied by, one number for each column
   */
  public BCEWithLogitsLoss(
      @Nullable List<Double> weight,
      @Preceded({"size_average", "reduce"}) @Default("mean") Reduction reduction,
      @Nullable List<Double> pos_weight) {
    super(reduction);
    weigh(WEIGHT, weight);
    weigh(POS_WEIGHT, pos_weight);
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.PROBABILITIES);
  }

  @Override
  public Link link() {
    return Link.LOGIT;
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    requireSameShape(input, target);
    Tensor weight = weights(WEIGHT);
    Tensor pos_weight = weights(POS_WEIGHT);
    Tensor positive = input.logSigmoid();
    if (pos_weight != null) {
      positive = positive.mul(target.mul(pos_weight.sub(1).expand(input.shape())).add(1));
    }
    // log(1 - sigmoid(x)) is log(sigmoid(x)) - x, which leaves a single logarithm.
    Tensor losses = input.sub(input.mul(target)).sub(positive);
    return reduction().of(weight == null ? losses : losses.mul(weight.expand(input.shape())));
  }
}
