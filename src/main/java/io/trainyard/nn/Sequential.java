package io.trainyard.nn;

import io.trainyard.tensor.Tensor;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

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
    return through(children().values().iterator(), input);
  }

  @Override
  public Tensor forward(Map<String, Tensor> inputs) {
    Iterator<Module> modules = children().values().iterator();
    return modules.hasNext()
        ? through(modules, modules.next().forward(inputs))
        : super.forward(inputs);
  }

  private static Tensor through(Iterator<Module> modules, Tensor input) {
    Tensor output = input;
    while (modules.hasNext()) {
      output = modules.next().forward(output);
    }
    return output;
  }
}
