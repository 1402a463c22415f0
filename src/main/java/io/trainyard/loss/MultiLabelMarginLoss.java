package io.trainyard.loss;

import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.GradFn;
import io.trainyard.signature.Preceded;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;

/**
 * By how much each wrong class is not 1 below each right one, {@code max(0, 1 - input[right] +
 * input[wrong])}, summed and divided by the number of classes C. The target [N, C] lists the
 * numbers of a row's classes and then -1; what stands behind that counts for nothing.
 */
@Summary("Hinge loss of rows with several classes, whose numbers the target lists before a -1.")
@Functional("multilabel_margin_loss")
@GradFn("MultilabelMarginLossBackward0")
public final class MultiLabelMarginLoss extends Loss {

  public MultiLabelMarginLoss(
      @Preceded({"size_average", "reduce"}) @Default("mean") Reduction reduction) {
    super(reduction);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    requireSameShape(input, target);
    if (input.dim() == 0 || input.dim() > 2) {
      throw new ShapeException(
          "MultiLabelMarginLoss expects scores of shape [N, C] or [C], got the shape "
              + input.shape());
    }
    int classes = input.size(-1);
    int rows = input.dim() == 1 ? 1 : input.size(0);
    Tensor scores = input.reshape(Shape.of(rows, classes));
    Tensor numbers = target.reshape(Shape.of(rows, classes));
    Tensor zero = Tensor.scalar(0);
    Tensor one = Tensor.scalar(1);
    // A place counts when no number up to it is negative.
    Tensor ended = numbers.lt(zero).matmul(upToEach(classes));
    Tensor counts = ended.eq(zero);
    Tensor places = Tensor.where(counts, numbers, zero);
    Tensor isRight =
        places.oneHot(classes).mul(counts.reshape(Shape.of(rows, classes, 1))).amax(1, true);
    Tensor right = scores.gather(1, places).reshape(Shape.of(rows, classes, 1));
    Tensor lacking = one.sub(right).add(scores.reshape(Shape.of(rows, 1, classes))).relu();
    Tensor losses =
        lacking
            .mul(counts.reshape(Shape.of(rows, classes, 1)))
            .mul(one.sub(isRight))
            .flatten(1, 2)
            .sum(1, false)
            .div(classes);
    return reduction().of(input.dim() == 1 ? losses.reshape(Shape.of()) : losses);
  }

  /** A matrix with 1 on and above the diagonal. */
  private static Tensor upToEach(int size) {
    return Arrangement.triu(Tensor.ones(Shape.of(size, size)), 0);
  }
}
