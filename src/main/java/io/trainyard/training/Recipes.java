package io.trainyard.training;

import io.trainyard.signature.Faults;
import io.trainyard.signature.Recipe;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes what a spec has recipes for. */
final class Recipes {

  private Recipes() {}

  /** The object of a recipe; what it has to say against its arguments becomes a fault. */
  static <T, R> @Nullable R made(
      @Nullable Recipe<? extends T> recipe, Faults faults, Function<Recipe<? extends T>, R> make) {
    if (recipe == null || !recipe.isReady()) {
      return null;
    }
    try {
      return make.apply(recipe);
    } catch (IllegalArgumentException e) {
      faults.add("invalid_value", String.valueOf(e.getMessage()));
      return null;
    }
  }
}
