package io.trainyard.script.torch.nn;

import io.trainyard.loss.Loss;
import io.trainyard.script.torch.LayerFunctions;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.signature.Signature;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The losses of {@code torch.nn}, whose weights a text gives as tensors. */
final class BuiltInLosses {

  private BuiltInLosses() {}

  static Loss loss(Signature<? extends Loss> signature, Call call) {
    List<String> names = RecipeArguments.names(signature);
    Map<String, Object> arguments = new LinkedHashMap<>(call.keywords());
    List<Object> positional = new ArrayList<>(call.positional());
    for (int i = 0; i < Math.min(names.size(), positional.size()); i++) {
      if (positional.get(i) instanceof TensorValue tensor
          && arguments.putIfAbsent(names.get(i), tensor) == null) {
        positional.set(i, None.NONE);
      }
    }
    Map<String, Tensor> weights = LayerFunctions.weights(arguments);
    Loss loss =
        RecipeArguments.recipe(
                signature, new Call(call.position(), positional, arguments, call.session()))
            .create();
    weights.forEach(loss::weigh);
    return loss;
  }
}
