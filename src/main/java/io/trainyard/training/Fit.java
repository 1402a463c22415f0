package io.trainyard.training;

import io.trainyard.loss.Loss;
import io.trainyard.loss.Target;
import io.trainyard.signature.Several;
import io.trainyard.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether what a network gives fits a target and its loss. */
final class Fit {

  private Fit() {}

  /** What is wrong with the number of outputs, to follow who gives them; null when nothing is. */
  static @Nullable String misfit(Loss loss, Tensor predicted, TargetPlan target) {
    int needed = loss.outputs(target.width());
    if (predicted.dim() != 2 || fits(predicted.size(1), needed, target)) {
      return null;
    }
    return " gives "
        + predicted.size(1)
        + " outputs, the target "
        + Several.of(target.columns())
        + " as "
        + target.encoding().name().toLowerCase(Locale.ROOT)
        + " needs "
        + needed;
  }

  private static boolean fits(int outputs, int needed, TargetPlan target) {
    // As in PyTorch, a network may know more classes than the data set shows.
    return target.encoding() == TargetEncoding.INDEX ? outputs >= needed : outputs == needed;
  }

  /** What to change in the request so that a loss gets the targets it compares with. */
  static String advice(@Nullable Loss loss, TargetEncoding encoding) {
    if (loss == null) {
      return "";
    }
    List<Target> taken = loss.targets();
    if (encoding == TargetEncoding.ONE_HOT && taken.equals(List.of(Target.CLASSES))) {
      return "; for class numbers leave 'target_encoding' out or set it to 'index'";
    }
    if (encoding == TargetEncoding.INDEX && !taken.contains(Target.CLASSES)) {
      return "; for a row of zeros and a one per example set 'target_encoding' to 'one_hot'";
    }
    return "";
  }
}
