package io.trainyard.script.torch;

import io.trainyard.script.value.Holder;
import io.trainyard.tensor.Footprint;

/** A value that keeps memory of the engine alive besides other values. */
public interface Keeper extends Holder {

  /** Adds what it keeps. */
  void addTo(Footprint footprint);
}
