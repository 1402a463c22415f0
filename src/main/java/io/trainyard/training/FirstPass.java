package io.trainyard.training;

import io.trainyard.nn.Layer;
import io.trainyard.signature.Faults;
import io.trainyard.signature.Parameter;
import io.trainyard.signature.Recipe;
import io.trainyard.tensor.ShapeException;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes layers one after the other while a batch goes through them for the first time, and fills in
 * the sizes that were left out.
 */
final class FirstPass {

  private final List<Recipe<? extends Layer>> layers = new ArrayList<>();
  private final List<Layer> modules = new ArrayList<>();
  private final Inputs inputs;
  private final Making making;
  private Tensor output;

  private FirstPass(Inputs inputs, Making making) {
    this.inputs = inputs;
    this.output = inputs.first();
    this.making = making;
  }

  /**
   * Makes layers within the recording of a step.
   *
   * @param making makes them
   * @return null after a fault behind which no shape is known
   */
  static @Nullable FirstPass of(
      List<Recipe<? extends Layer>> recipes, Inputs inputs, Making making, Faults faults) {
    var pass = new FirstPass(inputs, making);
    for (int i = 0; i < recipes.size(); i++) {
      Recipe<? extends Layer> recipe = recipes.get(i);
      if (recipe == null || !pass.add(recipe, i, faults.at("model", "layers", i))) {
        return null;
      }
    }
    return pass;
  }

  private boolean add(Recipe<? extends Layer> recipe, int number, Faults faults) {
    Recipe<? extends Layer> sized = recipe;
    for (Parameter parameter : recipe.signature().parameters()) {
      if (parameter.inferredFrom().isPresent()) {
        sized = inferred(sized, parameter, number, faults);
      }
    }
    if (!sized.isReady()) {
      return false;
    }
    Recipe<? extends Layer> ready = sized;
    try {
      Layer layer = making.of(() -> ready.create(making.draws()));
      if (layer.batchDim() != 0) {
        faults
            .at("batch_first")
            .add(
                "invalid_value",
                "in a list of layers dimension 0 holds the examples, so "
                    + recipe.type()
                    + " needs \"batch_first\": true");
        return false;
      }
      boolean takesSeveral = number == 0 && inputs.arrays().size() > 1;
      output = takesSeveral ? inputs.through(layer) : layer.forward(output);
      layers.add(sized);
      modules.add(layer);
      return true;
    } catch (ShapeException e) {
      faults.add("shape_mismatch", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      faults.add("invalid_value", String.valueOf(e.getMessage()));
    }
    return false;
  }

  /** Fills a size in, or holds the one that was given against what comes in. */
  private Recipe<? extends Layer> inferred(
      Recipe<? extends Layer> recipe, Parameter parameter, int number, Faults faults) {
    int dim = parameter.inferredFrom().orElseThrow();
    Object given = recipe.argument(parameter.name());
    if (dim >= output.dim() || -dim > output.dim()) {
      if (given == null) {
        faults.add(
            "shape_mismatch",
            recipe.type()
                + " takes "
                + parameter.name()
                + " from dimension "
                + dim
                + ", which the shape "
                + output.shape()
                + " does not have");
      }
      return recipe; // otherwise the layer itself will say that it takes no such shape
    }
    int actual = output.size(dim);
    if (given == null) {
      return recipe.with(parameter.name(), actual);
    }
    if (given instanceof Integer expected && expected != actual) {
      String what = parameter.name().substring(parameter.name().indexOf('_') + 1);
      faults
          .at(parameter.name())
          .add(
              "shape_mismatch",
              "expects "
                  + expected
                  + " "
                  + what
                  + ", "
                  + (number == 0 ? "the data has " : "the layer before gives ")
                  + actual);
      // Further on, what this layer expects is taken to be right.
      output = Tensor.placeholder(output.shape().with(dim, expected));
    }
    return recipe;
  }

  /** The layers with every size filled in. */
  List<Recipe<? extends Layer>> layers() {
    return List.copyOf(layers);
  }

  List<Layer> modules() {
    return List.copyOf(modules);
  }

  /** What the last layer gives. */
  Tensor output() {
    return output;
  }

  /** How many numbers the last layer gives for each row. */
  int outputs() {
    return output.dim() == 0 ? 0 : output.shape().span(1, output.dim());
  }
}
