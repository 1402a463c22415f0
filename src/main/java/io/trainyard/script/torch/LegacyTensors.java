package io.trainyard.script.torch;

import io.trainyard.script.value.Call;
import io.trainyard.script.value.TensorValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.tensor.DType;
import io.trainyard.tensor.Shape;
import io.trainyard.tensor.Tensor;
import java.util.List;

/**
 * {@code torch.Tensor(…)}, {@code torch.LongTensor(…)} and their kind: sizes, or values in lists.
 */
final class LegacyTensors {

  private LegacyTensors() {}

  static TensorValue of(DType dtype, Call call) {
    List<Object> given = call.positional();
    boolean isSized =
        !given.isEmpty()
            && (given.stream().allMatch(Long.class::isInstance)
                || (given.size() == 1
                    && given.getFirst() instanceof TupleValue size
                    && size.type().equals("torch.Size")));
    if (given.isEmpty()) {
      return TensorValue.of(Tensor.full(Shape.of(0), 0, dtype));
    }
    if (isSized) {
      List<Object> sizes = given.getFirst() instanceof TupleValue size ? size.items() : given;
      int[] dims = sizes.stream().mapToInt(size -> Math.toIntExact((Long) size)).toArray();
      Shape shape = call.session().claim(Shape.of(dims), dtype, call.position());
      return TensorValue.of(Tensor.full(shape, 0, dtype));
    }
    Object data = Arrayed.tensor(given.getFirst());
    if (data instanceof TensorValue tensor) {
      return Conversions.to(TensorValue.of(tensor.tensor().detach()), dtype);
    }
    DType least = dtype == DType.FLOAT64 ? dtype : DType.BOOL;
    return Conversions.to(Creation.tensor(data, least, call.position(), call.session()), dtype);
  }
}
