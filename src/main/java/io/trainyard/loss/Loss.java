package io.trainyard.loss;

import io.trainyard.nn.Module;
import io.trainyard.signature.GradFn;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far predictions are from their targets. A new one is a class with one public constructor,
 * whose annotated parameters are its arguments, and its name in the list below.
 */
public abstract sealed class Loss extends Module
    permits BCELoss,
        BCEWithLogitsLoss,
        CrossEntropyLoss,
        GaussianNLLLoss,
        HingeEmbeddingLoss,
        HuberLoss,
        KLDivLoss,
        L1Loss,
        MSELoss,
        MultiLabelMarginLoss,
        MultiLabelSoftMarginLoss,
        MultiMarginLoss,
        NLLLoss,
        PoissonNLLLoss,
        SmoothL1Loss,
        SoftMarginLoss {

  /** The argument by which most say what losses are multiplied by. */
  static final String WEIGHT = "weight";

  private final Reduction reduction;
  private final Map<String, Tensor> weights = new HashMap<>();

  Loss(Reduction reduction) {
    this.reduction = reduction;
  }

  /**
   * Compares predictions with their targets.
   *
   * @return a scalar; with {@link Reduction#NONE} one loss for each element or, when the targets
   *     are classes, for each row
   * @throws ShapeException when the shapes do not belong together
   */
  public abstract Tensor forward(Tensor input, Tensor target);

  /** The kinds of target that the loss takes, the usual one first. */
  public List<Target> targets() {
    return List.of(Target.VALUES);
  }

  /** How what it compares with is made of probabilities. */
  public Link link() {
    return Link.NONE;
  }

  /**
   * How many outputs a network needs for so many columns of targets. Where there are more, the
   * first ones are the predictions.
   */
  public int outputs(int targets) {
    return targets;
  }

  /** What becomes of the losses of all elements. */
  public final Reduction reduction() {
    return reduction;
  }

  /** What losses are multiplied by, as an argument says; null for nothing. */
  public final @Nullable Tensor weights(String argument) {
    return weights.get(argument);
  }

  /**
   * Multiplies losses by a tensor, where a request can give numbers only.
   *
   * @param argument the constructor's: {@code weight}, {@code pos_weight}
   * @param values of a shape that can be expanded to what it multiplies
   */
  public final void weigh(String argument, Tensor values) {
    weights.put(argument, values);
  }

  final void weigh(String argument, @Nullable List<Double> values) {
    if (values != null) {
      float[] numbers = new float[values.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = values.get(i).floatValue();
      }
      weigh(argument, Tensor.of(numbers));
    }
  }

  /**
   * PyTorch's name in a graph for what this makes.
   *
   * @param areClasses whether the targets are numbers of classes
   */
  public String gradFn(boolean areClasses) {
    GradFn own = getClass().getAnnotation(GradFn.class);
    return own != null
        ? own.value()
        : switch (reduction) {
          case SUM -> "SumBackward0";
          case NONE -> "SubBackward0";
          case MEAN -> "MeanBackward0";
        };
  }

  /**
   * @throws ShapeException unless both have the same shape: broadcasting would compare each
   *     prediction with the targets of others
   */
  final void requireSameShape(Tensor input, Tensor target) {
    if (!input.shape().equals(target.shape())) {
      throw new ShapeException(
          getClass().getSimpleName()
              + " compares element by element: the target's shape "
              + target.shape()
              + " must be the same as the input's "
              + input.shape());
    }
  }
}
