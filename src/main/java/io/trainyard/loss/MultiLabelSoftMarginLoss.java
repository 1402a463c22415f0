package io.trainyard.loss;

import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Preceded;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Binary cross entropy of logits [N, C] for labels of which a row may have several: {@code -(target
 * log(sigmoid(input)) + (1 - target) log(1 - sigmoid(input)))}, the mean over the labels of a row.
 */
@Summary("Binary cross entropy of several labels for each row; predictions are logits.")
@Functional("multilabel_soft_margin_loss")
public final class MultiLabelSoftMarginLoss extends Loss {

  /**
   * @param weight one number for each label, which multiplies its losses
   */
  public MultiLabelSoftMarginLoss(
      @Nullable List<Double> weight,
      @Preceded({"size_average", "reduce"}) @Default("mean") Reduction reduction) {
    super(reduction);
    weigh(WEIGHT, weight);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    requireSameShape(input, target);
    if (input.dim() == 0) {
      throw new ShapeException("MultiLabelSoftMarginLoss needs labels, got a scalar");
    }
    // log(1 - sigmoid(x)) is log(sigmoid(x)) - x, which leaves a single logarithm.
    Tensor losses = input.sub(input.mul(target)).sub(input.logSigmoid());
    Tensor weight = weights(WEIGHT);
    if (weight != null) {
      losses = losses.mul(weight.expand(input.shape()));
    }
    return reduction().of(losses.mean(-1, false));
  }
}
