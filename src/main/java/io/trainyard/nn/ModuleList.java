package io.trainyard.nn;

import java.util.List;

/** Modules by number, which whoever holds them calls. */
public final class ModuleList extends Module {

  public ModuleList(List<? extends Module> modules) {
    for (int i = 0; i < modules.size(); i++) {
      registerModule(Integer.toString(i), modules.get(i));
    }
  }
}
