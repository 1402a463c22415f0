package io.trainyard.nn.attention;

import io.trainyard.nn.Layer;
import io.trainyard.nn.Module;
import io.trainyard.nn.ModuleList;
import io.trainyard.nn.Sizes;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.Generator;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layers of a transformer on each other. All are copies of one, so that they begin with the same
 * values, as PyTorch's do.
 *
 * @param <L> the kind of its layers
 */
public abstract sealed class TransformerStack<L extends TransformerLayer> extends Layer
    permits TransformerDecoder, TransformerEncoder {

  private final List<L> layers = new ArrayList<>();
  private final @Nullable Layer norm;

  TransformerStack(
      Class<L> kind,
      Recipe<? extends Layer> layer,
      int num_layers,
      @Nullable Recipe<? extends Layer> norm,
      Generator generator) {
    Sizes.requireAtLeast("num_layers", num_layers, 1);
    if (layer.signature().type() != kind) {
      throw new IllegalArgumentException(
          "its layers have to be of type " + kind.getSimpleName() + ", got " + layer.type());
    }
    layers.add(kind.cast(layer.create(generator)));
    while (layers.size() < num_layers) {
      layers.add(kind.cast(generator.aside(() -> layer.create(generator)))); // a copy of the first
    }
    copy(layers.getFirst());
    registerModule("layers", new ModuleList(layers));
    this.norm = norm == null ? null : registerModule("norm", norm.create(generator));
  }

  private void copy(Module given) {
    layers.stream()
        .filter(layer -> layer != given)
        .forEach(layer -> layer.loadStateDict(given.stateDict()));
  }

  @Override
  public void takeOver(String argument, Module given) {
    if (argument.equals("norm") && norm != null) {
      norm.loadStateDict(given.stateDict());
    } else if (given instanceof TransformerLayer) {
      copy(given);
    }
  }

  @Override
  public String gradFn(int dims, boolean inplace) {
    return (norm == null ? layers.getFirst() : norm).gradFn(dims, inplace);
  }

  @Override
  public int batchDim() {
    return layers.getFirst().batchDim();
  }

  final List<L> layers() {
    return layers;
  }

  final Tensor normalized(Tensor output) {
    return norm == null ? output : norm.forward(output);
  }
}
