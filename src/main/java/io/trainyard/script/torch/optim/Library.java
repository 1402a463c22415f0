package io.trainyard.script.torch.optim;

import java.util.Map;

/** {@code torch.optim}, for texts that train by themselves. */
public final class Library {

  private Library() {}

  /** All names, by their modules. */
  public static Map<String, Map<String, Object>> modules() {
    return Map.of("torch.optim", Optimizers.optimizers());
  }
}
