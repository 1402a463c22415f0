package io.trainyard.loss;

import io.trainyard.signature.Default;
import io.trainyard.signature.Functional;
import io.trainyard.signature.Preceded;
import io.trainyard.signature.Summary;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * The input, a distance, itself where the target is 1, and {@code max(0, margin - input)} where it
 * is -1: what belongs together gets close, the rest at least {@code margin} apart.
 */
@Summary("A distance where the target is 1, what it lacks of a margin where it is -1.")
@Functional("hinge_embedding_loss")
public final class HingeEmbeddingLoss extends Loss {

  private final double margin;

  /**
   * @param margin the distance from which on there is nothing to gain
   */
  public HingeEmbeddingLoss(
      @Default("1.0") double margin,
      @Preceded({"size_average", "reduce"}) @Default("mean") Reduction reduction) {
    super(reduction);
    this.margin = margin;
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.SIGNS);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    requireSameShape(input, target);
    Tensor none = Tensor.scalar(0);
    Tensor lacking = input.neg().add(margin).clamp(0.0, null);
    Tensor apart = Tensor.where(target.eq(Tensor.scalar(1)), none, lacking);
    Tensor close = Tensor.where(target.eq(Tensor.scalar(-1)), none, input);
    return reduction().of(apart.add(close));
  }
}
