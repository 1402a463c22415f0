package io.trainyard.loss;

import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Preceded;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Negative log-likelihood: minus the log-probability that the input [N, C] gives to the class of
 * each row. The mean is weighted by the weights of the rows' classes.
 */
@Summary("Negative log-likelihood of classes; predictions are log-probabilities, from LogSoftmax.")
@Functional("nll_loss")
@GradFn("NllLossBackward0")
public final class NLLLoss extends Loss {

  private final int ignore_index;

  /**
   * @param weight one number for each class
   * @param ignore_index rows with this target count for nothing
   */
  public NLLLoss(
      @Nullable List<Double> weight,
      @Preceded("size_average") @Default("-100") int ignore_index,
      @Preceded("reduce") @Default("mean") Reduction reduction) {
    super(reduction);
    weigh(WEIGHT, weight);
    this.ignore_index = ignore_index;
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.CLASSES);
  }

  @Override
  public Link link() {
    return Link.LOG;
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    if (!target.shape().equals(input.shape().without(ClassTargets.dim(input)))) {
      throw new ShapeException(
          "NLLLoss expects class numbers of shape "
              + input.shape().without(ClassTargets.dim(input))
              + " for an input of shape "
              + input.shape()
              + ", got a target of shape "
              + target.shape());
    }
    ClassTargets classes = ClassTargets.of(input, target, weights(WEIGHT), ignore_index);
    return classes.reduce(classes.losses(input), reduction());
  }
}
