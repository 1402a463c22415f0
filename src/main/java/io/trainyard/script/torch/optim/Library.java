package io.trainyard.script.torch.optim;

import java.util.Map;

/** {@code torch.optim}, for texts that train by themselves. */
public final class Library {

  private static final String MODULE = "torch.optim";

  private Library() {}

  /** All names, by their modules. */
  public static Map<String, Map<String, Object>> modules() {
    return Map.of(MODULE, Optimizers.parts());
  }

  /** What is in the language itself and follows from the engine, by its modules. */
  public static Map<String, String> texts() {
    return Map.of(MODULE, Optimizers.text());
  }
}
