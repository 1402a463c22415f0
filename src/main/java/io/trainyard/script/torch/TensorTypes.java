package io.trainyard.script.torch;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.interpreter.Language;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.NativeFunction;
import io.trainyard.script.value.NativeType;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of {@code torch}, which make tensors or are only asked for. */
public final class TensorTypes {

  static final NativeType TENSOR =
      new NativeType("Tensor", TensorValue.class::isInstance, call -> legacy(DType.FLOAT32, call))
          .in("torch");

  /** {@code nn.Parameter}. */
  public static final NativeType PARAMETER =
      new NativeType(
              "Parameter",
              value -> value instanceof TensorValue tensor && tensor.isParameter(),
              TensorTypes::parameter)
          .in("torch.nn.parameter");

  static final NativeType DTYPE =
      new NativeType("torch.dtype", DType.class::isInstance, notCalled("torch.dtype"));

  private static final NativeType SIZE =
      new NativeType(
          "torch.Size",
          value -> value instanceof TupleValue tuple && tuple.type().equals("torch.Size"),
          TensorTypes::size);

  private TensorTypes() {}

  private static TupleValue size(Call call) {
    Object given = new Arguments(call, "Size", "sizes?").optional("sizes");
    List<Object> sizes = given == null ? List.of() : Language.list(given, call);
    if (!sizes.stream().allMatch(Long.class::isInstance)) {
      throw call.error(ErrorKind.TYPE_ERROR, "torch.Size() takes an iterable of 'int'");
    }
    return new TupleValue(sizes, "torch.Size", List.of());
  }

  static Map<String, Object> all() {
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("Tensor", TENSOR);
    for (DType dtype : DType.values()) {
      String name = dtype.scalarWord() + "Tensor";
      types.put(name, typed("torch." + name, dtype));
    }
    types.put("dtype", DTYPE);
    types.put("Size", SIZE);
    types.put("Generator", GeneratorValue.TYPE);
    return types;
  }

  private static NativeType typed(String name, DType dtype) {
    return new NativeType(
        name,
        value -> value instanceof TensorValue tensor && tensor.dtype() == dtype,
        call -> legacy(dtype, call));
  }

  private static NativeFunction.Body notCalled(String name) {
    return call -> {
      throw call.error(ErrorKind.TYPE_ERROR, name + " is only a hint and cannot be called");
    };
  }

  /** {@code torch.Tensor(…)} and its kind. */
  private static TensorValue legacy(DType dtype, Call call) {
    return Tensors.guarded(call.position(), call.session(), () -> LegacyTensors.of(dtype, call));
  }

  private static TensorValue parameter(Call call) {
    var arguments = new Arguments(call, "Parameter", "data", "requires_grad?");
    TensorValue data = arguments.tensor("data");
    boolean learned = arguments.flag("requires_grad", true);
    if (learned && !data.dtype().isFloatingPoint()) {
      throw call.error(
          ErrorKind.RUNTIME_ERROR,
          "Only Tensors of floating point and complex dtype can require gradients");
    }
    return TensorValue.parameter(
        Tensors.copied(data.tensor(), call.position(), call.session()).requiresGrad(learned));
  }
}
