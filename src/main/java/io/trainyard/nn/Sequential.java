package io.trainyard.nn;

import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * Modules one after the other, each taking what the one before gives. Their names are their
 * numbers: {@code 0.weight}.
 */
public final class Sequential extends Module {

  /** The modules in order; none at all gives the input back. */
  public Sequential(List<? extends Module> modules) {
    for (int i = 0; i < modules.size(); i++) {
      registerModule(Integer.toString(i), modules.get(i));
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor output = input;
    for (Module module : children().values()) {
      output = module.forward(output);
    }
    return output;
  }
}
