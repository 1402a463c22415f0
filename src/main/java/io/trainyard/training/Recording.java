package io.trainyard.training;

import io.trainyard.nn.Module;
import io.trainyard.tensor.Program;
import io.trainyard.tensor.StateDict;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a run does, recorded before it begins: nothing has values or takes much memory, so that
 * it can wait. It is for one run.
 *
 * @param making makes what the network and the optimizer begin with
 * @param initialState values that parameters and buffers begin with instead
 * @param train the rows to learn from
 * @param test the rows to test on; null when there are none
 * @param step for a batch of the full size
 * @param last for the rows that are left at the end of an epoch; null when none are
 * @param evaluator measures the network on the rows to test on; null when there are none
 * @param outputs how many numbers the network gives for each row
 */
record Recording(
    Making making,
    Module network,
    Map<String, Tensor> initialState,
    Criterion criterion,
    Optimization optimization,
    Examples train,
    @Nullable Examples test,
    Step step,
    @Nullable Step last,
    @Nullable Evaluator evaluator,
    int outputs) {

  /** What an operation that waits consists of takes, in bytes: twenty small objects. */
  private static final long BYTES_OF_AN_OPERATION = 1000;

  /** Makes what was only described. */
  void begin() {
    making.begin();
    Map<String, Tensor> state = network.stateDict();
    initialState.forEach((name, value) -> Objects.requireNonNull(state.get(name)).fill(value));
  }

  /** Writes down what is learned, and with it what changes it. */
  void save(StateDict to) {
    network.stateDict().forEach(to.at("network")::put);
    criterion.stateDict().forEach(to.at("loss")::put);
    optimization.optimizer().save(to.at("optimizer"));
    if (optimization.scheduler() != null) {
      optimization.scheduler().save(to.at("scheduler"));
    }
  }

  /** Goes on with what was written down. */
  void load(StateDict from) {
    network.stateDict().forEach(from.at("network")::fill);
    criterion.stateDict().forEach(from.at("loss")::fill);
    optimization.optimizer().load(from.at("optimizer"));
    if (optimization.scheduler() != null) {
      optimization.scheduler().load(from.at("scheduler"));
    }
  }

  long parameters() {
    return network.parameters().stream().mapToLong(Tensor::numel).sum();
  }

  /** How many numbers the network consists of: what it learns, and its buffers. */
  long stateSize() {
    return network.stateDict().values().stream().mapToLong(Tensor::numel).sum();
  }

  /** The memory of what the network learns, of the optimizer, and of all steps, in bytes. */
  long bytes() {
    List<Program> programs = programs();
    return making.bytes(programs) + programs.stream().mapToLong(Program::bytes).sum();
  }

  /** The memory that it takes before it begins, about. */
  long waitingBytes() {
    long values = initialState.values().stream().mapToLong(Tensor::numel).sum();
    long bytes =
        Float.BYTES * values + making.waitingBytes() + BYTES_OF_AN_OPERATION * making.size();
    for (Program program : programs()) {
      bytes += BYTES_OF_AN_OPERATION * program.operations() + program.outsideBytes();
    }
    return bytes;
  }

  private List<Program> programs() {
    List<Program> programs = new ArrayList<>(List.of(step.program()));
    if (last != null) {
      programs.add(last.program());
    }
    if (evaluator != null) {
      programs.addAll(evaluator.programs());
    }
    return programs;
  }
}
