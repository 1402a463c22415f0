package io.trainyard.training;

import io.trainyard.nn.Module;
import io.trainyard.tensor.StateDict;
import io.trainyard.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parameters and buffers of one finished epoch, while training goes on to change them: what is
 * left of a run that is stopped, or whose losses are no numbers any more. Its memory is taken once.
 */
final class KeptState {

  private final Module network;
  private final Map<String, Tensor> copies = new LinkedHashMap<>();
  private Map<String, Tensor> live = Map.of();
  private @Nullable Integer epoch;

  KeptState(Module network) {
    this.network = network;
  }

  /** Keeps what the network is now, after an epoch, in place of what was kept before. */
  void keep(int finished) {
    makeRoom();
    live.forEach((name, value) -> Objects.requireNonNull(copies.get(name)).fill(value));
    epoch = finished;
  }

  private void makeRoom() {
    if (copies.isEmpty()) {
      live = network.stateDict();
      live.forEach((name, value) -> copies.put(name, Tensor.full(value.shape(), 0, value.dtype())));
    }
  }

  /**
   * Writes down what is kept.
   *
   * @param isNetwork whether that is just what the network is now, and need not be written twice
   */
  void save(StateDict to, boolean isNetwork) {
    if (epoch != null) {
      to.put("epoch", epoch);
      if (!isNetwork) {
        copies.forEach(to.at("state")::put);
      }
    }
  }

  /**
   * Keeps what was written down.
   *
   * @param networks what the network was then
   */
  void load(StateDict from, StateDict networks) {
    if (from.has("epoch")) {
      makeRoom();
      epoch = Math.toIntExact(from.whole("epoch"));
      StateDict state = from.at("state");
      copies.forEach((name, copy) -> (state.has(name) ? state : networks).fill(name, copy));
    }
  }

  /** Which epoch's they are, from 0; null as long as none are kept. */
  @Nullable Integer epoch() {
    return epoch;
  }

  /** What is kept, by PyTorch's names. */
  Map<String, Tensor> values() {
    return copies;
  }
}
