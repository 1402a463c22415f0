package io.trainyard.script.torch.optim;

import io.trainyard.optim.Optimizer;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an optimizer of the engine remembers of its parameters, as it stands in {@code
 * optimizer.state}: a dict for each parameter that has been changed, which belongs to the text.
 * Before a step it is taken from there, and after it shown there.
 */
final class Memory {

  private static final String STEP = "step";

  private final Optimizer optimizer;
  private final List<TensorValue> params;
  private final boolean isCounted;
  private final boolean isOwn;
  private final List<Map<String, Tensor>> tensors = new ArrayList<>();
  private final BitSet shown = new BitSet();
  private int known = -1;

  /**
   * @param type PyTorch's name of the optimizer
   */
  Memory(String type, Optimizer optimizer) {
    this.optimizer = optimizer;
    this.params = optimizer.params().stream().map(TensorValue::of).toList();
    this.isOwn = type.equals("LBFGS");
    this.isCounted = !isOwn && !type.equals("SGD");
  }

  /**
   * Takes what the text left in its dicts.
   *
   * @return false when nothing is there of what was shown, so that the optimizer begins anew
   */
  boolean take(DictValue state, Call call) {
    BitSet there = new BitSet();
    Long count = null;
    for (int i = 0; i < params.size(); i++) {
      if (state.get(params.get(i)) instanceof DictValue dict && isOfEngine(dict, i)) {
        there.set(i);
        Long steps = take(dict, i, call);
        if (steps != null && count != null && !steps.equals(count)) {
          throw call.error(
              ErrorKind.UNSUPPORTED,
              ("the parameters of a group have to have made the same number of steps here, got %d"
                      + " and %d; give them groups of their own")
                  .formatted(count, steps));
        }
        count = steps == null ? count : steps;
      }
    }
    if (there.isEmpty()) {
      return shown.isEmpty();
    }
    var gone = (BitSet) shown.clone();
    gone.andNot(there);
    if (!gone.isEmpty()) {
      throw call.error(
          ErrorKind.UNSUPPORTED,
          "the state of some parameters of a group was taken away; here it has to be that of all");
    }
    if (isOwn && shown.isEmpty()) {
      throw call.error(
          ErrorKind.UNSUPPORTED, "LBFGS cannot go on from a state here; let it begin anew");
    }
    optimizer.steps(count == null ? Math.max(1, optimizer.steps()) : count);
    return true;
  }

  private boolean isOfEngine(DictValue dict, int param) {
    return isOwn
        ? dict.contains("n_iter")
        : dict.contains(STEP) || tensors(param).keySet().stream().anyMatch(dict::contains);
  }

  private @Nullable Long take(DictValue dict, int param, Call call) {
    tensors(param)
        .forEach((name, tensor) -> {
          if (dict.get(name) instanceof TensorValue given && given.tensor() != tensor) {
            if (!given.tensor().shape().equals(tensor.shape())) {
              throw call.error(
                  ErrorKind.VALUE_ERROR,
                  "the state '%s' of a parameter has the shape %s, expected %s"
                      .formatted(name, given.tensor().shape(), tensor.shape()));
            }
            Tensor.noGrad(() -> tensor.assign(given.tensor()));
          }
        });
    return switch (dict.get(STEP)) {
      case null -> null;
      case TensorValue count -> (long) count.tensor().item();
      case Number count -> count.longValue();
      case Object other ->
          throw call.error(
              ErrorKind.TYPE_ERROR,
              "the state 'step' has to be a number, got " + Language.described(other, call));
    };
  }

  /** Shows what is remembered of the parameters that have been changed. */
  void show(DictValue state, Call call) {
    for (int i = 0; i < params.size(); i++) {
      TensorValue param = params.get(i);
      boolean isThere = state.get(param) instanceof DictValue;
      if (isThere || param.tensor().grad() != null) {
        DictValue dict = state.get(param) instanceof DictValue there ? there : new DictValue();
        if (show(dict, i)) {
          shown.set(i);
          if (!isThere) {
            call.session().hold(dict);
            state.put(param, dict);
          }
        }
      }
    }
  }

  private boolean show(DictValue dict, int param) {
    if (isCounted) {
      dict.put(STEP, TensorValue.of(Tensor.scalar((float) optimizer.steps())));
    }
    if (isOwn) {
      dict.put("n_iter", optimizer.steps());
    }
    tensors(param)
        .forEach((name, tensor) -> {
          if (!(dict.get(name) instanceof TensorValue same) || same.tensor() != tensor) {
            dict.put(name, TensorValue.of(tensor));
          }
        });
    return isOfEngine(dict, param);
  }

  /** What is remembered of one parameter, by PyTorch's names. */
  private Map<String, Tensor> tensors(int param) {
    Map<String, Tensor> state = isOwn ? Map.of() : optimizer.state();
    if (state.size() != known) {
      known = state.size();
      tensors.clear();
      params.forEach(any -> tensors.add(new LinkedHashMap<>()));
      state.forEach((key, tensor) -> {
        int dot = key.indexOf('.');
        tensors.get(Integer.parseInt(key.substring(0, dot))).put(key.substring(dot + 1), tensor);
      });
    }
    return tensors.get(param);
  }
}
