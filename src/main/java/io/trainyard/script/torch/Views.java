package io.trainyard.script.torch;

import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Picking;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Functions whose results show the elements of a tensor: they change with it, and it with them. */
final class Views {

  /** Those that keep the order of the elements. */
  private static final Set<String> RESHAPING =
      Set.of(
          "flatten",
          "ravel",
          "reshape",
          "reshape_as",
          "squeeze",
          "unflatten",
          "unsqueeze",
          "view",
          "view_as");

  /** Those that put the dimensions in another order. */
  private static final Set<String> PERMUTING =
      Set.of("movedim", "moveaxis", "permute", "swapaxes", "swapdims", "t", "transpose");

  /** Those that show a part. */
  private static final Set<String> PICKING = Set.of("diagonal", "narrow", "select");

  private Views() {}

  /**
   * Links a result with what it shows.
   *
   * @param name of the function
   * @param arguments that it was called with
   * @param viewer does the same with another tensor
   */
  static TensorValue linked(
      String name,
      TensorValue view,
      TensorValue base,
      Collection<Object> arguments,
      UnaryOperator<TensorValue> viewer) {
    if (RESHAPING.contains(name)) {
      TensorValue.Origin origin = base.origin();
      return origin != null && !origin.inOrder()
          ? view // elements that do not lie side by side are copied, in PyTorch too
          : link(view, base, arguments, viewer, part -> part.reshape(base.tensor().shape()), true);
    }
    if (PERMUTING.contains(name)) {
      return link(view, base, arguments, viewer, part -> part.permute(back(base, viewer)), false);
    }
    return PICKING.contains(name)
        ? link(view, base, arguments, viewer, part -> scattered(base, viewer, part), false)
        : view;
  }

  private static TensorValue link(
      TensorValue view,
      TensorValue base,
      Collection<Object> arguments,
      UnaryOperator<TensorValue> viewer,
      UnaryOperator<Tensor> changed,
      boolean inOrder) {
    return view.origin() != null || view == base
        ? view
        : view.showing(
            new TensorValue.Origin(
                base,
                () -> viewer.apply(base),
                part -> new TensorValue(changed.apply(part.tensor()), part.gradFn()),
                inOrder,
                arguments));
  }

  /** The order of dimensions that undoes a permutation: it is tried on sizes that all differ. */
  private static int[] back(TensorValue base, UnaryOperator<TensorValue> viewer) {
    int rank = base.tensor().dim();
    int[] sizes = new int[rank];
    Arrays.setAll(sizes, dim -> dim + 1);
    Tensor tried = viewer.apply(TensorValue.of(Tensor.zeros(Shape.of(sizes)))).tensor();
    int[] back = new int[rank];
    for (int dim = 0; dim < rank; dim++) {
      back[tried.size(dim) - 1] = dim;
    }
    return back;
  }

  private static Tensor scattered(
      TensorValue base, UnaryOperator<TensorValue> viewer, Tensor part) {
    Tensor whole = base.tensor();
    int count = Math.toIntExact(whole.numel());
    Tensor numbers = Arrangement.places(count, 0, 1).reshape(whole.shape());
    Tensor places = viewer.apply(TensorValue.of(numbers)).tensor().flatten(0, -1);
    return Picking.scatter(whole.reshape(Shape.of(count)), 0, places, part.flatten(0, -1))
        .reshape(whole.shape());
  }
}
