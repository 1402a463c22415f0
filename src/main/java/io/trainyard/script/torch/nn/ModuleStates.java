package io.trainyard.script.torch.nn;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.ObjectValue;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TypeValue;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code state_dict()} and {@code load_state_dict()}. */
final class ModuleStates {

  private ModuleStates() {}

  static Object of(Call call) {
    var state = new DictValue("OrderedDict");
    ModuleClasses.walked(call)
        .stateDict()
        .forEach((name, tensor) -> state.put(name, TensorValue.of(tensor.detach())));
    return state;
  }

  private static final TypeValue KEYS =
      TypeValue.builtIn("_IncompatibleKeys")
          .method(
              "__repr__",
              call ->
                  Objects.requireNonNull(((ObjectValue) call.positional().getFirst()).own("text")));

  /** {@code load_state_dict(state_dict, strict=True)}. */
  static Object load(Call call) {
    var a = new Arguments(call, "load_state_dict", "self", "state_dict", "strict?", "assign?");
    if (!(a.get("state_dict") instanceof DictValue state)) {
      throw call.error(
          ErrorKind.TYPE_ERROR,
          "Expected state_dict to be dict-like, got "
              + Language.described(a.get("state_dict"), call));
    }
    Map<String, Tensor> own = ModuleClasses.walked(call).stateDict();
    List<Object> missing = new ArrayList<>();
    List<Object> unexpected = new ArrayList<>(state.keys());
    List<String> faults = new ArrayList<>();
    Map<Tensor, Tensor> values = new IdentityHashMap<>();
    own.forEach((name, tensor) -> {
      unexpected.remove(name);
      if (!(state.get(name) instanceof TensorValue given)) {
        missing.add(name);
      } else if (!given.tensor().shape().equals(tensor.shape())) {
        faults.add(
            "size mismatch for "
                + name
                + ": copying a param with shape torch.Size("
                + given.tensor().shape()
                + ") from checkpoint, the shape in current model is torch.Size("
                + tensor.shape()
                + ").");
      } else {
        values.put(tensor, given.tensor().to(tensor.dtype()));
      }
    });
    if (a.flag("strict", true)) {
      addKeys("Unexpected key(s) in state_dict: ", unexpected, faults);
      addKeys("Missing key(s) in state_dict: ", missing, faults);
    }
    if (!faults.isEmpty()) {
      throw call.error(
          ErrorKind.RUNTIME_ERROR,
          "Error(s) in loading state_dict for "
              + Language.typeName(ModuleClasses.self(call), call)
              + ":\n\t"
              + String.join("\n\t", faults));
    }
    Tensors.guarded(
        call.position(),
        call.session(),
        () -> {
          Tensor.noGrad(() -> values.forEach((tensor, value) -> tensor.assign(value.detach())));
          return ModuleClasses.self(call);
        });
    var result = new ObjectValue(KEYS);
    result.attributes().put("missing_keys", new ListValue(missing));
    result.attributes().put("unexpected_keys", new ListValue(unexpected));
    result
        .attributes()
        .put(
            "text",
            missing.isEmpty() && unexpected.isEmpty()
                ? "<All keys matched successfully>"
                : "_IncompatibleKeys(missing_keys="
                    + Language.repr(new ListValue(missing), call)
                    + ", unexpected_keys="
                    + Language.repr(new ListValue(unexpected), call)
                    + ")");
    return result;
  }

  private static void addKeys(String what, List<Object> keys, List<String> faults) {
    if (!keys.isEmpty()) {
      faults.add(
          what
              + "\""
              + String.join("\", \"", keys.stream().map(String::valueOf).toList())
              + "\". ");
    }
  }
}
