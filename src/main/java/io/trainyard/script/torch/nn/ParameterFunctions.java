package io.trainyard.script.torch.nn;

import io.trainyard.optim.ClipGradNorm;
import io.trainyard.optim.ClipGradValue;
import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.torch.Tensors;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.None;
import io.trainyard.script.value.TensorValue;
import io.trainyard.tensor.Arrangement;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.nn.utils}: parameters and their gradients all together.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.html#utilities">torch.nn.utils</a>
 */
final class ParameterFunctions {

  private ParameterFunctions() {}

  static Map<String, Object> functions() {
    Map<String, Object> functions = new LinkedHashMap<>();
    for (String name : List.of("clip_grad_norm_", "clip_grad_norm")) {
      functions.put(name, new NativeFunction(name, ParameterFunctions::clipNorm));
    }
    functions.put(
        "clip_grad_value_", new NativeFunction("clip_grad_value_", ParameterFunctions::clipValue));
    functions.put(
        "parameters_to_vector",
        new NativeFunction("parameters_to_vector", ParameterFunctions::toVector));
    functions.put(
        "vector_to_parameters",
        new NativeFunction("vector_to_parameters", ParameterFunctions::fromVector));
    return functions;
  }

  private static List<Tensor> tensors(Object given, Call call) {
    if (given instanceof TensorValue single) {
      return List.of(single.tensor());
    }
    List<Tensor> tensors = new ArrayList<>();
    for (Object item : Language.list(given, call)) {
      if (!(item instanceof TensorValue tensor)) {
        throw call.error(
            ErrorKind.TYPE_ERROR, "expected parameters, got " + Language.described(item, call));
      }
      tensors.add(tensor.tensor());
    }
    return tensors;
  }

  private static Object clipNorm(Call call) {
    var a =
        new Arguments(
            call,
            "clip_grad_norm_",
            "parameters",
            "max_norm",
            "norm_type?",
            "error_if_nonfinite?",
            "foreach?");
    List<Tensor> tensors = tensors(a.get("parameters"), call);
    return Tensors.guarded(
        call.position(),
        call.session(),
        () -> {
          Tensor norm =
              new ClipGradNorm(a.number("max_norm", 0), a.number("norm_type", 2)).apply(tensors);
          if (a.flag("error_if_nonfinite", false) && !Float.isFinite(norm.item())) {
            throw call.error(
                ErrorKind.RUNTIME_ERROR,
                "The total norm of order "
                    + Language.plain(a.number("norm_type", 2))
                    + " for gradients from `parameters` is non-finite, so it cannot be clipped. To"
                    + " disable this error and scale the gradients by the non-finite norm anyway,"
                    + " set `error_if_nonfinite=False`");
          }
          return TensorValue.of(norm);
        });
  }

  private static Object clipValue(Call call) {
    var a = new Arguments(call, "clip_grad_value_", "parameters", "clip_value", "foreach?");
    List<Tensor> tensors = tensors(a.get("parameters"), call);
    return Tensors.guarded(
        call.position(),
        call.session(),
        () -> {
          new ClipGradValue(a.number("clip_value", 0)).apply(tensors);
          return None.NONE;
        });
  }

  private static Object toVector(Call call) {
    List<Tensor> tensors =
        tensors(new Arguments(call, "parameters_to_vector", "parameters").get("parameters"), call);
    return Tensors.guarded(
        call.position(),
        call.session(),
        () ->
            new TensorValue(
                Arrangement.cat(
                    tensors.stream()
                        .map(tensor -> tensor.reshape(Shape.of((int) tensor.numel())))
                        .toList(),
                    0),
                "CatBackward0"));
  }

  private static Object fromVector(Call call) {
    var a = new Arguments(call, "vector_to_parameters", "vec", "parameters");
    Tensor vector = a.tensor("vec").tensor();
    List<Tensor> tensors = tensors(a.get("parameters"), call);
    return Tensors.guarded(
        call.position(),
        call.session(),
        () ->
            Tensor.noGrad(() -> {
              int from = 0;
              for (Tensor tensor : tensors) {
                int count = (int) tensor.numel();
                tensor.assign(vector.narrow(0, from, count).reshape(tensor.shape()));
                from += count;
              }
              return None.NONE;
            }));
  }
}
